"""The rooms and who may import whom; what code may not do anywhere."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import marsad

ROOT = Path(marsad.__file__).parent
LAYERS = [  # each row imports from earlier rows only; rooms of one row not from each other
    {"model"},
    {"ids", "codec", "version"},
    {"text"},
    {"packs"},
    {"entities"},
    {"grammar"},
    {"naming"},
    {"analysis", "intake"},
    {"llm"},
    {"archive"},
    {"linking"},
    {"publishing", "bulk", "demo"},
    {"web"},
    {"cli"},
]
ROW = {room: row for row, rooms in enumerate(LAYERS) for room in rooms}
WHOLE_ROOMS = {
    "text",
    "packs",
    "entities",
    "grammar",
    "naming",
    "intake",
    "llm",
    "publishing",
    "archive",
    "linking",
    "bulk",
    "demo",
    "web",
    "cli",
}
CONDUCTORS = {
    "analyse",
    "check",
    "explain",
}  # of `analysis`: they hand the other modules what they need
FRONT_DOORS = {"__init__", "__main__"}  # of the package itself
LATE = {  # load what is heavy, or reads files when imported, only when it is asked for
    "archive/layout.py",
    "bulk/cluster.py",
    "bulk/database.py",
    "bulk/storage.py",
    "intake/connections.py",
    "intake/feeds.py",
    "intake/fetch.py",
    "intake/glyphs.py",
    "intake/guard.py",
    "intake/html.py",
    "intake/warc.py",
    "publishing/outputs.py",
}
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Every module of ours that an import names, also inside functions: ("text", "fold")."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0 and node.module != "marsad", "name the module in full"
            names = [node.module or ""]
        else:
            continue
        yield from (tuple(name.split(".")[1:]) for name in names if name.startswith("marsad."))


def every_module() -> list[Path]:
    return [path for path in TREES if path.stem not in FRONT_DOORS or path.parent != ROOT]


def in_functions(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield node


@pytest.mark.parametrize("path", every_module(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    room, *inside = path.relative_to(ROOT).with_suffix("").parts
    for other in imported(TREES[path]):
        if other[0] != room:
            assert ROW[other[0]] < ROW[room], f"{name_of(path)} must not import {other}"
        elif room not in WHOLE_ROOMS:
            assert inside[-1] in CONDUCTORS, f"{name_of(path)}: {other} is handed in"


def test_every_room_has_its_row() -> None:
    rooms = {path.relative_to(ROOT).with_suffix("").parts[0] for path in every_module()}
    assert rooms <= ROW.keys()


@pytest.mark.parametrize("path", TREES, ids=name_of)
def test_no_code_asks_which_language(path: Path) -> None:
    codes = {file.parent.name for file in ROOT.glob("packs/*/pack.toml")}
    assert "ar" in codes
    for node in ast.walk(TREES[path]):
        if isinstance(node, ast.Compare | ast.MatchValue):
            asked = {c.value for c in ast.walk(node) if isinstance(c, ast.Constant)} & codes
            assert not asked, f"{name_of(path)}:{node.lineno} compares with {asked}"


def test_only_the_fetcher_can_open_the_network() -> None:
    openers = {
        "aiohttp",
        "dask",
        "distributed",
        "fsspec",
        "ftplib",
        "http.client",
        "httpcore2",
        "httpx2",
        "requests",
        "socket",
        "urllib3",
    }
    allowed = {f"intake/{name}.py" for name in ("answers", "connections", "fetch", "guard")}
    allowed |= {"web/serving.py"}  # listens, and connects to nobody
    allowed |= {"bulk/cluster.py", "bulk/storage.py"}  # schedulers and object stores that one names
    allowed |= {"llm/asking.py"}  # asks the one address that a person named, only when told to
    found = set()
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any({n, n.split(".")[0]} & {*openers, "urllib.request"} for n in names):
                found.add(name_of(path))
    assert found <= allowed


@pytest.mark.parametrize("path", TREES, ids=name_of)
def test_imports_stand_outside_functions(path: Path) -> None:
    if name_of(path) not in LATE and not name_of(path).startswith("cli/"):
        late = [f"{name_of(path)}:{node.lineno}" for node in in_functions(TREES[path])]
        assert late == []


def test_importing_opens_no_file_and_no_socket() -> None:
    code = (
        "import sys, importlib, pkgutil\n"
        "seen = []\n"
        # What extends others tells it in `entry_points.txt`; pydantic and pytest look there.
        "ours = ('.py', '.pyc', '.so', '.zip', 'entry_points.txt')\n"
        "def hook(event, args):\n"
        "    if event == 'open' and not str(args[0]).endswith(ours):\n"
        "        seen.append(str(args[0]))\n"
        "    if event.startswith(('socket.', 'subprocess.', 'os.system', '_thread.')):\n"
        "        seen.append(event)\n"
        "sys.addaudithook(hook)\n"
        "import marsad\n"
        "for module in pkgutil.walk_packages(marsad.__path__, 'marsad.'):\n"
        "    if not module.name.endswith('__main__') and '.migrations.' not in module.name:\n"
        "        importlib.import_module(module.name)\n"
        "print('\\n'.join(seen))\n"
    )
    answer = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == []
