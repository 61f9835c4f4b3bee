"""Whatever the bytes are, what comes is a document, an address, or one line that says why not."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.read import read_original

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين."
PAGE = (
    '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>عودة الماء</title>'
    '<meta property="article:published_time" content="2024-03-01T23:30:00+03:00">'
    '<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "a"}}</script>'
    f"</head><body><article><h1>عودة الماء</h1><p>{NEWS}</p></article></body></html>"
).encode()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", PAGE)
        archive.writestr("b.csv", f"text,url\n{NEWS},\n")
    return out.getvalue()


def _warc() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/1\r\n"
    return (head + f"Content-Length: {len(block)}\r\n\r\n").encode() + block + b"\r\n\r\n"


SEEDS = {
    "a.html": PAGE,
    "a.csv": f'text,url,date\n"{NEWS}",https://a.example/1,2024-03-01\n'.encode(),
    "a.jsonl": json.dumps({"text": NEWS, "url": "https://a.example/1"}).encode() * 2,
    "a.json": b"[%s]" % json.dumps({"text": NEWS}).encode(),
    "a.zip": _zip(),
    "a.warc": _warc() * 2,
    "a.warc.gz": gzip.compress(_warc()) * 2,
    "a.txt": b"https://a.example/1\nhttps://a.example/2\n",
    "a.export.CSV": "\t".join(["1"] * 59 + ["20240301000000", "https://a.example/1"]).encode(),
    "a.xml": b'<?xml version="1.0"?><rss><channel></channel></rss>',
    "a": b"",
}


@given(
    name=st.sampled_from(sorted(SEEDS)),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=4
    ),
    media=st.sampled_from([None, "text/html", "text/plain", "text/csv", "application/rss+xml"]),
)
def test_damaged_files_of_every_format(
    name: str, cuts: list[tuple[float, int, bytes]], media: str | None
) -> None:
    data = SEEDS[name]
    for share, length, put in cuts:
        at = int(share * len(data))
        data = data[:at] + put + data[at + length :]
    for found in read_original(Original(data=data, place=name, media=media), Given()):
        _expect_sound(found)


@given(st.binary(max_size=300), st.sampled_from([None, *sorted(SEEDS)]))
def test_any_bytes(data: bytes, name: str | None) -> None:
    for found in read_original(Original(data=data, place=name or "a"), Given()):
        _expect_sound(found)


def _expect_sound(found: object) -> None:
    """What was read is a document with text, an address, or a failure told in one line."""
    if isinstance(found, Item):
        assert found.document.text.strip()
        found.document.text.encode()
        assert found.document.source_hash == found.original.hash
    elif isinstance(found, Address):
        assert found.url.startswith("http")
        found.url.encode()
    else:
        assert isinstance(found, Failure)
        assert found.message and "\n" not in found.message + found.place
