"""Web archives: which records are pages, what is known of them, broken records."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Item, Original
from marsad.intake.read import read_items, read_original
from marsad.intake.sources import Found

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين."
PAGE = f'<!doctype html><html lang="ar"><body><article><p>{NEWS}</p></article></body></html>'
HTML = "text/html; charset=utf-8"


class Warc:
    """A web archive in the making."""

    def __init__(self, *, packed: bool = False) -> None:
        self.raw = b""
        self._packed = packed

    def add(
        self,
        name: str,
        body: bytes = PAGE.encode(),
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),),
    ) -> Warc:
        sent = [f"HTTP/1.1 {status}", *(f"{key}: {value}" for key, value in headers), "", ""]
        if kind == "request":
            sent[0] = "GET / HTTP/1.1"
        block = "\r\n".join(sent).encode() + body
        told = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\n"
            f"WARC-Target-URI: https://sahel.example/{name}\r\nWARC-Date: 2024-03-01T09:30:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = told.encode() + block + b"\r\n\r\n"
        self.raw += gzip.compress(record) if self._packed else record
        return self

    def put(self, path: Path) -> Path:
        path.write_bytes(self.raw)
        return path


def read(path: Path) -> list[Found]:
    return list(read_items(path))


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_with_address_time_and_headers(tmp_path: Path, packed: bool) -> None:
    path = Warc(packed=packed).add("1").put(tmp_path / "a.warc.gz")
    [found] = read(path)
    assert isinstance(found, Item)
    assert (found.document.text, found.document.url) == (NEWS, "https://sahel.example/1")
    assert found.document.fetched == found.original.fetched == "2024-03-01T09:30:00Z"
    assert found.original.data == PAGE.encode()
    assert (found.original.media, found.original.charset) == ("text/html", "utf-8")
    assert ("content-type", HTML) in found.original.headers
    assert found.document.source_hash == found.original.hash
    assert found.original.place == f"{path}: record 1 (https://sahel.example/1)"


def test_other_records_are_passed_over_without_a_word(tmp_path: Path) -> None:
    warc = Warc().add("gone", status="404 Not Found").add("moved", status="302 Found")
    warc.add("a.png", b"\x89PNG", headers=(("Content-Type", "image/png"),))
    warc.add("", kind="request").add("1")
    [found] = read(warc.put(tmp_path / "a.warc"))
    assert isinstance(found, Item)


def test_an_archive_without_pages_says_how_many_records_it_has(tmp_path: Path) -> None:
    path = Warc().add("a", status="404 Not Found").put(tmp_path / "a.warc")
    [found] = read(path)
    assert isinstance(found, Failure) and "without pages (1 other records)" in found.message


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (gzip.compress(PAGE.encode(), mtime=0), (("Content-Encoding", "gzip"),)),
        (zlib.compress(PAGE.encode()), (("Content-Encoding", "deflate"),)),
        (PAGE.encode(), (("Content-Encoding", "gzip"),)),  # unpacked by the recorder
        (
            b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()),
            (("Transfer-Encoding", "chunked"),),
        ),
    ],
    ids=["gzip", "deflate", "only called gzip", "chunked"],
)
def test_bodies_are_unpacked(
    tmp_path: Path, body: bytes, headers: tuple[tuple[str, str], ...]
) -> None:
    path = Warc().add("1", body, headers=(("Content-Type", HTML), *headers)).put(tmp_path / "a")
    [found] = read(path)
    assert isinstance(found, Item)
    assert found.original.data == PAGE.encode()


def test_a_body_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SCAN", 1 << 20)
    headers = (("Content-Type", HTML), ("Content-Encoding", "gzip"))
    warc = Warc().add("1", gzip.compress(bytes(8 << 20)), headers=headers).add("2")
    bad, good = read(warc.put(tmp_path / "a.warc"))
    assert isinstance(bad, Failure) and "unpacks to more than 1 MiB" in bad.message
    assert isinstance(good, Item)


def test_a_record_that_is_too_large_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_SCAN", 1 << 16)
    warc = Warc().add("1", b"<p>" * 50_000).add("2")
    bad, good = read(warc.put(tmp_path / "a.warc"))
    assert isinstance(bad, Failure) and "a record of more than" in bad.message
    assert isinstance(good, Item)


def test_a_broken_record_costs_itself_only(tmp_path: Path) -> None:
    whole = Warc().add("1").add("2").add("3").raw
    first, second, third = (b"WARC/1.0" + part for part in whole.split(b"WARC/1.0")[1:])
    for broken in (
        second[:-40],
        second.replace(b"Content-Length", b"Content-Langth", 1),
        second.replace(b"HTTP/1.1 200", b"nonsense", 1),
        b"\x00\xff nonsense\n" * 50,
        second.replace(b"Content-Length: ", b"Content-Length: 99", 1)[:-4],
    ):
        path = tmp_path / "a.warc"
        path.write_bytes(first + broken + third)
        found = read(path)
        assert isinstance(found[0], Item)
        assert any(isinstance(one, Failure) for one in found) or len(found) == 2
    path.write_bytes(first + b"\x00\xff nonsense\n" * 50 + third)
    assert [type(one) for one in read(path)] == [Item, Failure, Item]


def test_an_archive_cut_in_mid_record_gives_what_stood_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(Warc().add("1").add("2").raw[:-80])
    first, second = read(path)
    assert isinstance(first, Item)
    assert isinstance(second, Failure) and "cut off in the middle" in second.message


def test_a_packed_archive_cut_in_mid_record_gives_what_stood_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(Warc(packed=True).add("1").add("2").raw[:-60])
    first, *others = read(path)
    assert isinstance(first, Item)
    assert len(others) == 1 and isinstance(others[0], Failure)


def test_a_broken_record_is_named_once_and_nothing_is_said_of_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(Warc().add("1").raw[:-60])
    [found] = read(path)
    assert isinstance(found, Failure) and "cut off in the middle of a record" in found.message


def test_a_line_without_an_end_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"WARC/1.0\r\nX: " + b"a" * 5_000_000)
    found = read(path)
    assert found and all(isinstance(one, Failure) for one in found)


def test_an_archive_inside_an_archive_is_no_page() -> None:
    inner = Warc().add("1").raw
    outer = Warc().add("2", inner, headers=(("Content-Type", "text/plain"),)).raw
    [found] = read_original(Original(data=outer, place="a"), Given())
    assert isinstance(found, Failure) and "without pages" in found.message
