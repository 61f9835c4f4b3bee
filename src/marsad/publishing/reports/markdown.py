"""A report as Markdown, with footnotes and the list of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

import tomli

from marsad.publishing.phrases import tell_iso
from marsad.publishing.reports.sheet import Line, Sheet
from marsad.publishing.visible import one_line
from marsad.publishing.words import words_for

_ENCODED = re.compile("^https?://[^%]+/[^?#]*%[c-fC-F]")  # letters beyond ASCII, in the path
_READABLE = re.compile(r"[\w\u064b-\u0655\u0670:/.,;?&=#%+@!~()-]+")  # and the marks of Arabic
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def write_markdown(sheet: Sheet) -> Iterator[str]:
    """The report in pieces; what sources say is text and never markup."""
    words = wording(sheet.draft.lang)
    draft = sheet.draft
    yield f"# {_plain(draft.title)}\n\n{' · '.join(map(_plain, facts(sheet)))}\n"
    for part in sheet.parts:
        yield f"\n## {_plain(part.heading)}\n\n"
        for line in part.lines:
            yield f"{_line(line, words)}\n\n"
    yield f"## {words['notes']}\n\n"
    for note in sheet.notes:
        yield f"[^{note.number}]: [{note.source}] «{_plain(note.passage.text)}»\n"
    yield f"\n## {words['sources']}\n\n"
    for source in sheet.undrawn().sources:
        one = source.passage
        told = (one.outlet or words["unknown_outlet"], one.title or words["untitled"])
        day = tell_published(one.published, draft.lang)
        address = f"{words['comma']}<{one.url}>" if is_web(one.url) else ""
        yield f"{source.number}. {words['comma'].join(map(_plain, (*told, day)))}{address}\n"
    if not sheet.sources:
        yield f"{words['no_sources']}\n"
    yield f"\n---\n\n{words['caution']}\n"
    if sheet.report is not None:
        yield f"\n{words['fingerprint']}: `{sheet.report.hash}` · {sheet.report.engine}\n"


def facts(sheet: Sheet) -> Iterator[str]:
    """Number, version, author and day of a report, in its language."""
    words, draft = wording(sheet.draft.lang), sheet.draft
    if sheet.number is not None:
        yield f"{words['report']} {words['number']} {sheet.number}"
    if sheet.report is None:
        yield words["draft"]
    elif sheet.report.version > 1:
        yield f"{words['version']} {sheet.report.version}"
    yield f"{words['author']}: {one_line(draft.author)}"
    yield f"{words['date']}: {tell_iso(words_for(draft.lang), draft.day)}"


def tell_published(published: str | None, lang: str) -> str:
    """The day of a source as a reader tells it."""
    if not published:
        return wording(lang)["unknown_day"]
    return tell_iso(words_for(lang), published[:10])


def tell_address(url: str) -> str:
    """An address as a browser shows it: letters that were encoded stand as letters again."""
    plain = unquote(url, errors="replace") if _ENCODED.search(url) else url
    return one_line(plain if _READABLE.fullmatch(plain) else url)


@cache
def wording(lang: str) -> dict[str, str]:
    """The words round a report."""
    source = files("marsad.publishing.reports").joinpath("wording.toml")
    table: dict[str, str] = tomli.loads(source.read_text(encoding="utf-8"))[lang]
    return table


def _line(line: Line, words: dict[str, str]) -> str:
    notes = "".join(f"[^{number}]" for number in line.notes)
    mark = f" *({words['judged']})*" if line.judged else ""
    return f"{_plain(line.text)}{notes}{mark}"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))


def is_web(url: str | None) -> bool:
    """Whether an address leads into the web, and has nothing in it that no address has."""
    return url is not None and re.fullmatch(r"https?://[^\s<>]+", url) is not None
