"""An archive into one file and out of it: the same on both databases; strangers are refused."""

from __future__ import annotations

import base64
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, insert, select, text

from marsad.archive.connection import ArchiveError, open_engine
from marsad.archive.documents import Stored
from marsad.archive.keeping import transfer
from marsad.archive.keeping.integrity import check
from marsad.archive.keeping.members import FILES
from marsad.archive.keeping.parcel import MANIFEST
from marsad.archive.keeping.transfer import export_all, import_all
from marsad.archive.layout import upgrade
from marsad.archive.readers import Engines
from marsad.archive.review.judgements import Action, StanceIs
from marsad.archive.review.merges import merge
from marsad.archive.review.record import Verdict, record, undo
from marsad.archive.schema import claims, documents, failures, feeds, names, reviews
from marsad.archive.search.find import search
from marsad.model import Stance

RAQQA = (
    "قال وزير الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة يوم الاثنين، "
    "وأضاف أن الجسر القديم دُمّر. ونفت وكالة النهر أن يكون الجسر قد دُمّر."
)
LATER = RAQQA.replace("دُمّر", "تضرر")
ALEPPO = "The mayor of Aleppo said the old market would open again on Monday."

Keep = Callable[..., Stored]


@pytest.fixture
def filled(engines: Engines, keep: Keep) -> Engines:
    """An archive with a bit of everything."""
    keep(RAQQA, url="https://sahil.example/1", published="2024-03-01", outlet="صحيفة الساحل")
    keep(LATER, url="https://sahil.example/1", published="2024-03-02")
    keep(ALEPPO, id="a-1", lang="en")
    with engines.writing.begin() as connection:
        first, second = connection.execute(select(claims.c.id).limit(2)).scalars()
        doubt = StanceIs(stance=Stance.DOUBT)
        record(connection, "سلمى", Verdict(claim=first, action=Action.CORRECT, correction=doubt))
        said = record(connection, "سلمى", Verdict(claim=second, action=Action.REJECT))
        undo(connection, "نادر", said.number)
        actors = select(names.c.number).where(names.c.kind == "actor").limit(2)
        merge(connection, "نادر", *connection.execute(actors).scalars().all())
        row = {"message": "مغلق", "first": "-", "last": "-", "tries": 2, "given": "{}"}
        connection.execute(insert(failures), {"place": "https://sahil.example/2", **row})
        connection.execute(insert(feeds), {"url": "https://sahil.example/f", "state": '{"a": 1}'})
    return engines


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engines]:
    """Another archive, empty, of each kind."""
    address = tmp_path / "other.db"
    if request.param == "postgresql":
        address = request.getfixturevalue("new_database")()
    both = Engines(open_engine(address, write=False), open_engine(address, write=True))
    upgrade(both.writing)
    yield both
    for engine in both:
        engine.dispose()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Engines]:
    """A file with an empty archive."""
    both = Engines(*(open_engine(tmp_path / "empty.db", write=write) for write in (False, True)))
    upgrade(both.writing)
    yield both
    for engine in both:
        engine.dispose()


def exported(engine: Engine, target: Path) -> Path:
    with engine.connect() as connection:
        export_all(connection, target)
    return target


