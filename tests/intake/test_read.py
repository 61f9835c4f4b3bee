"""Files, folders and pipes, good and broken."""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marsad.ids import bytes_hash, content_id
from marsad.intake import files, limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.files import count_bytes
from marsad.intake.originals import Address, Item, Original
from marsad.intake.read import read, read_items, read_original
from marsad.model import Document

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر."
LINE = json.dumps({"id": "n1", "text": NEWS}, ensure_ascii=False).encode()


def put(path: Path, raw: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def texts(*paths: Path) -> list[str]:
    found = list(read(*paths))
    assert all(isinstance(item, Document) for item in found), found
    return [item.text for item in found if isinstance(item, Document)]


def failure(*paths: Path) -> Failure:
    [found] = read(*paths)
    assert isinstance(found, Failure), found
    return found


@pytest.mark.parametrize("name", ["a.txt", "a", "a.md", "a.json"])
def test_what_is_no_json_is_text(tmp_path: Path, name: str) -> None:
    assert texts(put(tmp_path / name, f"\ufeff {NEWS}\r\n")) == [f" {NEWS}\r\n"]


@pytest.mark.parametrize("text", ["[صورة] قال سالم", "{قال} سالم", '[1] said "no"'])
def test_brackets_alone_make_no_json(tmp_path: Path, text: str) -> None:
    assert texts(put(tmp_path / "a", text)) == [text]


def test_a_txt_file_is_text_whatever_it_holds(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "a.txt", LINE)) == [LINE.decode()]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a", "a.ndjson"])
def test_one_object_on_one_line(tmp_path: Path, name: str) -> None:
    assert texts(put(tmp_path / name, LINE)) == [NEWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_an_object_over_several_lines(tmp_path: Path, encoding: str) -> None:
    pretty = json.dumps({"id": "n1", "text": NEWS}, ensure_ascii=False, indent=2)
    assert texts(put(tmp_path / "a", pretty.encode(encoding))) == [NEWS]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
def test_lines_are_found_by_content(tmp_path: Path, encoding: str) -> None:
    lines = f"{LINE.decode()}\r\n\n{LINE.decode()}\n"
    assert texts(put(tmp_path / "a", lines.encode(encoding))) == [NEWS, NEWS]


def test_a_list_of_objects(tmp_path: Path) -> None:
    path = put(tmp_path / "a.json", b'[%s, {"text": 5}, %s]' % (LINE, LINE))
    first, second, third = read(path)
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Failure)
    assert second.place == f"{path}: object 2"


def test_a_list_with_lone_surrogates(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "a.json", rb'[{"text": "\ud800a"}]')) == ["\ufffda"]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", LINE + b'\n{"text": "cut o\n\n' + LINE + b"\n")
    first, second, third = read(path)
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Failure)
    assert second.place == f"{path}:2"


def test_a_broken_first_line_in_a_pipe_costs_only_itself(tmp_path: Path) -> None:
    path = put(tmp_path / "a", b'{"text": "cut o\n' + LINE + b"\n" + LINE + b"\n")
    first, *others = read(path)
    assert isinstance(first, Failure) and first.place == f"{path}:1"
    assert [type(item) for item in others] == [Document, Document]


def test_a_pipe_into_which_nobody_writes_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "nobody wrote within" in failure(path).message


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    news = put(tmp_path / "news", (LINE + b"\n") * 2_000)
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    with subprocess.Popen(["sh", "-c", 'cat "$0" > "$1"', news, path]):
        assert len(texts(path)) == 2_000


def test_xml_without_a_declaration_is_no_text(tmp_path: Path) -> None:
    path = put(tmp_path / "a.xml", b"<config><port>22</port></config>")
    assert "neither a feed nor a page" in failure(path).message


def test_broken_json_is_not_read_as_text(tmp_path: Path) -> None:
    assert "broken JSON" in failure(put(tmp_path / "a", '{\n "text": "قال",\n')).message


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a"])
@pytest.mark.parametrize("raw", ["", " \n\t\r\n", "\ufeff"])
def test_an_empty_file_is_named(tmp_path: Path, name: str, raw: str) -> None:
    path = put(tmp_path / name, raw)
    assert failure(path) == Failure(str(path), "empty; leave it out or give it text")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "no such file" in failure(tmp_path / "none.txt").message


def test_a_binary_file_is_named(tmp_path: Path) -> None:
    assert "PDF" in failure(put(tmp_path / "a.pdf", b"%PDF-1.7 ...")).message


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        put(tmp_path / name, f"{name} {NEWS}")
    assert [text.split()[0] for text in texts(tmp_path)] == ["a.txt", "b.txt", "sub/c.txt"]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert "holds no files" in failure(tmp_path).message


