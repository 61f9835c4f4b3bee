"""Who goes through what waits comes to each claim once, whatever is decided; on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, text

from marsad.archive.documents import Stored
from marsad.archive.review.following import count_waiting, following, last_said, lately
from marsad.archive.review.judgements import Action
from marsad.archive.review.record import Verdict, queue, record, undo

Keep = Callable[..., Stored]
ORDERS = ("score", "rule", "newest")


@pytest.fixture
def kept(keep: Keep) -> None:
    keep(
        "قالت وزيرة الموانئ إن الميناء سيفتح. ونفى الناطق أن الجيش قصف طرابلس. "
        "وقال النائب إن الطريق مغلق.",
        published="2024-03-01",
    )
    keep("قال الوزير إن المعبر مفتوح. وقال النائب إن الجسر مغلق.", published="2024-03-02")


def walk(connection: Connection, order: str, decide: bool) -> list[str]:
    """The claims as one comes to them, deciding each or passing it by."""
    met: list[str] = []
    claim = following(connection, order)
    while claim is not None and len(met) < 20:
        met.append(claim)
        if decide:
            record(connection, "سلمى", Verdict(claim=claim, action=Action.ACCEPT))
        claim = following(connection, order, claim)
    return met


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.usefixtures("kept")
def test_passing_by_follows_the_queue(archive: Engine, order: str) -> None:
    with archive.begin() as connection:
        wanted = [one.claim for one in queue(connection, order)]
        assert walk(connection, order, decide=False) == wanted
        assert len(set(wanted)) == count_waiting(connection, 100) == 5


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.usefixtures("kept")
def test_deciding_leaves_nothing_out(archive: Engine, order: str) -> None:
    with archive.begin() as connection:
        assert len(set(walk(connection, order, decide=True))) == 5
        assert following(connection, order) is None
        assert count_waiting(connection, 100) == 0


@pytest.mark.usefixtures("kept")
def test_an_order_that_is_none_is_named(archive: Engine) -> None:
    with archive.begin() as connection, pytest.raises(ValueError, match="there are score"):
        following(connection, "oldest")


@pytest.mark.usefixtures("kept")
def test_what_was_said_last_and_not_undone_comes_back_first(archive: Engine) -> None:
    with archive.begin() as connection:
        first, second, *_ = (one.claim for one in queue(connection))
        said = [
            record(connection, person, Verdict(claim=claim, action=Action.ACCEPT)).number
            for person, claim in (("سلمى", first), ("سلمى", second), ("Nadia", first))
        ]
        last = last_said(connection, "سلمى")
        assert last is not None and last.number == said[1]
        undone = undo(connection, "سلمى", said[1])
        last = last_said(connection, "سلمى")
        assert last is not None and last.number == said[0]
        assert lately(connection, 2)[0] == undone
        assert last_said(connection, "nobody") is None


@pytest.mark.usefixtures("kept")
def test_the_orders_are_found_by_an_index(archive: Engine) -> None:
    if archive.dialect.name != "sqlite":
        pytest.skip("the plan is told in the words of SQLite")
    ask = "EXPLAIN QUERY PLAN SELECT key FROM claims WHERE review IS NULL"
    with archive.begin() as connection:
        told = [
            str(row[-1])
            for rest in ("AND score = 0.5 ORDER BY key DESC", "AND rule = 'x' ORDER BY key DESC")
            for row in connection.execute(text(f"{ask} {rest}"))
        ]
    assert all("INDEX claims_" in one for one in told), told