def held(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as parcel:
        return {name: parcel.read(name) for name in parcel.namelist()}


def lines(path: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in held(path)[f"{name}.jsonl"].splitlines()]


def test_an_archive_comes_back_the_same_in_a_database_of_any_kind(
    filled: Engines, other: Engines, tmp_path: Path
) -> None:
    first = exported(filled.reading, tmp_path / "first.zip")
    import_all(other, first)
    second = exported(other.reading, tmp_path / "second.zip")
    assert first.read_bytes() == second.read_bytes()
    with other.reading.connect() as there, filled.reading.connect() as here:
        assert list(check(there)) == []
        for table in (claims, reviews, documents):
            chosen = select(table).order_by(*table.primary_key.columns)
            assert there.execute(chosen).all() == here.execute(chosen).all()
        found = [[hit.claim for hit in search(one, "الرقة").hits] for one in (here, there)]
        assert found[0] and found[0] == found[1]


def test_the_file_tells_everything_that_cannot_be_derived(filled: Engines, tmp_path: Path) -> None:
    path = exported(filled.reading, tmp_path / "all.zip")
    manifest = json.loads(held(path)[MANIFEST])
    assert manifest["format"] == "marsad export"
    assert manifest["files"]["documents.jsonl"]["rows"] == 3
    original = next(one for one in lines(path, "originals") if one["place"] == "test.txt")
    raw = zlib.decompress(base64.b64decode(original["data"]))
    assert blake2b(raw, digest_size=32).hexdigest() == original["hash"]
    assert [one["text"] for one in lines(path, "documents")] == [RAQQA, LATER, ALEPPO]
    assert lines(path, "analyses")[0]["findings"]["claims"]
    assert [one["action"] for one in lines(path, "reviews")] == [
        "correct",
        "reject",
        "undo",
        "merge",
    ]
    raqqa = next(one for one in lines(path, "names") if one["name"] == "Raqqa")
    assert "الرقه" in raqqa["forms"] and raqqa["kind"] == "place"
    assert lines(path, "failures")[0]["message"] == "مغلق"
    assert lines(path, "feeds") == [{"url": "https://sahil.example/f", "state": '{"a": 1}'}]


def test_the_own_lists_go_with_it(engines: Engines, empty: Engines, tmp_path: Path) -> None:
    with engines.writing.begin() as connection:
        connection.execute(
            text("INSERT INTO lists VALUES (1, 'coast', 'x = 1', '2024-03-01T00:00:00Z', 'نادر')")
        )
    import_all(empty, exported(engines.reading, tmp_path / "all.zip"))
    with empty.reading.connect() as connection:
        assert connection.execute(text("SELECT name, text, person FROM lists")).all() == [
            ("coast", "x = 1", "نادر")
        ]


def test_an_archive_with_something_in_it_is_left_alone(filled: Engines, tmp_path: Path) -> None:
    path = exported(filled.reading, tmp_path / "all.zip")
    with pytest.raises(ArchiveError, match="holds something already; make an empty one"):
        import_all(filled, path)
    assert exported(filled.reading, tmp_path / "again.zip").read_bytes() == path.read_bytes()


def test_an_import_that_was_stopped_is_known_and_begins_anew(
    filled: Engines, empty: Engines, tmp_path: Path
) -> None:
    path = exported(filled.reading, tmp_path / "all.zip")

    def stop(what: str, done: int, _total: int) -> None:
        if (what, done) == ("documents listed", 3):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_all(empty, path, advance=stop)
    with empty.reading.connect() as connection:
        assert "import: was not ended: import of all.zip" in str(next(check(connection)))
    import_all(empty, path)
    with empty.reading.connect() as connection:
        assert list(check(connection)) == []
    assert exported(empty.reading, tmp_path / "again.zip").read_bytes() == path.read_bytes()


def test_it_tells_how_far_it_is(filled: Engines, empty: Engines, tmp_path: Path) -> None:
    told: set[tuple[str, int, int]] = set()
    with filled.reading.connect() as connection:
        export_all(connection, tmp_path / "a.zip", advance=lambda *step: told.add(step))
    import_all(empty, tmp_path / "a.zip", advance=lambda *step: told.add(step))
    assert {("originals", 3, 3), ("documents", 3, 3), ("documents listed", 3, 3)} <= told


def test_an_earlier_export_goes_only_when_told(filled: Engines, tmp_path: Path) -> None:
    path = exported(filled.reading, tmp_path / "all.zip")
    with filled.reading.connect() as connection:
        with pytest.raises(ArchiveError, match="give --replace"):
            export_all(connection, path)
        export_all(connection, path, replace=True)
    assert sorted(one.name for one in tmp_path.glob("all*")) == ["all.zip"]


# -- strangers


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None], *, sign: bool = True) -> Path:
    """An export with other files in it, and a manifest that agrees where ``sign`` says so."""
    files = held(path)
    change(files)
    if sign:
        manifest = json.loads(files[MANIFEST])
        for name, raw in files.items():
            if name in manifest["files"]:
                digest = blake2b(raw, digest_size=32).hexdigest()
                part = {"rows": raw.count(b"\n"), "bytes": len(raw), "hash": digest}
                manifest["files"][name] = part
        files[MANIFEST] = json.dumps(manifest).encode()
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, raw in files.items():
            parcel.writestr(name, raw)
    return changed


def replaced(name: str, before: str, after: str) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        raw = files[f"{name}.jsonl"]
        assert before.encode() in raw
        files[f"{name}.jsonl"] = raw.replace(before.encode(), after.encode(), 1)

    return change


def added(name: str, raw: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: files.get(name, b"") + raw})


