from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from marsad.intake.fetch import Fetcher
from marsad.intake.watch import FeedState, due, poll, watch
from marsad.intake.watchlist import Feed
from tests.intake.conftest import START, Hours, Site

HALF_HOUR = timedelta(minutes=30)


def rss(*pages: int, head: str = "") -> str:
    items = "".join(
        f"<item><title>خبر {page}</title><link>https://sahel.example/{page}</link></item>"
        for page in pages
    )
    return f"<rss version='2.0'><channel><title>صدى الساحل</title>{head}{items}</channel></rss>"


def titles(polled: object) -> list[str | None]:
    return [entry.title for entry in polled.entries]  # type: ignore[attr-defined]


def test_only_new_entries_come(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", rss(1, 2), etag='"1"'))
    first = poll(feed, None, patient, START)
    assert titles(first) == ["خبر 1", "خبر 2"]
    assert first.original is not None and first.content is not None
    site.show("/rss", rss(2, 3), etag='"2"')
    second = poll(feed, first.state, patient, START)
    assert titles(second) == ["خبر 3"]
    site.show("/rss", rss(1, 2, 3))
    assert titles(poll(feed, second.state, patient, START)) == []


def test_a_feed_that_says_that_nothing_changed(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", rss(1), etag='"1"', last_modified="yesterday"))
    first = poll(feed, None, patient, START)
    site.show("/rss", status=304)
    second = poll(feed, first.state, patient, START + HALF_HOUR)
    assert (second.entries, second.failure, second.original) == ((), None, None)
    assert site.headers[-1]["if-none-match"] == '"1"'
    assert (second.state.etag, second.state.modified) == ('"1"', "yesterday")
    assert second.state.seen == first.state.seen
    assert second.state.due == "2026-03-01T13:00:00+00:00"


def test_a_feed_is_left_alone_as_long_as_it_asks(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", rss(1, head="<ttl>60</ttl>")))
    assert poll(feed, None, patient, START).state.due == "2026-03-01T13:00:00+00:00"


def test_failures_double_the_pause_up_to_a_day(patient: Fetcher, site: Site) -> None:
    feed, state = Feed(url=site.url + "/none"), None
    pauses = []
    for _ in range(8):
        polled = poll(feed, state, patient, START)
        state = polled.state
        assert state.due is not None
        pauses.append((datetime.fromisoformat(state.due) - START) / timedelta(hours=1))
    assert pauses == [1, 2, 4, 8, 16, 24, 24, 24]
    assert polled.failure == "no such page (404); check the address"
    site.show("/none", rss(1))
    assert poll(feed, state, patient, START).state.failures == 0


def test_a_busy_server_says_when_to_come_again(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", status=503, retry_after="7200"))
    assert poll(feed, None, patient, START).state.due == "2026-03-01T14:00:00+00:00"


def test_a_feed_that_is_gone_is_not_asked_for_again(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", status=410))
    polled = poll(feed, None, patient, START)
    assert polled.state.gone is not None and "taken away for good (410)" in polled.state.gone
    assert due([feed], {feed.url: polled.state}, START + timedelta(days=365)) == ()


def test_a_feed_that_moved_says_where_to(patient: Fetcher, site: Site) -> None:
    site.show("/new", rss(1))
    feed = Feed(url=site.show("/old", status=308, location="/new"))
    polled = poll(feed, None, patient, START)
    assert (titles(polled), polled.state.moved) == (["خبر 1"], site.url + "/new")


def test_a_page_in_place_of_a_feed_is_a_failure_that_keeps_the_state(
    patient: Fetcher, site: Site
) -> None:
    feed = Feed(url=site.show("/rss", rss(1), etag='"1"'))
    first = poll(feed, None, patient, START)
    site.show("/rss", "<!doctype html><p>Back soon</p>", etag='"9"')
    second = poll(feed, first.state, patient, START)
    assert second.failure is not None and second.failure.startswith("a web page, no feed")
    assert (second.state.etag, second.state.seen) == ('"1"', first.state.seen)


def test_those_that_wait_longest_come_first() -> None:
    feeds = [Feed(url=f"https://{name}.example/") for name in "abcd"]
    states = {
        "https://a.example/": FeedState(url="", due="2026-03-01T11:59:00+00:00"),
        "https://b.example/": FeedState(url="", due="2026-03-01T11:00:00+00:00"),
        "https://c.example/": FeedState(url="", due="2026-03-01T12:00:01+00:00"),
    }
    assert [feed.url[8] for feed in due(feeds, states, START)] == ["d", "b", "a"]


def test_once_looks_at_what_is_due_and_ends(patient: Fetcher, site: Site, hours: Hours) -> None:
    feeds = [Feed(url=site.show("/1", rss(1))), Feed(url=site.show("/2", rss(2)))]
    later = FeedState(url=feeds[1].url, due="2026-03-01T20:00:00+00:00")
    polled = list(watch(feeds, {later.url: later}, patient, once=True))
    assert [one.feed for one in polled] == feeds[:1]
    assert sum(hours.slept) < 10


def test_the_loop_sleeps_until_the_next_is_due(patient: Fetcher, site: Site, hours: Hours) -> None:
    feed = Feed(url=site.show("/rss", rss(1)))
    polls = watch([feed, replace(feed, url=site.url + "/none")], {}, patient, once=False)
    seen = [(next(polls).feed.url[-4:], round((hours.now() - START) / HALF_HOUR)) for _ in range(5)]
    assert seen == [("/rss", 0), ("none", 0), ("/rss", 1), ("/rss", 2), ("none", 2)]
    assert max(hours.slept) <= 60


def test_the_loop_ends_when_nothing_is_left_to_watch(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", status=410))
    assert len(list(watch([feed], {}, patient, once=False))) == 1


def test_times_are_of_the_clock_in_utc(patient: Fetcher, site: Site) -> None:
    feed = Feed(url=site.show("/rss", rss(1)))
    state = poll(feed, None, patient, datetime(2026, 3, 1, tzinfo=UTC)).state
    assert (state.checked, state.due) == ("2026-03-01T00:00:00+00:00", "2026-03-01T00:30:00+00:00")


def test_a_feed_that_a_wrong_clock_put_off_for_years_is_due() -> None:
    feed = Feed(url="https://sahel.example/rss")
    future = START + timedelta(days=4_000)
    state = FeedState(
        url=feed.url, checked=future.isoformat(), due=(future + HALF_HOUR).isoformat()
    )
    assert due([feed], {feed.url: state}, START) == (feed,)
    slipped = replace(
        state,
        checked=(START + timedelta(minutes=1)).isoformat(),
        due=(START + HALF_HOUR).isoformat(),
    )
    assert due([feed], {feed.url: slipped}, START) == ()
    assert due([feed], {feed.url: replace(state, gone="410", due=None)}, START) == ()
