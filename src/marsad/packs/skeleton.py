"""The writing of a pack's files, and the skeleton of a new pack."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tomli

from marsad.packs.pack import HOME

_CODE = re.compile(r"[a-z]{2,3}")
FILES = (
    *("pack", "cues", "roles", "times", "offices", "names", "glosses", "events", "clauses"),
    *("titles", "counts", "samples", "known"),
)
_INVISIBLE = frozenset("\u00ad\u061c\u0640\u200b\u200c\u200d\u200e\u200f\ufeff")
_SAMPLE_FILES = frozenset({"samples", "known"})  # their texts may hold what newspapers print


def check_spelling(folder: Path) -> list[str]:
    """Entries that are not in NFC, or hold presentation forms or invisible letters."""
    faults = []
    plain = [folder / f"{name}.toml" for name in FILES if name not in _SAMPLE_FILES]
    for path in (*plain, *sorted((folder / "concepts").glob("*.toml"))):
        if not path.is_file():
            continue
        file = path.relative_to(folder.parent).as_posix()
        for place, word in _strings(tomli.loads(path.read_text(encoding="utf-8")), path.stem):
            fault = _fault(word)
            if fault:
                faults.append(f"{file}: {place}: «{word}» {fault}")
    return faults


def _fault(word: str) -> str:
    if not unicodedata.is_normalized("NFC", word):
        return "is not in normal form C"
    if len(word) > 2 and _INVISIBLE & set(word):
        return "holds an invisible letter or a tatweel"
    if any(0xFB50 <= ord(c) <= 0xFDFF or 0xFE70 <= ord(c) <= 0xFEFC for c in word):
        return "holds a presentation form"
    return ""


def _strings(value: Any, place: str) -> Iterator[tuple[str, str]]:
    """Every string of a table with the path that leads to it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(inner, f"{place}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _strings(inner, f"{place}[{number}]")


def new_pack(lang: str, source: str, folder: Path = HOME) -> Path:
    """Write the skeleton of a pack: the files of ``source`` with their keys and empty lists.

    Names of behaviours (direction, foldings) and endings of words are kept, words are not.

    Raises:
        ValueError: ``lang`` is no language code.
        FileExistsError: there is such a pack already.
        LookupError: there is no pack ``source`` to take the keys from.
    """
    if not _CODE.fullmatch(lang):
        raise ValueError(f"{lang!r} is no language code; give two or three letters, such as fa")
    target, model = folder / lang, HOME / source
    if target.exists():
        raise FileExistsError(f"{target} is there already; remove it, or edit it")
    if not (model / "pack.toml").is_file():
        raise LookupError(f"no language pack {source!r} to start from")
    target.mkdir(parents=True)
    try:
        for name in FILES:
            if (model / f"{name}.toml").is_file():
                lines = (model / f"{name}.toml").read_text(encoding="utf-8").splitlines()
                text = "\n".join(_emptied(lines, lang)) if name == "pack" else _heading(name)
                (target / f"{name}.toml").write_text(text + "\n", encoding="utf-8")
    except OSError:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return target


_KEPT = frozenset(
    {
        *("script", "direction", "order", "inflection", "clean", "fold", "enders", "quotes"),
        "apostrophes",
    }
)
# Sections that tell how words are formed. A list of several lines in them holds whole words.
_FORMING = ("[[paradigms.", "[shapes]")


def _emptied(lines: list[str], lang: str) -> Iterator[str]:
    """The lines of a ``pack.toml`` with its own words taken out."""
    skipping = forming = False
    for line in lines:
        if skipping:
            skipping = not line.rstrip().endswith("]") or line.lstrip().startswith("[[")
            continue
        key, equals, value = line.partition("=")
        if line.startswith("["):
            forming = line.startswith(_FORMING)
        open_list = value.strip().startswith("[") and "]" not in value
        if not equals or line.startswith(("#", "[")) or (forming and not open_list):
            yield line
        else:
            yield _without_words(line, key.strip(), value.strip(), lang)
            skipping = open_list and key.strip() not in _KEPT


def _without_words(line: str, name: str, value: str, lang: str) -> str:
    """A line that gives a key: as it is, if that names a behaviour, else empty."""
    if name in _KEPT:
        return line
    if name in ("lang", "name"):
        return f'{name} = "{lang}"'
    return f"{name} = []" if value.startswith("[") else f'{name} = ""'


def _heading(name: str) -> str:
    told = {
        "cues": "ten [[verb]] entries first, each with stance, example and content",
        "roles": "[[role]] entries: kind, gender, words",
        "times": "months, weekdays and units first",
        "offices": "what institutions, ministries and offices are called",
        "names": "personal names and their spelling in Latin letters",
        "glosses": "English words for unnamed sources",
        "titles": "what bodies, offices and unnamed sources are called in this language",
        "counts": "scales, bounds and measures first",
        "events": "[[event]] entries: lemma, form, type, example",
        "clauses": "words that open a clause, and words that keep a distance",
        "samples": "five [[sample]] entries first: text, and the claims that it holds",
        "known": "[[sample]] entries that fail today",
    }
    return f"# {told[name]}"