BOMB = b'{"name":"' + b"0" * (64 << 20) + b'","value":""}\n'
UNSIGNED = [
    (added("../../etc/passwd", b"x"), "holds other files than an export"),
    (lambda files: files.pop("reviews.jsonl"), "holds other files than an export"),
    (added("reviews.jsonl", b"{}\n"), "other sizes than the manifest says"),
    (replaced("documents", "مدينة", "مدينه"), "documents.jsonl is not what the manifest says"),
    (lambda files: files.update({MANIFEST: b"{"}), "its manifest cannot be read"),
    (lambda files: files.update({MANIFEST: b"[]"}), "its manifest cannot be read"),
    (lambda files: files.update({MANIFEST: b" " * (2 << 20)}), "its manifest is too large"),
    (lambda files: files.update({MANIFEST: b'{"version": 4}'}), "has version 4 of the format"),
]
SIGNED = [
    (added("facts.jsonl", BOMB), "unpacks to 64 MB, more than an export can"),
    (added("reviews.jsonl", b"{\n"), r"reviews.jsonl:5: "),
    (added("reviews.jsonl", b"{}\n"), r"reviews.jsonl:5: has other fields than number"),
    (added("reviews.jsonl", b"\xff\n"), r"reviews.jsonl:5: "),
    (replaced("documents", '"number":1,', '"number":true,'), "number is no whole number"),
    (replaced("documents", '"number":1,', '"number":99999999999,'), "number is no whole number"),
    (replaced("documents", '"number":1,', '"number":0,'), "documents at most"),
    (replaced("documents", '"2024-03-01"', '"yesterday"'), "documents.jsonl:1: "),
    (replaced("documents", '"replaced":true', '"replaced":1'), "replaced is neither"),
    (replaced("documents", '"id":"a-1"', '"id":null'), "id is missing"),
    (replaced("documents", "الرقة", "\\u0000"), "text is no text, or holds U\\+0000"),
    (replaced("documents", "الرقة", "\\ud800"), "documents.jsonl:1: "),
    (replaced("documents", '"replaces":1', '"replaces":7'), "the archive cannot hold it"),
    (replaced("documents", '"number":2,', '"number":1,'), "the archive cannot hold it"),
    (replaced("originals", '"data":"', '"data":"!'), "originals.jsonl:1: data is not written in"),
    (replaced("originals", '"size":', '"size":9'), "originals.jsonl:1: unpacks to another size"),
    (replaced("originals", '"hash":"', '"hash":"0'), "its bytes have another hash"),
    (replaced("names", '"forms":["', '"forms":[1,"'), "names.jsonl:1: a name or form is no text"),
    (replaced("analyses", '"claims":[', '"claims":[7,'), "the analysis of document 1 cannot"),
    (replaced("analyses", '"span":[', '"span":[-'), "marks words outside its text"),
    (lambda files: files.update({"analyses.jsonl": b""}), "documents without an analysis"),
]


@pytest.fixture
def kept(tmp_path: Path, filled: Engines) -> Path:
    return exported(filled.reading, tmp_path / "all.zip")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_files_that_are_not_what_they_say_change_nothing(kept: Path, empty: Engines) -> None:
    for change, told in UNSIGNED:
        with pytest.raises(ArchiveError, match=told) as caught:
            import_all(empty, rewritten(kept, change, sign=False))
        assert "\n" not in str(caught.value)
    with empty.reading.connect() as connection:
        assert list(check(connection)) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@pytest.mark.parametrize("other", ["sqlite", "postgresql"], indirect=True)
def test_contents_that_no_archive_has_are_refused(kept: Path, other: Engines) -> None:
    for change, told in SIGNED:
        with pytest.raises(ArchiveError, match=told) as caught:
            import_all(other, rewritten(kept, change))
        assert "\n" not in str(caught.value)
    import_all(other, kept)
    with other.reading.connect() as connection:
        assert list(check(connection)) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_files_that_are_no_export_are_refused(kept: Path, empty: Engines, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(kept.read_bytes()[:-100])
    damaged = bytearray(kept.read_bytes())
    damaged[200] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    for name, told in (
        ("none.zip", "No such file"),
        ("text.zip", "is no export of Marsad"),
        ("cut.zip", "is no export of Marsad"),
        ("damaged.zip", "cannot be read"),
    ):
        with pytest.raises(ArchiveError, match=told) as caught:
            import_all(empty, tmp_path / name)
        assert "\n" not in str(caught.value)


def test_every_file_of_an_export_is_small_on_its_own(
    filled: Engines, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows are loaded some at a time: with one at a time it is the same archive."""
    path = exported(filled.reading, tmp_path / "all.zip")
    other = Engines(*(open_engine(tmp_path / "b.db", write=write) for write in (False, True)))
    upgrade(other.writing)
    for name in ("_ROWS", "_LISTED", "_AT_ONCE"):
        monkeypatch.setattr(transfer, name, 1)
    import_all(other, path)
    assert exported(other.reading, tmp_path / "again.zip").read_bytes() == path.read_bytes()
    assert set(held(path)) == {MANIFEST, *FILES}
    for engine in other:
        engine.dispose()
