"""Reports as references: BibTeX with the entries of biblatex, and CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marsad.codec import to_json
from marsad.ids import content_id
from marsad.publishing.exports.clean import tidy, web_address
from marsad.publishing.exports.dates import day_of
from marsad.publishing.exports.documents import document_entries
from marsad.publishing.exports.entries import Report
from marsad.publishing.exports.export import Export

_SPECIAL = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    "\\": "\\textbackslash{}",
    "{": "\\{",
    "}": "\\}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
_ADDRESS = re.compile(r"[{}\\]")  # what would end a field; biblatex takes all else as it stands


def write_bibtex(export: Export) -> Iterator[bytes]:
    """An ``@online`` entry each, in UTF-8; Arabic stays as it is."""
    for report in document_entries(export):
        fields = "".join(f",\n  {name} = {{{value}}}" for name, value in _bibtex(report) if value)
        yield f"@online{{{_key(report)}{fields}\n}}\n\n".encode("utf-8", "replace")


def write_csl(export: Export) -> Iterator[bytes]:
    """One array, its items as they come."""
    yield b"["
    between = b"\n"
    for report in document_entries(export):
        yield between + to_json(_csl(report))
        between = b",\n"
    yield b"\n]\n"


def _key(report: Report) -> str:
    """A key that every reader of BibTeX takes: year and a hash of the id."""
    day = day_of(report.published)
    return f"marsad{day.year if day else 'nd'}-{content_id(report.id)}"


def _bibtex(report: Report) -> Iterator[tuple[str, str]]:
    url = web_address(report.url)
    yield "title", f"{{{_plain(report.title)}}}" if report.title else ""
    yield "author", f"{{{_plain(report.author)}}}" if report.author else ""
    yield "organization", f"{{{_plain(report.outlet)}}}" if report.outlet else ""
    yield "date", _iso(report.published)
    yield "url", _ADDRESS.sub(lambda hit: f"%{ord(hit[0]):02X}", url) if url else ""
    yield "urldate", _iso(report.fetched or report.added) if url else ""
    yield "note", _plain(f"Marsad {report.id}; {report.engine}")


def _plain(text: str | None) -> str:
    """Text that TeX takes for nothing else."""
    return "".join(_SPECIAL.get(sign, sign) for sign in tidy(text))


def _iso(value: str | None) -> str:
    day = day_of(value)
    return "" if day is None else "-".join(f"{part:02}" for part in day.parts())


def _csl(report: Report) -> dict[str, Any]:
    url = web_address(report.url)
    told: dict[str, Any] = {
        "id": report.id,
        "type": "article-newspaper",
        "title": report.title and tidy(report.title),
        "author": [{"literal": tidy(report.author)}] if report.author else None,
        "container-title": report.outlet and tidy(report.outlet),
        "issued": _parts(report.published),
        "accessed": _parts(report.fetched or report.added) if url else None,
        "URL": url,
        "language": report.lang,
        "note": f"Marsad {report.id}; {report.engine}",
    }
    return {key: value for key, value in told.items() if value}


def _parts(value: str | None) -> dict[str, list[list[int]]] | None:
    day = day_of(value)
    return None if day is None else {"date-parts": [day.parts()]}
