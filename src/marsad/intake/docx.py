"""Word files (DOCX) and OpenDocument texts (ODT): the paragraphs in their order."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from marsad.intake.failures import Unreadable
from marsad.intake.originals import Extract

# A book of a million words has 30 MB of XML; its tree in memory is some five times as large.
MAX_UNPACKED = 64 << 20
MAX_ENTRIES = 10_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_SPACE = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*\t[ \u00a0\t]*")
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "rt"}
)
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_ODT_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODT_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ODT_LEFT_OUT = frozenset({"tracked-changes", "annotation", "annotation-end", "ruby-text"})
_ODT_BREAKS = {"tab": "\t", "line-break": "\n", "s": " "}
_DC = "{http://purl.org/dc/elements/1.1/}"


def read_docx(data: bytes) -> Extract:
    """The text of a Word file; its creation date is no date of publication.

    Body, tables row by row, text boxes, and notes at the end; what was deleted under tracked
    changes, comments, headers and footers are left out.

    Raises:
        Unreadable: no DOCX, broken, locked, or larger than ``MAX_UNPACKED``; with the remedy.
    """
    with _open(data, "DOCX") as parts:
        main = _main_part(parts)
        root = _parse(parts, main)
        folder = main.rpartition("/")[0]
        lines = list(_word_lines(root))
        for notes in ("footnotes", "endnotes"):
            name = f"{folder}/{notes}.xml" if folder else f"{notes}.xml"
            if name in parts.namelist():
                lines += _word_notes(_parse(parts, name))
        return _extract(parts, lines, "docProps/core.xml", "creator")


def read_odt(data: bytes) -> Extract:
    """The text of an OpenDocument text, as ``read_docx`` does it; raises the same."""
    with _open(data, "ODT") as parts:
        root = _parse(parts, "content.xml")
        body = root.find(f"{_ODT_OFFICE}body/{_ODT_OFFICE}text")
        if body is None:
            raise Unreadable("the ODT holds no text document; save the text from a word processor")
        lines: list[str] = []
        notes: list[str] = []
        _odt_lines(body, lines, notes)
        return _extract(parts, lines + notes, "meta.xml", "creator")


def refuse_old_word(data: bytes) -> None:
    """Raises ``Unreadable`` with the remedy if the bytes are an old Word file or RTF."""
    for start, name in ((_OLD_WORD, "an old Word file (.doc)"), (b"{\\rtf", "an RTF file")):
        if data.startswith(start):
            raise Unreadable(f"{name}; open it in a word processor, save it as DOCX and add that")


class _Parts(zipfile.ZipFile):
    """The parts of a packed document, which together may not unpack to more than the limit."""

    left = MAX_UNPACKED

    def part(self, name: str) -> bytes:
        """Raises ``Unreadable`` if the part is absent, locked, broken or too large."""
        try:
            with self.open(name) as stream:
                data = stream.read(self.left + 1)
        except KeyError as error:
            raise Unreadable(f"the part {name} is missing; save the document again") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise Unreadable(f"broken in {name} ({error}); save or download it again") from error
        except (RuntimeError, NotImplementedError) as error:
            raise Unreadable("locked by a password; save a copy without it and add that") from error
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(f"unpacks to more than {MAX_UNPACKED >> 20} MiB; split the document")
        return bytes(data)


def _open(data: bytes, kind: str) -> _Parts:
    refuse_old_word(data)
    try:
        parts = _Parts(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(f"broken {kind} ({error}); save or download it again") from error
    if len(parts.filelist) > MAX_ENTRIES:
        raise Unreadable(f"no {kind}: more than {MAX_ENTRIES:,} parts; save the document again")
    return parts


def _main_part(parts: _Parts) -> str:
    """The body of the document: usually word/document.xml, else what the package says."""
    names = parts.namelist()
    if "word/document.xml" in names:
        return "word/document.xml"
    if "_rels/.rels" in names:
        for relation in _parse(parts, "_rels/.rels"):
            kind, target = relation.get("Type", ""), relation.get("Target", "").lstrip("/")
            if kind.endswith("/officeDocument") and target.endswith(".xml") and "word" in target:
                return str(target)
    raise Unreadable("no word/document.xml in it, so it is no Word document; save the text as DOCX")


def _parse(parts: _Parts, name: str) -> Any:
    # No entities are expanded, nothing is fetched, and deep or huge trees are refused.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(parts.part(name), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).partition(",")[0]
        raise Unreadable(f"broken XML in {name} ({reason}); save the document again") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(f"{name} declares entities, as no word processor does; save it again")
    return root


def _extract(parts: _Parts, lines: list[str], about: str, creator: str) -> Extract:
    text = "\n".join(line for line in map(_tidy, lines) if line)
    if not text:
        raise Unreadable("no text in the document; pictures of text need text recognition (OCR)")
    title, author = _describe(parts, about, creator)
    return Extract(text=text, title=title, author=author)


def _describe(parts: _Parts, about: str, creator: str) -> tuple[str | None, str | None]:
    """Title and author as the document's properties name them, if they can be read."""
    try:
        root = _parse(parts, about) if about in parts.namelist() else None
    except Unreadable:
        root = None
    if root is None:
        return None, None
    title, author = (
        " ".join((root.findtext(f".//{_DC}{key}") or "").split()) for key in ("title", creator)
    )
    return title or None, author or None


