"""The Python face of an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad import Observatory
from marsad.archive.connection import ArchiveError
from marsad.archive.dialect import insert_once
from marsad.archive.layout import UNFINISHED
from marsad.archive.observatory import Added
from marsad.archive.review.record import Verdict
from marsad.archive.schema import facts
from marsad.intake.articles import Given

RIVER = "قالت وزارة الدفاع في حكومة الساحل إن القوات دخلت مدينة الرقة."
DENIAL = "نفى المتحدث باسم الجيش أن تكون القوات قد دخلت مدينة الرقة."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    lines = [
        {"id": "a1", "text": RIVER, "outlet": "صحيفة الساحل", "published": "2024-03-01"},
        {"id": "a2", "text": DENIAL, "outlet": "صدى النهر", "published": "2024-03-02"},
        {"id": "a3"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def observatory(address: str) -> Iterator[Observatory]:
    with Observatory(address) as one:
        yield one


def test_what_is_added_is_counted(observatory: Observatory, news: Path) -> None:
    assert observatory.add(news) == Added(new=2, failed=1)
    assert observatory.add(news) == Added(same=2, failed=1)
    [failed] = observatory.failures()
    assert failed.place == f"{news}:3" and failed.given["input"] == str(news)


def test_claims_come_with_their_documents(observatory: Observatory, news: Path) -> None:
    observatory.add(news)
    told = [(document.id, claim.stance.value) for document, claim in observatory.claims("الرقة")]
    assert told == [("a2", "deny"), ("a1", "neutral")]
    assert [hit.document for hit in observatory.search("Raqqa", limit=1)] == ["a2"]
    assert {count.value for count in observatory.facets().outlets} == {"صحيفة الساحل", "صدى النهر"}


def test_pages_follow_each_other(observatory: Observatory, tmp_path: Path) -> None:
    texts = [{"text": f"{RIVER} العدد {n}.", "published": f"2024-03-{n:02}"} for n in range(1, 8)]
    path = tmp_path / "many.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in texts), encoding="utf-8")
    observatory.add(path)
    first = observatory.page("الرقة", limit=3)
    second = observatory.page("الرقة", limit=3, after=first.after)
    days = [hit.published for hit in (*first, *second)]
    assert days == [f"2024-03-{n:02}" for n in range(7, 1, -1)]
    assert len(list(observatory.search("الرقة"))) == 7


def test_a_review_counts_at_once(observatory: Observatory, news: Path) -> None:
    observatory.add(news)
    [hit] = observatory.search("stance:deny")
    observatory.review("Nadia", Verdict(action="reject", claim=str(hit.claim)))
    assert list(observatory.search("stance:deny")) == []
    assert len(list(observatory.search("status:rejected"))) == 1


def test_what_is_given_stands_in_for_what_is_not_said(
    observatory: Observatory, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RIVER, encoding="utf-8")
    observatory.add(path, given=Given(outlet="صدى النهر", published="2024-03-05"))
    [analysis] = observatory.documents()
    assert (analysis.document.outlet, analysis.document.published) == ("صدى النهر", "2024-03-05")
    with pytest.raises(ValueError, match="no date"):
        observatory.add(path, given=Given(published="yesterday"))


def test_an_archive_of_a_stopped_import_takes_nothing(observatory: Observatory, news: Path) -> None:
    with observatory.writing() as connection:
        row = {"name": UNFINISHED, "value": "import of x.zip"}
        connection.execute(insert_once(connection, facts), row)
    with pytest.raises(ArchiveError, match="same marsad import again"):
        observatory.add(news)


def test_a_sound_archive_has_no_faults_and_goes_into_one_file(
    observatory: Observatory, news: Path, tmp_path: Path
) -> None:
    observatory.add(news)
    assert list(observatory.check()) == []
    observatory.export(tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_size > 1000


def test_nothing_is_made_where_there_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="marsad init"):
        Observatory(tmp_path / "none.db")
    with pytest.raises(ArchiveError, match="no such folder"):
        Observatory.create(tmp_path / "absent" / "a.db")
    assert list(tmp_path.iterdir()) == []