def test_one_bad_file_does_not_cost_the_others(tmp_path: Path) -> None:
    paths = [put(tmp_path / "a.txt", NEWS), tmp_path / "none", put(tmp_path / "b.txt", NEWS)]
    assert [type(item) for item in read(*paths)] == [Document, Failure, Document]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl", "a"])
def test_gzip_is_found_by_its_first_bytes(tmp_path: Path, name: str) -> None:
    assert texts(put(tmp_path / name, gzip.compress(LINE + b"\n" + LINE))) == [NEWS, NEWS]


def test_gzip_of_a_text(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "a.txt.gz", gzip.compress(NEWS.encode("utf-16")))) == [NEWS]


def test_a_cut_off_gzip_gives_what_stood_before_the_cut(tmp_path: Path) -> None:
    lines = b"".join(b'{"text": "%d %s"}\n' % (n * n * 7919, NEWS.encode()) for n in range(20_000))
    packed = gzip.compress(lines)
    *before, last = read(put(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert before and all(isinstance(item, Document) for item in before)
    assert isinstance(last, Failure) and "broken gzip" in last.message


def test_a_damaged_gzip_is_named(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(NEWS.encode() * 100))
    packed[20:40] = bytes(20)
    assert "broken gzip" in failure(put(tmp_path / "a.txt.gz", bytes(packed))).message


def test_an_archive_that_unpacks_to_too_much_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1 << 20)
    path = put(tmp_path / "a.txt.gz", gzip.compress(b"a" * (4 << 20)))
    assert "more than 1 MiB" in failure(path).message


def test_a_line_that_is_too_long_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINE", 1000)
    long = b'{"text": "%s"}' % (b"a" * 5000)
    path = put(tmp_path / "a.jsonl", LINE + b"\n" + long + b"\n" + LINE)
    first, second, third = read(path)
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Failure) and second.place == f"{path}:2"


def test_a_file_that_is_too_large_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE", 1 << 20)
    assert "more than 1 MiB" in failure(put(tmp_path / "a.txt", b"a" * (3 << 20))).message


@pytest.mark.parametrize("raw", [NEWS.encode(), LINE, gzip.compress(LINE, mtime=0)])
def test_standard_input(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert [item.text for item in read("-") if isinstance(item, Document)] == [NEWS]


def test_standard_input_has_a_name_in_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE + b"\n{}\n")))
    assert [i.place for i in read("-") if isinstance(i, Failure)] == ["<stdin>:2"]


def test_the_callers_date_must_be_one() -> None:
    with pytest.raises(ValueError, match="2017-06-08"):
        read("a.txt", published="yesterday")


def test_the_watch_hears_all_bytes(tmp_path: Path) -> None:
    paths = [put(tmp_path / "a.txt", NEWS), put(tmp_path / "b.gz", gzip.compress(LINE))]
    heard: list[int] = []
    assert len(list(read(*paths, watch=heard.append))) == 2
    assert (2, sum(heard)) == count_bytes(*paths)


def test_five_megabytes_without_a_space(tmp_path: Path) -> None:
    assert len(texts(put(tmp_path / "a.txt", "م" * 5_000_000))[0]) == 5_000_000


def test_reading_is_lazy(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", LINE + b"\n" + LINE + b"\n")
    found = read(path, tmp_path / "none")
    assert isinstance(next(found), Document)
    found.close()  # type: ignore[attr-defined]


def test_presentation_forms_and_controls_stay(tmp_path: Path) -> None:
    text = "ﻗﺎﻝ \u202eسالم\u202c \u200fﷺ"
    assert texts(put(tmp_path / "a.txt", text)) == [text]


PAGE = f'<!doctype html><html lang="ar"><body><article><p>{NEWS}</p></article></body></html>'


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a", "a.txt", "a.php"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_a_web_page_is_found_by_its_first_words(tmp_path: Path, name: str, encoding: str) -> None:
    assert texts(put(tmp_path / name, PAGE.encode(encoding))) == [NEWS]


def test_a_piece_of_html_is_found_by_its_name(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "a.html", f"<p>{NEWS}</p>")) == [NEWS]
    assert texts(put(tmp_path / "a.html.gz", gzip.compress(PAGE.encode()))) == [NEWS]


def test_every_document_comes_with_its_bytes(tmp_path: Path) -> None:
    put(tmp_path / "a.html", PAGE)
    put(tmp_path / "b.jsonl", LINE + b"\n")
    put(tmp_path / "c.json", b"[%s, %s]" % (LINE, LINE))
    put(tmp_path / "d.txt", NEWS)
    put(tmp_path / "e.csv", f"text,id\n{NEWS},1\n")
    found = [one for one in read_items(tmp_path) if isinstance(one, Item)]
    assert [one.original.data for one in found] == [
        PAGE.encode(),
        *[LINE] * 3,
        NEWS.encode(),
        f"{NEWS},1".encode(),
    ]
    for one in found:
        assert one.document.text == NEWS
        assert one.document.source_hash == one.original.hash == bytes_hash(one.original.data)


