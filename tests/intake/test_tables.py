"""Tables and lists of addresses: columns by their names, GDELT, broken and hostile rows."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest

from marsad.ids import bytes_hash
from marsad.intake import limits
from marsad.intake.failures import LONGEST, Failure
from marsad.intake.originals import Address, Item
from marsad.intake.read import read_items
from marsad.intake.sources import Found

NEWS = "قالت البلدية إن الماء عاد إلى حي النهر."


def items(path: Path, raw: str | bytes) -> list[Found]:
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return list(read_items(path))


def only(found: list[Found], kind: type[Found]) -> list[Found]:
    assert all(type(one) is kind for one in found), found
    return found


def test_rows_with_text_become_documents(tmp_path: Path) -> None:
    table = (
        "id,title,text,date,source,link,language,byline\n"
        f'7,عودة الماء,"{NEWS}\n""نعم""",2024/3/1,صحيفة الساحل,https://sahel.example/1,ar,ليلى\n'
    )
    [found] = items(tmp_path / "a.csv", table)
    assert isinstance(found, Item)
    doc = found.document
    assert (doc.id, doc.headline, doc.text) == ("7", "عودة الماء", f'{NEWS}\n"نعم"')
    assert (doc.published, doc.outlet, doc.lang) == ("2024-03-01", "صحيفة الساحل", "ar")
    assert (doc.author, doc.url) == ("ليلى", "https://sahel.example/1")
    assert found.original.data == table.encode().split(b"\n", 1)[1].strip()
    assert doc.source_hash == found.original.hash == bytes_hash(found.original.data)
    assert found.original.place == f"{tmp_path / 'a.csv'}:2"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiters_and_encodings_are_found(tmp_path: Path, mark: str, encoding: str) -> None:
    table = f"العنوان{mark}نص الخبر\r\nعودة الماء{mark}{NEWS}\r\n"
    [found] = items(tmp_path / "a.csv", table.encode(encoding))
    assert isinstance(found, Item)
    assert (found.document.headline, found.document.text) == ("عودة الماء", NEWS)


def test_the_delimiter_that_a_spreadsheet_names(tmp_path: Path) -> None:
    [found] = items(tmp_path / "a.csv", f"sep=|\ntext|url\n{NEWS}|\n")
    assert isinstance(found, Item) and found.document.text == NEWS


def test_a_table_without_a_name_is_known_by_its_header(tmp_path: Path) -> None:
    [found] = items(tmp_path / "export", f"url\ttitle\ttext\n\t\t{NEWS}\n")
    assert isinstance(found, Item) and found.document.text == NEWS


def test_rows_with_only_an_address_are_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    table = "url,title,published\nhttps://www.reuters.com/a,Water,2024-03-01\nnone,,\n,,\n"
    first, second = items(path, table)
    assert first == Address(
        url="https://www.reuters.com/a",
        place=f"{path}:2",
        title="Water",
        published="2024-03-01",
        outlet="Reuters",
    )
    assert isinstance(second, Failure) and second.place == f"{path}:3"
    assert "without text and without an address" in second.message


def test_a_date_that_is_none_costs_the_date(tmp_path: Path) -> None:
    failure, found = items(tmp_path / "a.csv", f"text,date\n{NEWS},01/03/2024\n")
    assert isinstance(failure, Failure) and "2017-06-08" in failure.message
    assert isinstance(found, Item) and found.document.published is None


def test_a_table_without_texts_says_what_to_name(tmp_path: Path) -> None:
    [found] = items(tmp_path / "a.csv", "a,b\n1,2\n")
    assert isinstance(found, Failure) and 'call one of them "text" or "url"' in found.message


@pytest.mark.parametrize("raw", [b"", b"\n", b"\xef\xbb\xbf"])
def test_an_empty_table_is_named(tmp_path: Path, raw: bytes) -> None:
    [found] = items(tmp_path / "a.csv", raw)
    assert isinstance(found, Failure) and "empty" in found.message


@pytest.mark.parametrize("body", ["ك" * 25_000_000, f"{NEWS}\n" * 680_000], ids=["line", "lines"])
def test_a_cell_of_fifty_megabytes_costs_its_row_only(tmp_path: Path, body: str) -> None:
    start = time.process_time()
    first, second, third = items(
        tmp_path / "a.csv", f'text,url\n{NEWS},\n"{body}",https://a.example/1\n{NEWS},\n'
    )
    assert isinstance(first, Item) and isinstance(third, Item)
    assert isinstance(second, Failure) and second.place.endswith(":3")
    assert "more than 16 MiB" in second.message
    assert time.process_time() - start < 20


