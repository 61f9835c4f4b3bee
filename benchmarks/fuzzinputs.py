"""Inputs that were damaged by chance: sound files of invented news, changed in a few places.

``make(number, seed)`` gives the same bytes whenever it is asked. What is packed (zip, Word, gzip,
web archives) is damaged inside as often as outside, since a damaged pack hides what is in it.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import NamedTuple

from madeup import make_lines

CHANGES = (0, 1, 1, 1, 2, 2, 3, 4, 8, 16)  # of one input; many leave nothing for the inner rooms


class Made(NamedTuple):
    """One input: its sort, the name of its file, its bytes."""

    kind: str
    name: str
    data: bytes


NEWS = [json.loads(line) for line in make_lines(60, seed=7)]
FRENCH = "Le maire de Tobrouk a déclaré mardi que l'hôpital n'avait pas été touché.\n"
QUOTED = (
    "وقالت الوزيرة للصحفيين: «لم نتلق أي طلب، وسنعلن النتائج يوم الأحد 12 مارس/آذار 2023».\n"
    "نفى متحدث باسم الشرطة، بحسب وكالة الواحة، أن يكون الطريق قد أغلق منذ 3 أيام.\n"
)
TALKS = (
    'The minister said: "We were told that the union had denied that talks began on 3 March."\n'
    "Officials in Tobruk, who asked not to be named, told Al-Waha the port would reopen, it said.\n"
)
HEADER = "صحيفة الساحل\n12-03-2023 | 10:40\nكتب: سالم الزروق\n1,204 مشاهدة\n"
# What breaks readers: marks without a partner, controls, joined forms, numbers beyond all days.
JUNK = (
    *("«", "»", '"', "“", "”", "(", "[", "{", "'", "’", ":", "،", "؛", "؟", "...", "—", "\n\n"),
    *("\0", "\x1b[31m", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\u00ad", "\u0640"),
    *("\u064e\u0651", "ﷺ", "ﻼ", "\u0301", "\ufffd", "\U0001f600", "\U000e0001", "\u2028", "\x85"),
    *("99999999999999999999", "٠٠٠٠", "0000-00-00", "2021-02-30", "31/31/31", "١٤٤٥ هـ", "25:61"),
    *("أن", "نفى", "قال", "said that", "denied", "according to", "who", "يوم", "منذ", "last", "de"),
    *("\r", "\t", "\v", "\x1c", " ", "A" * 300, "ا" * 300, "-" * 80, "1." * 40, "http://a.b/c?d#e"),
)
TOKENS = (
    *(b"<", b">", b"</p>", b"<p>", b"<div ", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>"),
    *(b"<table><tr><td>", b"<svg>", b"<math>", b"<template>", b"<br/>", b"<meta charset=utf-7>"),
    *(
        b"&#0;",
        b"&#x110000;",
        b"&nbsp",
        b"&amp;amp;",
        b"<?xml version='1.1'?>",
        b"<!DOCTYPE a [",
        b"]>",
    ),
    *(b"<item>", b"</item>", b"<link>", b"<pubDate>Mon, 99 Foo 0000</pubDate>", b"xmlns:x='y'"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80", b"\0", b"\r\n\r\n"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\u",
        b"\\ud800",
        b"null",
        b"1e999",
        b"-",
        b"NaN",
        b",",
        b";",
    ),
    *(
        b"%PDF-1.7\n",
        b"endobj\n",
        b"stream\n",
        b"endstream",
        b"<<",
        b">>",
        b" 0 R",
        b"/Type",
        b"BT",
    ),
    *(b"Content-Length: -1\r\n", b"WARC/1.0\r\n", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08"),
    *(b"4294967295", b"-1", b"0", b"99999999999999999999", b"1" * 400, b"\x80" * 30, b"((" * 60),
)
VALUES: tuple[object, ...] = (
    *(None, True, 0, -1, 10**30, 1.5, "", " ", "\0", "\ud83d", "x" * 400, [], {}, [[]], {"a": 1}),
    *("2021-13-45", "0001-01-01", "9999-12-31T23:59:60Z", "file:///etc/hosts", "javascript:1"),
)


def make(number: int, seed: int) -> Made:
    """The input of a number: always the same one for the same seed."""
    chance = random.Random(f"{seed}:{number}")
    kind = chance.choice(SORTS)
    name, data = KINDS[kind](chance)
    return Made(kind, name, data)


def damage(chance: random.Random, data: bytes, tokens: tuple[bytes, ...] = TOKENS) -> bytes:
    """Some bytes changed, left out, doubled, moved, or put in."""
    raw = bytearray(data)
    for _ in range(chance.choice(CHANGES)):
        at, far = chance.randrange(len(raw) + 1), min(len(raw), chance.choice((1, 4, 40, 400)))
        end = at + far
        match chance.randrange(6):
            case 0:
                raw[at:at] = chance.choice(tokens)
            case 1:
                del raw[at:end]
            case 2:
                raw[at:at] = raw[at:end]
            case 3:
                raw[at : at + 1] = bytes([chance.randrange(256)])
            case 4:
                to = chance.randrange(len(raw) + 1)
                raw[to:to] = raw[at:end]
            case _:
                raw[at : at + 4] = chance.randbytes(chance.randrange(8))
    return bytes(raw)


def disturb(chance: random.Random, text: str) -> str:
    """Some words changed, left out, doubled or moved, and marks put in."""
    words = text.split(" ")
    for _ in range(chance.choice(CHANGES)):
        at = chance.randrange(len(words) + 1)
        match chance.choice((0, 0, 1, 2, 3, 3, 4, 4, 5)):
            case 0:
                words.insert(at, chance.choice(JUNK))
            case 1:
                del words[at : at + chance.randint(1, 5)]
            case 2:
                words[at:at] = words[at : at + chance.randint(1, 8)] * chance.randint(1, 4)
            case 3 if words:
                at = min(at, len(words) - 1)
                cut = chance.randrange(len(words[at]) + 1)
                words[at] = words[at][:cut] + chance.choice(JUNK) + words[at][cut:]
            case 4:
                other = chance.choice(NEWS)["text"].split(" ")
                words[at:at] = chance.sample(other, min(len(other), 6))
            case _:
                chance.shuffle(words)
    return " ".join(words)


def story(chance: random.Random) -> str:
    """A report, with a header, quotations or a piece of another language now and then."""
    parts = [chance.choice(NEWS)["text"] for _ in range(chance.choice((1, 1, 1, 2)))]
    parts += [one for one in (HEADER, QUOTED, TALKS, FRENCH) if chance.random() < 0.3]
    chance.shuffle(parts)
    return "\n".join(parts)[: chance.choice((80, 600, 1_500, 4_000))]


def _encode(chance: random.Random, text: str) -> bytes:
    code = chance.choice(("utf-8",) * 5 + ("cp1256", "utf-16", "utf-16-le", "iso8859-6", "cp720"))
    return text.encode(code, chance.choice(("replace", "ignore")))


def _analyse(chance: random.Random) -> tuple[str, bytes]:
    text = disturb(chance, story(chance)).replace("\0", "\ufffd")
    return "story", text.encode("utf-8", "replace")


def _text(chance: random.Random) -> tuple[str, bytes]:
    return "a.txt", damage(chance, _encode(chance, disturb(chance, story(chance))))


def _record(chance: random.Random) -> dict[str, object]:
    record: dict[str, object] = dict(chance.choice(NEWS))
    for _ in range(chance.randint(0, 3)):
        key = chance.choice((*record, "lang", "title", "author", "id", "text", "published"))
        record[key] = chance.choice(VALUES)
    return record


def _json(chance: random.Random) -> tuple[str, bytes]:
    records = [_record(chance) for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.5:
        return "a.json", damage(chance, json.dumps(records).encode())
    lines = "\n".join(json.dumps(one, ensure_ascii=chance.random() < 0.5) for one in records)
    return "a.jsonl", damage(chance, lines.encode("utf-8", "surrogatepass"))


def _table(chance: random.Random) -> tuple[str, bytes]:
    mark, name = chance.choice(((",", "a.csv"), ("\t", "a.tsv"), (";", "a.csv")))
    columns = ["url", "date", "title", "text", "outlet", "lang"]
    chance.shuffle(columns)
    rows = [mark.join(columns)]
    for _ in range(chance.randint(1, 5)):
        one = _record(chance)
        rows.append(mark.join(f'"{one.get(key, "")}"' for key in columns))
    return name, damage(chance, "\n".join(rows).encode("utf-8", "surrogatepass"))


def _gdelt(chance: random.Random) -> tuple[str, bytes]:
    cells = ["20230312", *(str(chance.randrange(1000)) for _ in range(chance.choice((57, 60, 26))))]
    cells[-1] = chance.choice(("https://news.example/1", "http://[::", "x"))
    return "20230312.export.CSV", damage(chance, ("\t".join(cells) + "\n").encode() * 3)


def _page_of(chance: random.Random) -> bytes:
    body = "".join(f"<p>{disturb(chance, one)}</p>" for one in story(chance).split("\n"))
    head = (
        '<meta charset="utf-8"><title>خبر | Coast Paper</title>'
        '<meta property="og:title" content="خبر"><meta name="author" content="Huda">'
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "خبر", '
        '"datePublished": "2023-03-12T10:00:00Z", "author": [{"name": "Huda"}]}</script>'
    )
    page = f"<!DOCTYPE html><html lang=ar><head>{head}</head><body><article>{body}</article></body>"
    return damage(chance, page.encode("utf-8", "replace"))


def _page(chance: random.Random) -> tuple[str, bytes]:
    return "a.html", _page_of(chance)


def _feed(chance: random.Random) -> tuple[str, bytes]:
    entries = []
    for _ in range(chance.randint(1, 3)):
        text = disturb(chance, story(chance)).replace("<", "&lt;")
        entries.append(
            f"<item><title>خبر</title><link>https://news.example/{chance.randrange(9)}</link>"
            f"<pubDate>Sun, 12 Mar 2023 10:00:00 GMT</pubDate><description>خبر</description>"
            f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded></item>"
        )
    if chance.random() < 0.3:
        head, tail = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>', "</feed>"
        inside = "".join(entries).replace("item>", "entry>").replace("pubDate>", "updated>")
        inside = inside.replace("content:encoded>", "content>")
    else:
        head, tail = (
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel><title>T</title>",
            "</channel></rss>",
        )
        inside = "".join(entries)
    feed = f"<?xml version='1.0' encoding='utf-8'?>{head}{inside}{tail}"
    return "a.xml", damage(chance, feed.encode("utf-8", "replace"))


def _warc(chance: random.Random) -> tuple[str, bytes]:
    records = b""
    for number in range(chance.randint(1, 3)):
        page = _page_of(chance)
        code = chance.choice((b"200 OK", b"404 No", b"200", b"999999999999", b""))
        packed = chance.random() < 0.3
        body = gzip.compress(page, mtime=0) if packed else page
        http = b"HTTP/1.1 " + code + b"\r\nContent-Type: text/html\r\n"
        http += b"Content-Encoding: gzip\r\n" if packed else b""
        http += b"Transfer-Encoding: chunked\r\n" if chance.random() < 0.1 else b""
        http = (damage(chance, http) if chance.random() < 0.3 else http) + b"\r\n" + body
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-"
            f"12345678901{number}>\r\nWARC-Date: 2023-03-12T00:00:00Z\r\n"
            f"WARC-Target-URI: http://news.example/{number}\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        records += head.encode() + http + b"\r\n\r\n"
    if chance.random() < 0.3:
        return "a.warc.gz", damage(chance, gzip.compress(damage(chance, records), mtime=0))
    return "a.warc", damage(chance, records) if chance.random() < 0.5 else records


def _zipped(chance: random.Random, parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", chance.choice((0, 8))) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    raw = file.getvalue()
    return damage(chance, raw) if chance.random() < 0.5 else raw


def _zip(chance: random.Random) -> tuple[str, bytes]:
    parts = {}
    for _ in range(chance.randint(1, 3)):
        name, content = KINDS[chance.choice(("text", "json", "page", "feed", "table"))](chance)
        parts[chance.choice(("", "news/", "../", "a/b/")) + name] = content
    return "a.zip", _zipped(chance, parts)


def _gzip(chance: random.Random) -> tuple[str, bytes]:
    name, content = KINDS[chance.choice(("text", "json", "page", "table"))](chance)
    raw = gzip.compress(content, mtime=0)
    return f"{name}.gz", damage(chance, raw) if chance.random() < 0.5 else raw


def _word(chance: random.Random) -> tuple[str, bytes]:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = story(chance).replace("&", "&amp;").replace("<", "&lt;").split("\n")
    body = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in lines)
    body += "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": damage(chance, text) if chance.random() < 0.8 else text,
        "docProps/core.xml": damage(
            chance, b'<a xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>t</dc:title></a>'
        ),
    }
    return "a.docx", _zipped(chance, parts)


def _odt(chance: random.Random) -> tuple[str, bytes]:
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("text", "text"), ("table", "table"))
    )
    lines = story(chance).replace("&", "&amp;").replace("<", "&lt;").split("\n")
    body = "".join(f"<text:p>{one}<text:s text:c='3'/></text:p>" for one in lines)
    text = (
        f"<office:document-content {spaces}><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    ).encode()
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": damage(chance, text) if chance.random() < 0.8 else text,
        "meta.xml": damage(chance, b"<office:document-meta/>"),
    }
    return "a.odt", _zipped(chance, parts)


def _pdf(chance: random.Random) -> tuple[str, bytes]:
    lines = [one[:80] for one in TALKS.split("\n")]
    say = b"BT /F 12 Tf 14 TL 72 700 Td " + b"".join(
        f"({one}) Tj T* ".encode("latin-1", "replace") for one in lines
    )
    say = damage(chance, say + b"[(port) -250 (open)] TJ 1 0 0 1 9 9 Tm <0041> Tj ET")
    stream = zlib.compress(say) if chance.random() < 0.5 else say
    how = b"/Filter /FlateDecode" if stream is not say else b""
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Widths [500 600] /FirstChar 32>>"
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R 5 0 R] /Count 2>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font "
        b"<</F " + font + b">>>>>>",
        b"<</Length " + str(len(stream)).encode() + how + b">> stream\n" + stream + b"\nendstream",
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R /Rotate 90 "
        b"/Resources <</Font <</F 6 0 R>>>>>>",
        font,
    )
    raw = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(raw))
        raw += f"{number} 0 obj ".encode() + one + b" endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(raw)
    raw += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode()
    raw += (
        f"trailer <</Root 1 0 R /Size 7 /Info <</Title (a)>>>>\nstartxref\n{start}\n%%EOF".encode()
    )
    return "a.pdf", damage(chance, raw) if chance.random() < 0.8 else raw


def _mixed(chance: random.Random) -> tuple[str, bytes]:
    """The bytes of one sort under the name of another."""
    _, data = KINDS[chance.choice(tuple(one for one in KINDS if one != "mixed"))](chance)
    name = chance.choice(("txt", "json", "jsonl", "csv", "html", "xml", "warc", "pdf", "zip", "gz"))
    return f"a.{name}", data


KINDS: dict[str, Callable[[random.Random], tuple[str, bytes]]] = {
    "analyse": _analyse,
    "text": _text,
    "json": _json,
    "table": _table,
    "gdelt": _gdelt,
    "page": _page,
    "feed": _feed,
    "warc": _warc,
    "zip": _zip,
    "gzip": _gzip,
    "word": _word,
    "odt": _odt,
    "pdf": _pdf,
    "mixed": _mixed,
}
# The rules that read texts are most of the code, so every third input goes straight to them.
SORTS = ("analyse",) * 6 + tuple(KINDS)[1:]