def _tidy(line: str) -> str:
    return _SPACE.sub(lambda gap: "\t" if "\t" in gap[0] else " ", line).strip()


def _name(element: Any) -> str:
    """The name without its namespace; empty for comments and instructions."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _word_lines(root: Any) -> Iterator[str]:
    """The paragraphs of a part of Word; a row of a table is one line, its cells tabs apart."""
    for element in root:
        name = _name(element)
        if name == "p":
            yield from _word_paragraph(element)
        elif name == "tr":
            cells = [" ".join(_word_lines(cell)) for cell in _cells(element)]
            yield "\t".join(cell.strip() for cell in cells)
        elif name not in _LEFT_OUT and name != "sectPr":
            yield from _word_lines(element)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row, also those inside content controls."""
    for element in row:
        if _name(element) == "tc":
            yield element
        elif _name(element) in ("sdt", "sdtContent", "customXml"):
            yield from _cells(element)


def _word_paragraph(paragraph: Any) -> Iterator[str]:
    """A paragraph, one line for each that its breaks make; then the text boxes set in it."""
    pieces: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, pieces, boxes)
    yield from "".join(pieces).split("\n")
    for box in boxes:
        yield from _word_lines(box)


def _collect(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    for child in element:
        name = _name(child)
        if name == "t":
            pieces.append(child.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            # The same text box twice, for new programs and for old ones: the first is enough.
            _collect(child[:1], pieces, boxes)
        elif name not in _LEFT_OUT:
            _collect(child, pieces, boxes)


def _word_notes(root: Any) -> Iterator[str]:
    """Notes in their order, without the lines that part them from the text."""
    for note in root:
        kind = note.get(f"{_W}type") or note.get(f"{_STRICT}type")
        if _name(note) in ("footnote", "endnote") and kind in (None, "normal"):
            yield from _word_lines(note)


def _odt_lines(element: Any, lines: list[str], notes: list[str]) -> None:
    for child in element:
        name = _name(child)
        if name in ("p", "h"):
            lines += _odt_text(child, notes).split("\n")
        elif name == "table-row":
            cells: list[str] = []
            for cell in child:
                inside: list[str] = []
                _odt_lines(cell, inside, notes)
                cells.append(" ".join(inside).strip())
            lines.append("\t".join(cells))
        elif name not in _ODT_LEFT_OUT:
            _odt_lines(child, lines, notes)


def _odt_text(element: Any, notes: list[str]) -> str:
    """The text of a paragraph; its notes go to the end, text boxes to lines of their own."""
    pieces = [element.text or ""]
    for child in element:
        name = _name(child)
        if name == "note":
            body = child.find(f"{_ODT_TEXT}note-body")
            _odt_lines(body if body is not None else (), notes, notes)
        elif name == "frame":
            inside: list[str] = []
            _odt_lines(child, inside, notes)
            pieces += ["\n", "\n".join(inside), "\n"] if inside else []
        elif name in _ODT_BREAKS:
            pieces.append(_ODT_BREAKS[name])
        elif name and name not in _ODT_LEFT_OUT:
            pieces.append(_odt_text(child, notes))
        pieces.append(child.tail or "")
    return "".join(pieces)