def test_a_quotation_mark_that_never_closes_ends_with_the_file(tmp_path: Path) -> None:
    [found] = items(tmp_path / "a.csv", f'text,url\n"{NEWS}\n{NEWS}\n')
    assert isinstance(found, Item)


def test_a_long_text_in_a_cell_is_read(tmp_path: Path) -> None:
    long = f"{NEWS} " * 10_000
    csv.field_size_limit(131_072)  # as Python sets it
    [found] = items(tmp_path / "a.csv", f"text\n{long}\n")
    assert isinstance(found, Item) and found.document.text == long


def test_zeros_and_broken_bytes_cost_themselves(tmp_path: Path) -> None:
    raw = f"text,id\n{NEWS},1\n".encode() + b"a\x00b\xff\xed\xa0\x80 said,2\n"
    first, second = items(tmp_path / "a.csv", raw)
    assert isinstance(first, Item) and first.document.text == NEWS
    assert isinstance(second, Item)
    second.document.text.encode()
    assert "\0" not in second.document.text


def gdelt(columns: int, **cells: str) -> str:
    row = ["1"] * columns
    for place, cell in cells.items():
        row[int(place[1:])] = cell
    return "\t".join(row)


@pytest.mark.parametrize(
    "row",
    [
        gdelt(61, c59="20240301093000", c60="https://www.reuters.com/a"),
        gdelt(27, c1="20240301093000", c4="https://www.reuters.com/a"),
        gdelt(16, c2="20240301093000", c5="https://www.reuters.com/a"),
    ],
    ids=["events", "knowledge graph", "mentions"],
)
@pytest.mark.parametrize("name", ["20240301093000.export.CSV", "a"])
def test_lists_of_gdelt_name_each_page_once(tmp_path: Path, row: str, name: str) -> None:
    path = tmp_path / name
    [found] = items(path, f"{row}\n{row}\n")
    assert found == Address(
        url="https://www.reuters.com/a",
        place=f"{path}:1",
        published="2024-03-01T09:30:00Z",
        outlet="Reuters",
    )


def test_the_first_events_of_gdelt_know_the_day_only(tmp_path: Path) -> None:
    row = gdelt(58, c56="20240301", c57="https://www.reuters.com/a")
    [found] = items(tmp_path / "20240301.export.CSV", row)
    assert isinstance(found, Address) and found.published == "2024-03-01"


def test_a_row_of_gdelt_without_an_address_is_passed_over(tmp_path: Path) -> None:
    rows = [gdelt(27, c1="20240301093000", c4=cell) for cell in ("BBC", "https://a.example/1")]
    [found] = items(tmp_path / "a.gkg.csv", "\n".join(rows))
    assert isinstance(found, Address)


def test_the_master_list_of_gdelt_is_told_what_it_is(tmp_path: Path) -> None:
    line = f"150383 {'0a' * 16} http://data.gdeltproject.org/gdeltv2/20150218.export.CSV.zip"
    [found] = items(tmp_path / "masterfilelist.txt", f"{line}\n{line}\n")
    assert isinstance(found, Failure) and "a list of GDELT's files" in found.message


def test_a_text_of_nothing_but_addresses_is_a_list_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    found = only(items(path, "https://a.example/1\r\n\r\nhttps://b.example/2\n"), Address)
    assert [one.place for one in found if isinstance(one, Address)] == [f"{path}:1", f"{path}:3"]
    [text] = items(path, f"https://a.example/1\n{NEWS}\n")
    assert isinstance(text, Item)


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    out = io.StringIO()
    out.write("text\n")
    for _ in range(2 * limits.MAX_ROW // len(NEWS.encode())):
        out.write(f"{NEWS}\n")
    path.write_text(out.getvalue(), encoding="utf-8")
    heard: list[int] = []
    found = read_items(path, watch=heard.append)
    assert isinstance(next(iter(found)), Item)
    assert sum(heard) < 1 << 20


def test_a_failure_is_one_line_whatever_stands_in_the_file(tmp_path: Path) -> None:
    found = items(tmp_path / "a.csv", f'text,date\n"{NEWS}","a\n\u2028b\x85c"\n')
    [failure] = [one for one in found if isinstance(one, Failure)]
    assert failure.message == 'the date "a b c" was left out; write it as 2017-06-08'
    long = Failure("a.csv", "x" * 5_000)
    assert len(long.message) <= LONGEST + 1
