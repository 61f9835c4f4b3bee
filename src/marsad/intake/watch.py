"""Feeds looked at again and again, no oftener than they allow.

    watchlist = read_watchlist("FEEDS.toml")
    with Fetcher(delay=watchlist.delay) as fetcher:
        for polled in watch(watchlist.feeds, states, fetcher, once=True):
            ...  # store the entries first, then polled.state

A state is plain data. Whoever keeps it stores the entries of a poll before its state: then a
program that was killed between the two brings the entries again, and loses none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from marsad.intake.failures import Gone, Unreachable, Unreadable
from marsad.intake.feeds import Entry, FeedContent, read_feed
from marsad.intake.fetch import Fetcher, Unchanged
from marsad.intake.originals import Original
from marsad.intake.watchlist import Feed

_DAY = 86_400.0
_DOUBLINGS = 12  # beyond, half a minute has become a day
_LEAST_SEEN = 500  # entries remembered at least: of feeds that show now one page, now another
_SLIP = timedelta(minutes=5)  # what clocks are set back by without having been wrong before
_NAP = 60.0  # seconds: after a laptop's sleep, the clock is looked at again


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed from the looks before; times are ISO 8601 in UTC.

    ``due`` is when to look again, None for now; ``failures`` how many there were since the last
    success; ``gone`` why it is not looked at any more; ``moved`` its new address, if the server
    told one that lasts; ``seen`` the entries of the last answers, as short hashes.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    due: str | None = None
    failures: int = 0
    gone: str | None = None
    moved: str | None = None
    seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One look at a feed: its new entries and its next state, or why there was nothing to see.

    ``content`` and ``original`` are what the server sent, None when it had nothing new.
    """

    feed: Feed
    state: FeedState
    entries: tuple[Entry, ...] = ()
    content: FeedContent | None = None
    original: Original | None = None
    failure: str | None = None


def poll(feed: Feed, state: FeedState | None, fetcher: Fetcher, now: datetime) -> Polled:
    """Look at a feed once, whether it is due or not. Raises nothing that a feed can do.

    The marks that the server gave before are sent along, so that it can answer that nothing has
    changed. After a failure the next look is due after ``every`` twice as long as the time before,
    a day at most, or after as long as the server asks for; after 410 there is none.
    """
    state = state or FeedState(url=feed.url)
    checked = replace(state, checked=_stamp(now))
    try:
        answer = fetcher.fetch(feed.url, etag=state.etag, modified=state.modified)
        moved = fetcher.moved.get(feed.url)
        if isinstance(answer, Unchanged):
            etag, modified = answer.etag or state.etag, answer.modified or state.modified
            same = replace(checked, etag=etag, modified=modified, failures=0, moved=moved)
            return Polled(feed=feed, state=_put_off(same, now, feed.every))
        content = read_feed(answer.data, answer.url, charset=answer.charset)
    except Unreadable as error:
        return Polled(feed=feed, state=_fail(feed, checked, error, now), failure=str(error))
    headers = dict(answer.headers)
    keys = tuple(dict.fromkeys(_key(entry) for entry in content.entries))
    pause = max(feed.every, 60.0 * (content.ttl or 0))
    read = FeedState(
        url=feed.url,
        etag=headers.get("etag"),
        modified=headers.get("last-modified"),
        checked=checked.checked,
        moved=moved,
        seen=_remember(keys, state.seen),
    )
    return Polled(
        feed=feed,
        state=_put_off(read, now, pause),
        entries=_find_new(content.entries, state.seen),
        content=content,
        original=answer,
    )


def due(feeds: Iterable[Feed], states: Mapping[str, FeedState], now: datetime) -> tuple[Feed, ...]:
    """The feeds to look at now, those that wait longest first; ``states`` are by address."""
    waiting = [(_due_at(states.get(feed.url), now), feed) for feed in feeds]
    ready = [(at, feed) for at, feed in waiting if at is not None and at <= now]
    return tuple(feed for _, feed in sorted(ready, key=lambda one: one[0]))


def watch(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    fetcher: Fetcher,
    *,
    once: bool,
) -> Iterator[Polled]:
    """Look at each feed whenever it is due: for ever, or with ``once`` at those due now.

    Ends by itself only when no feed will ever be due again. Sleeps in between; Ctrl-C and closing
    the iterator end it at any time.
    """
    feeds = tuple(feeds)
    known = dict(states)
    while True:
        for feed in due(feeds, known, fetcher.clock.now()):
            polled = poll(feed, known.get(feed.url), fetcher, fetcher.clock.now())
            known[feed.url] = polled.state
            yield polled
        now = fetcher.clock.now()
        times = [at for feed in feeds if (at := _due_at(known.get(feed.url), now)) is not None]
        if once or not times:
            return
        left = (min(times) - now).total_seconds()
        if left > 0:
            fetcher.clock.sleep(min(left, _NAP))


def _due_at(state: FeedState | None, now: datetime) -> datetime | None:
    """When a feed is due; None for never.

    One that was looked at in days to come was looked at by a clock that was wrong: it is due now.
    """
    if state is None or (state.due is None and state.gone is None):
        return datetime.min.replace(tzinfo=UTC)
    if state.checked and not state.gone and datetime.fromisoformat(state.checked) > now + _SLIP:
        return datetime.min.replace(tzinfo=UTC)
    return None if state.due is None or state.gone else datetime.fromisoformat(state.due)


def _fail(feed: Feed, state: FeedState, error: Unreadable, now: datetime) -> FeedState:
    failures = state.failures + 1
    if isinstance(error, Gone):
        gone = "the feed was taken away for good (410); drop it or give its new address"
        return replace(state, failures=failures, gone=gone, due=None)
    pause = min(feed.every * 2 ** min(failures, _DOUBLINGS), max(_DAY, feed.every))
    told = error.retry_after if isinstance(error, Unreachable) else None
    return _put_off(replace(state, failures=failures), now, max(pause, min(told or 0.0, _DAY)))


def _put_off(state: FeedState, now: datetime, seconds: float) -> FeedState:
    return replace(state, due=_stamp(now + timedelta(seconds=seconds)))


def _stamp(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="seconds")


def _key(entry: Entry) -> str:
    """What makes an entry another one, in 16 characters."""
    name = entry.id or entry.url or f"{entry.title}\n{entry.summary}"
    return blake2b(name.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _find_new(entries: Iterable[Entry], seen: Iterable[str]) -> tuple[Entry, ...]:
    new: dict[str, Entry] = {}
    known = frozenset(seen)
    for entry in entries:
        key = _key(entry)
        if key not in known:
            new.setdefault(key, entry)
    return tuple(new.values())


def _remember(keys: tuple[str, ...], seen: tuple[str, ...]) -> tuple[str, ...]:
    """The entries of this answer, and of those before as many again."""
    room = max(_LEAST_SEEN, 2 * len(keys))
    return tuple(dict.fromkeys((*keys, *seen)))[:room]
