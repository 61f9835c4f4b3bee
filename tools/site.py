"""Builds these documents as a site in English and Arabic: ``python tools/site.py [--out DIR]``.

Needs ``pip install '.[docs]'``. The pages lie in ``site/`` then, the Arabic ones in ``site/ar/``. A
link into the code, which no site has, becomes its words. At the end every page is searched for
something that a browser would fetch from elsewhere; if there is any, it is named, and the exit code
is 1.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
# Pages that lie beside the folder of the documents, and what they are called on the site.
_BESIDE = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
_FENCED = re.compile(r"^```text\n.*?^```", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FROM_RIGHT = re.compile("[\u0600-\u06ff]")
_STYLE = "site.css"
_NOT_SHOWN = {".py", ".1"}  # a script and the man page lie among the documents
_SHOWN = {ROOT / name: called for name, called in _BESIDE.items()}
_LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
_FETCHED = re.compile(  # a stylesheet, a script, a picture, a frame, a font of another site
    r"""<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|<link\b(?=[^>]*\brel=["']?(?:stylesheet|preload|icon|preconnect))[^>]*"""
    r"""\bhref=["']?(?:https?:)?//[^"'\s>]+"""
    r"""|url\(\s*["']?(?:https?:)?//[^)]+\)|@import\s+["'](?:https?:)?//[^"']+""",
    re.IGNORECASE,
)


def build(out: Path) -> None:
    """Both languages into ``out``, which is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as home:
        for config, source, target in (
            ("zensical.toml", DOCS, out),
            ("zensical.ar.toml", DOCS / "ar", out / "ar"),
        ):
            work = Path(home, config)
            stage(source, work / "docs")
            shutil.copy(ROOT / config, work / "zensical.toml")
            subprocess.run([sys.executable, "-m", "zensical", "build", "-s"], cwd=work, check=True)
            shutil.copytree(work / "site", target, dirs_exist_ok=True)


def stage(source: Path, target: Path) -> None:
    """A copy of the pages of one language with links that hold on the site."""
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        if path.is_dir() or (place.parts[0] == "ar" and source == DOCS):
            continue
        if path.suffix in _NOT_SHOWN:
            continue
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            text = relink(path.read_text(encoding="utf-8"), path)
            (target / place).write_text(keep_days(text), encoding="utf-8")
        else:
            shutil.copy(path, target / place)
    shutil.copy(DOCS / _STYLE, target / _STYLE)
    if source == DOCS:
        for name, called in _BESIDE.items():
            text = relink((ROOT / name).read_text(encoding="utf-8"), ROOT / name)
            (target / called).write_text(text, encoding="utf-8")


def relink(text: str, page: Path) -> str:
    """The text of a page with every link fit for the site, or the words of it in its place."""
    home = _place(page).parent

    def fit(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        path, mark, anchor = target.partition("#")
        if not path or "//" in path or path.startswith("mailto:"):
            return found[0]
        there = (page.parent / path).resolve()
        if not there.is_relative_to(DOCS) and there not in _SHOWN:
            return words  # code, which no site has
        place = _place(there)
        if place.suffix == ".md" and place.parent != home:  # of the other language
            place = place.with_suffix(".html")
        return f"{picture}[{words}]({os.path.relpath(place, home)}{mark}{anchor})"

    return _LINK.sub(fit, text)


def keep_days(text: str) -> str:
    """Days in output among Arabic words, isolated: a browser would turn 2024-03-05 about."""

    def isolate(found: re.Match[str]) -> str:
        lines = found[0].split("\n")
        return "\n".join(
            _DAY.sub("\u2066\\g<0>\u2069", line)
            if _FROM_RIGHT.search(line) and not line.startswith("$")
            else line
            for line in lines
        )

    return _FENCED.sub(isolate, text)


def _place(path: Path) -> Path:
    """Where a file lies on the site, before pages become HTML."""
    return Path("/", _SHOWN[path]) if path in _SHOWN else Path("/", path.relative_to(DOCS))


def find_fetched(site: Path) -> list[str]:
    """What a browser would fetch from elsewhere, with the file in which it stands."""
    found = []
    for path in sorted(site.rglob("*")):
        if path.suffix in {".html", ".css"}:
            text = path.read_text(encoding="utf-8")
            found += [
                f"{path.relative_to(site)}: {hit[0][:120]}" for hit in _FETCHED.finditer(text)
            ]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "site", help="where the site is made")
    wanted = parser.parse_args().out.resolve()
    build(wanted)
    fetched = find_fetched(wanted)
    print(*fetched, sep="\n")
    print(wanted / "index.html")
    sys.exit(1 if fetched else 0)