def test_a_list_of_addresses_holds_no_documents(tmp_path: Path) -> None:
    path = put(tmp_path / "a.txt", "https://a.example/1\nhttps://a.example/2\n")
    assert [type(one) for one in read_items(path)] == [Address, Address]
    assert failure(path) == Failure(
        str(path), "holds addresses only; marsad add --fetch brings the pages"
    )


def test_a_record_with_only_an_address_is_one(tmp_path: Path) -> None:
    path = put(tmp_path / "a.jsonl", '{"url": "https://www.reuters.com/a", "title": "Water"}')
    [found] = read_items(path)
    assert found == Address(
        url="https://www.reuters.com/a", place=f"{path}:1", title="Water", outlet="Reuters"
    )


def test_a_record_may_name_its_author_and_its_address_tells_the_outlet(tmp_path: Path) -> None:
    record = {"text": NEWS, "author": "ليلى", "url": "https://www.reuters.com/a"}
    path = put(tmp_path / "a.jsonl", json.dumps(record))
    [doc] = read(path, outlet="صحيفة الساحل")
    assert isinstance(doc, Document)
    assert (doc.author, doc.outlet) == ("ليلى", "Reuters")


def test_a_page_that_was_fetched_keeps_where_and_when() -> None:
    url, when = "https://sahel.example/1.php?a=b.csv", "2024-03-01T09:30:00Z"
    original = Original(
        data=PAGE.encode(), place=url, url=url, media="text/html", charset="utf-8", fetched=when
    )
    [found] = read_original(original, Given("صحيفة الساحل", "2024-03-01"))
    assert isinstance(found, Item)
    doc = found.document
    assert (doc.id, doc.url, doc.fetched) == (content_id(url, NEWS), url, when)
    assert (doc.outlet, doc.published) == ("صحيفة الساحل", "2024-03-01")
    assert found.original == original


@pytest.mark.parametrize(
    ("media", "data"),
    [
        ("text/html", f"<p>{NEWS}</p>".encode()),
        ("text/plain", PAGE.encode()),
        ("text/csv", f"text\n{NEWS}".encode()),
        ("application/json", LINE),
        ("text/plain", NEWS.encode()),
        ("text/html", gzip.compress(PAGE.encode(), mtime=0)),
        (None, NEWS.encode()),
    ],
)
def test_bytes_are_read_by_what_they_are_called_and_are(media: str | None, data: bytes) -> None:
    url = "https://sahel.example/"
    [found] = read_original(Original(data=data, place=url, url=url, media=media), Given())
    assert isinstance(found, Item), found
    assert found.document.text == NEWS


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("a.xml", "<?xml version='1.0'?><urlset><url/></urlset>", "neither a feed nor a page"),
        ("a.svg", "<svg xmlns='x'><text>a</text></svg>", "neither a feed nor a page"),
        (
            "a.xml",
            '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
            "<rss><channel><title>&b;</title></channel></rss>",
            "entities of its own",
        ),
        ("a.tar", b"a.txt" + bytes(252) + b"ustar" + bytes(300), "a tar archive"),
        ("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x", "MHTML"),
        ("a.html", "", "empty; leave it out"),
        ("a.html", "<html>\0\0</html>", "without the text of an article"),
        ("a.png", b"\x89PNG\r\n", "a PNG picture"),
        ("a.gz", gzip.compress(gzip.compress(LINE, mtime=0), mtime=0), "inside another"),
        ("a.csv", b"\x00" * 5000, "binary file"),
        ("a.warc", b"WARC/1.0\r\n", "cut off"),
    ],
)
def test_what_is_refused_says_what_to_do(
    tmp_path: Path, name: str, raw: str | bytes, message: str
) -> None:
    found = [one for one in read(put(tmp_path / name, raw)) if isinstance(one, Failure)]
    assert message in found[0].message
    assert "\n" not in found[0].message


def test_a_folder_that_leads_into_itself_ends(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", NEWS)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert texts(tmp_path) == [NEWS]


@pytest.mark.slow
def test_fifty_megabytes_of_one_word(tmp_path: Path) -> None:
    told = failure(put(tmp_path / "a.txt", "م" * 25_000_000)).message
    assert told == "a text of more than 8,000,000 letters; split it into documents"
    assert "more than 16 MiB" in failure(put(tmp_path / "a.html", "م" * 25_000_000)).message
