"""Zip archives: members in memory, nesting, bombs, names that point elsewhere."""

from __future__ import annotations

import gzip
import io
import json
import struct
import time
import zipfile
from pathlib import Path

import pytest

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Item, Original
from marsad.intake.read import read_items, read_original
from marsad.intake.sources import Found

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين."
LINE = json.dumps({"text": NEWS}, ensure_ascii=False).encode()


def pack(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(path: Path, data: bytes) -> list[Found]:
    path.write_bytes(data)
    return list(read_items(path))


def failure(found: list[Found]) -> Failure:
    [only] = found
    assert isinstance(only, Failure), only
    return only


def places(found: list[Found]) -> list[str]:
    assert all(isinstance(one, Item) for one in found), found
    return [one.original.place for one in found if isinstance(one, Item)]


def test_members_of_all_formats_are_read_in_order(tmp_path: Path) -> None:
    page = f"<html><body><p>{NEWS}</p></body></html>"
    path = tmp_path / "news.zip"
    found = read(
        path,
        pack({"a/b.html": page.encode(), "c.jsonl": LINE + b"\n" + LINE, "d.txt": NEWS.encode()}),
    )
    assert places(found) == [
        f"{path}: a/b.html",
        f"{path}: c.jsonl:1",
        f"{path}: c.jsonl:2",
        f"{path}: d.txt",
    ]
    assert {one.document.text for one in found if isinstance(one, Item)} == {NEWS}


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_ways_of_packing(tmp_path: Path, method: int) -> None:
    assert len(places(read(tmp_path / "a.zip", pack({"a.txt": NEWS.encode()}, method)))) == 1


def test_names_that_point_elsewhere_write_nothing(tmp_path: Path) -> None:
    members = {"../up.txt": NEWS.encode(), "/etc/a.txt": NEWS.encode(), "a\nb.txt": NEWS.encode()}
    (tmp_path / "in").mkdir()
    found = read(tmp_path / "in" / "a.zip", pack(members))
    assert len(places(found)) == 3
    assert not any("\n" in place for place in places(found))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_what_systems_put_beside_files_is_passed_over(tmp_path: Path) -> None:
    members = {"__MACOSX/._a.txt": b"\0", ".DS_Store": b"\0", "b/": b"", "a.txt": NEWS.encode()}
    assert len(places(read(tmp_path / "a.zip", pack(members)))) == 1


def test_an_archive_in_an_archive_is_read_and_deeper_ones_are_not(tmp_path: Path) -> None:
    data = pack({"a.txt": NEWS.encode()})
    depths = []
    for depth in range(1, 6):
        found = read(tmp_path / "a.zip", data)
        depths.append(isinstance(found[0], Item))
        if not depths[-1]:
            assert "nested more than 2 deep" in failure(found).message
        data = pack({f"{depth}.zip": data})
    assert depths == [True, True, False, False, False]


def test_a_member_without_a_name_costs_nothing_else(tmp_path: Path) -> None:
    data = pack({"Q.txt": NEWS.encode(), "a.txt": NEWS.encode()}).replace(b"Q.txt", b"\0.txt")
    assert places(read(tmp_path / "n.zip", data))[-1].endswith("n.zip: a.txt")


def test_a_bad_member_costs_itself_only(tmp_path: Path) -> None:
    data = bytearray(pack({"a.txt": NEWS.encode() * 99, "b.txt": NEWS.encode()}))
    data[60:70] = bytes(10)
    bad, good = read(tmp_path / "a.zip", bytes(data))
    assert isinstance(bad, Failure) and bad.place == f"{tmp_path / 'a.zip'}: a.txt"
    assert isinstance(good, Item)


def test_a_locked_member_names_the_remedy(tmp_path: Path) -> None:
    data = bytearray(pack({"a.txt": NEWS.encode()}))
    central = data.rfind(b"PK\x01\x02")
    for at in (6, central + 8):
        data[at] |= 1
    assert "password" in failure(read(tmp_path / "a.zip", bytes(data))).message


@pytest.mark.slow
def test_a_bomb_ends_early(tmp_path: Path) -> None:
    start = time.process_time()
    data = pack({f"{n}.txt": b"a" * (80 << 20) for n in range(4)})
    bomb = failure(read(tmp_path / "a.zip", data))
    assert bomb.place == str(tmp_path / "a.zip")
    assert "unpacks to more than 200 times its size" in bomb.message
    assert time.process_time() - start < 20


def test_a_bomb_inside_an_archive_ends_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FREE", 1 << 20)
    bomb = pack({"a.jsonl": b"\n" * (2 << 20)})
    outer = pack({"1.zip": bomb, "2.zip": bomb}, zipfile.ZIP_STORED)
    assert "zip bombs" in failure(read(tmp_path / "a.zip", outer)).message


def test_lines_of_nothing_packed_by_gzip_end_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "RATIO_FREE", 1 << 20)
    data = gzip.compress(b"\n" * (2 << 20))
    assert "zip bombs" in failure(read(tmp_path / "a.jsonl.gz", data)).message
    inside = pack({"a.jsonl.gz": data})
    assert "zip bombs" in failure(read(tmp_path / "a.zip", inside)).message


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pack({f"{n}.txt": b"" for n in range(30)})
    monkeypatch.setattr(limits, "MAX_MEMBERS", 20)
    assert "more than 20 members" in failure(read(tmp_path / "a.zip", data)).message
    monkeypatch.setattr(limits, "MAX_DIRECTORY", 1000)
    assert "members" in failure(read(tmp_path / "a.zip", data)).message


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x05\x06" + bytes(10),
        pack({"a.txt": NEWS.encode()})[:-30],
        pack({"a.txt": NEWS.encode()})[:20],
        b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 9, 9, 99, 9, 0),
    ],
    ids=["mark", "end", "cut end", "cut member", "wrong list"],
)
def test_a_broken_archive_is_named(tmp_path: Path, data: bytes) -> None:
    assert "broken zip archive" in failure(read(tmp_path / "a.zip", data)).message


def test_an_archive_of_nothing_is_named(tmp_path: Path) -> None:
    assert "holds no files" in failure(read(tmp_path / "a.zip", pack({}))).message


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("xl/workbook.xml", "CSV"),
        ("ppt/presentation.xml", "DOCX or plain text"),
        ("META-INF/container.xml", "EPUB"),
    ],
)
def test_other_office_files_say_what_to_save(tmp_path: Path, name: str, remedy: str) -> None:
    members = {"[Content_Types].xml": b"", "mimetype": b"", name: b""}
    assert remedy in failure(read(tmp_path / "a.zip", pack(members))).message


def test_lines_in_an_archive_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    lines = b"".join(b'{"text": "%d %s"}\n' % (n * 7919, NEWS.encode()) for n in range(50_000))
    path.write_bytes(pack({"a.jsonl": lines}))
    found = read_items(path)
    assert isinstance(next(iter(found)), Item)
    found.close()  # type: ignore[attr-defined]


def test_the_watch_hears_all_bytes_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack({"a.txt": NEWS.encode()}))
    heard: list[int] = []
    assert len(list(read_items(path, watch=heard.append))) == 1
    assert sum(heard) == path.stat().st_size


def test_an_opendocument_text_is_a_document() -> None:
    head = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    words = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    told = "<text:p>قالت البلدية إن الماء عاد.</text:p>"
    body = f"<office:body><office:text>{told}</office:text></office:body>"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {head} {words}>{body}</office:document-content>",
        )
    [found] = read_original(Original(data=packed.getvalue(), place="a.odt"), Given())
    assert isinstance(found, Item) and found.document.text.strip() == "قالت البلدية إن الماء عاد."
