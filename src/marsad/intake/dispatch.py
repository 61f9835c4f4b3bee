"""How a stream of bytes is read: by its first bytes, by what is said of it, and by its name."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, cast

from marsad.intake import limits
from marsad.intake.archives import SIGNATURES, is_office, read_zip
from marsad.intake.articles import Given, build_item
from marsad.intake.decoding import decode, is_wide, name_signature
from marsad.intake.docx import read_docx, read_odt
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.feedfiles import read_entries
from marsad.intake.files import GZIP
from marsad.intake.gdelt import FILES, find_form, is_list_of_files
from marsad.intake.html import read_html
from marsad.intake.lines import BLANKS, BOM, LINES, NoJson, read_json, read_lines
from marsad.intake.originals import Address, Extract
from marsad.intake.outlets import find_outlet, is_address
from marsad.intake.pdf import read_pdf
from marsad.intake.sources import (
    EMPTY,
    Budget,
    Fed,
    Found,
    Source,
    Stream,
    open_counted,
    read_whole,
)
from marsad.intake.tables import TABLES, is_header, read_table
from marsad.intake.warc import SIGNATURE as WARC
from marsad.intake.warc import read_warc

_HEAD = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<(?:\?xml|!doctype|!--|rss|feed|rdf:RDF|svg)", re.IGNORECASE)
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_SAVED = re.compile(rb"^(?:MIME-Version|Content-Type:\s*multipart/related)", re.I | re.M)
_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_PAGE_MEDIA = frozenset({"text/html", "application/xhtml+xml"})
_TABLE_MEDIA = frozenset({"text/csv", "text/tab-separated-values"})
_FEED_MEDIA = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
_TEXTS = frozenset({".txt", ".md", ".text"})
_LOCKED = "a tar archive; unpack it and name the folder, or pack it as zip"
_MHTML = "a web page saved as MHTML; save it as HTML or as text"
_NO_FEED = "an XML file that is neither a feed nor a page; save its text as plain text"
_SAVE = "save the article alone as plain text"

_OFFICE = {"word/document.xml": read_docx, "content.xml": read_odt}


def read_stream(stream: Stream, source: Source, given: Given) -> Iterator[Found]:
    """Everything in a stream. Raises ``Unreadable`` where nothing (more) can be read."""
    head = stream.peek(_HEAD)[:_HEAD]
    if not head:
        yield Failure(source.place, EMPTY)
    elif head.startswith(GZIP):
        yield from _read_gzip(stream, source, given)
    elif head.startswith(SIGNATURES):
        data = read_whole(stream, source, limits.MAX_ARCHIVE, "unpack it and name the folder")
        yield from read_packed(io.BytesIO(data), source, given)
    elif head.startswith(WARC):
        yield from read_warc(stream, source, given, read_stream)
    elif head.startswith(b"%PDF-"):
        original = source.whole(read_whole(stream, source, limits.MAX_SCAN, _SAVE))
        yield build_item(read_pdf(original.data), original, given)
    else:
        yield from _read_characters(stream, head, source, given)


def read_packed(file: IO[bytes], source: Source, given: Given) -> Iterator[Found]:
    """A zip archive, or a Word or OpenDocument text, which are zips as well."""
    member = is_office(file)
    if member is None:
        yield from read_zip(file, source, given, read_stream)
        return
    size = file.seek(0, io.SEEK_END)
    if size > limits.MAX_SCAN:
        most = limits.mebibytes(limits.MAX_SCAN)
        raise Unreadable(f"an office file of more than {most}; {_SAVE}")
    file.seek(0)
    original = source.whole(file.read())
    extract = _OFFICE[member](original.data)
    yield build_item(extract, original, given)


def _read_gzip(stream: Stream, source: Source, given: Given) -> Iterator[Found]:
    """What is packed by gzip, in a file or in an archive."""
    budget = source.budget
    fed = None if budget is not None else Budget(0)
    packed = cast(IO[bytes], Fed(stream, fed))
    source = replace(source, packed=True, name=source.name.lower().removesuffix(".gz"))
    try:
        inside = open_counted(gzip.GzipFile(fileobj=packed).read1, budget or fed)
        if inside.peek(2).startswith(GZIP):
            raise Unreadable("a gzip archive inside another; unpack it once")
        yield from read_stream(inside, source, given)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        reason = str(error).rstrip(".")
        raise Unreadable(f"broken gzip ({reason}); pack or download it again") from error


def _read_characters(stream: Stream, head: bytes, source: Source, given: Given) -> Iterator[Found]:
    """Pages, feeds, tables, JSON and text."""
    name = name_signature(head)
    if name is not None:
        raise Unreadable(f"looks like {name}, not like text; save the article as plain UTF-8 text")
    if head[257:262] == b"ustar":
        raise Unreadable(_LOCKED)
    opening = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if _is_page(opening, source):
        original = source.whole(read_whole(stream, source, limits.MAX_PAGE, _SAVE))
        yield build_item(read_html(original), original, given)
    elif _is_feed(opening, source):
        yield from read_entries(stream, source, given)
    elif _is_table(head, source):
        yield from read_table(stream, source, given)
    else:
        yield from _read_text_or_json(stream, head, source, given)


def _is_page(opening: bytes, source: Source) -> bool:
    if _PAGE.match(opening):
        return True
    if _XML.match(opening) and _FEED.search(opening):
        return False
    return source.about.media in _PAGE_MEDIA or source.suffix in _PAGES


def _is_feed(opening: bytes, source: Source) -> bool:
    """Whether it is a feed. Raises ``Unreadable`` for other XML."""
    if source.about.media in _FEED_MEDIA:
        return True
    named = source.suffix == ".xml" and opening.lstrip().startswith(b"<")
    if not named and not _XML.match(opening):
        return False
    if _FEED.search(opening):
        return True
    raise Unreadable(_NO_FEED)


def _is_table(head: bytes, source: Source) -> bool:
    if source.suffix in TABLES or source.about.media in _TABLE_MEDIA:
        return True
    first = head.removeprefix(BOM).split(b"\n", 1)[0].decode("utf-8", "replace")
    if source.suffix in _TEXTS:
        return False
    return find_form(first) is not None or is_header(first)


def _read_text_or_json(
    stream: Stream, head: bytes, source: Source, given: Given
) -> Iterator[Found]:
    first = head.removeprefix(BOM).lstrip(BLANKS)[:1]
    text = source.suffix == ".txt"
    try:
        if not is_wide(head) and (source.suffix in LINES or (first == b"{" and not text)):
            yield from read_lines(stream, source, given)
            return
        raw = read_whole(stream, source)
        if not text and (first == b"[" or is_wide(head)):
            yield from read_json(raw, source, given)
            return
    except NoJson as other:
        raw = other.raw
    yield from _read_text(raw, source, given)


def _read_text(raw: bytes, source: Source, given: Given) -> Iterator[Found]:
    """Plain text, or a list of addresses where there is nothing else."""
    if _SAVED.match(raw[:_HEAD]) and b"boundary=" in raw[:_HEAD]:
        raise Unreadable(_MHTML)
    text = decode(raw)
    lines = (
        [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1)]
        if "://" in text[:_HEAD]
        else []
    )
    filled = [(number, line) for number, line in lines if line]
    if not text.strip():
        yield Failure(source.place, EMPTY)
    elif filled and is_list_of_files(filled[0][1]):
        raise Unreadable(FILES)
    elif filled and all(is_address(line) for _, line in filled):
        for number, url in filled:
            yield Address(url=url, place=f"{source.place}:{number}", outlet=find_outlet(url))
    else:
        yield build_item(Extract(text=text), source.whole(raw), given)
