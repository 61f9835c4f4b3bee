"""Files, addresses, and what feeds and lists name: to documents, and from there into an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.archive import observatory as observatories
from marsad.archive.documents import Stored
from marsad.archive.observatory import Observatory
from marsad.intake.articles import Given
from marsad.intake.collect import Came, collect
from marsad.intake.failures import Failure
from marsad.intake.fetch import Fetcher
from marsad.intake.originals import Item
from marsad.intake.watch import Polled

NEWS = "قالت البلدية إن الماء عاد إلى الحي رقم {} بعد انقطاع دام يومين، ونفت أن يكون ملوثا."


def page(number: int) -> str:
    paragraphs = "".join(f"<p>{NEWS.format(number)} {n}</p>" for n in range(8))
    head = f"<head><title>عودة الماء {number}</title></head>"
    return f'<html lang="ar">{head}<body><article>{paragraphs}</article></body></html>'


def feed(*entries: tuple[str, str]) -> str:
    told = "".join(
        f"<item><title>خبر</title><link>{url}</link><description>{summary}</description>"
        "<pubDate>Fri, 01 Mar 2024 23:30:00 +0300</pubDate></item>"
        for url, summary in entries
    )
    return f'<rss version="2.0"><channel><title>صدى النهر</title>{told}</channel></rss>'


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(delay=0.0, public=lambda address: address == "127.0.0.1") as one:
        yield one


@pytest.fixture
def observatory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Observatory]:
    """An archive that may fetch from the server of the tests."""

    def near(**given: Any) -> Fetcher:
        return Fetcher(**{**given, "delay": 0.0}, public=lambda address: address == "127.0.0.1")

    monkeypatch.setattr(observatories, "Fetcher", near)
    with Observatory.create(tmp_path / "news.db") as one:
        yield one


def told(came: Iterator[Came]) -> list[tuple[str, str | None]]:
    """Each thing that came: where it is tried again, and its address or what failed."""
    return [
        (one.origin, one.found.document.url if isinstance(one.found, Item) else one.found.message)
        for one in came
    ]


def test_an_address_that_is_named_is_fetched(site: Any, fetcher: Fetcher) -> None:
    url = site.show("/1", page(1))
    [came] = collect([url], Given(outlet="صدى النهر"), fetcher=fetcher)
    assert isinstance(came.found, Item)
    document, original = came.found
    assert (document.url, document.outlet, document.lang) == (url, "صدى النهر", "ar")
    assert original.data == page(1).encode() and original.fetched is not None
    assert ("content-type", "text/html; charset=utf-8") in original.headers


def test_what_a_file_names_is_fetched_only_when_asked(
    site: Any, fetcher: Fetcher, tmp_path: Path
) -> None:
    one, gone = site.show("/1", page(1)), f"{site.url}/gone"
    path = tmp_path / "list.txt"
    path.write_text(f"{one}\n{gone}\n", encoding="utf-8")
    refused = told(collect([path], Given(), fetcher=fetcher))
    assert [origin for origin, _ in refused] == [one, gone]
    assert all("--fetch" in str(message) for _, message in refused)
    assert site.asked == []
    found = dict(told(collect([path], Given(), fetcher=fetcher, follow=True)))
    assert found[one] == one and "404" in str(found[gone])


def test_a_feed_that_is_named_brings_its_pages(site: Any, fetcher: Fetcher) -> None:
    pages = [site.show(f"/{n}", page(n)) for n in (1, 2)]
    url = site.show(
        "/rss", feed(*((one, "خبر") for one in pages)), content_type="application/rss+xml"
    )
    items = [one.found for one in collect([url], Given(), fetcher=fetcher)]
    documents = [item.document for item in items if isinstance(item, Item)]
    assert sorted(str(one.url) for one in documents) == pages
    assert {one.published for one in documents} == {"2024-03-01T23:30:00+03:00"}
    assert {one.outlet for one in documents} == {"صدى النهر"}


def test_a_feed_is_watched_and_its_state_kept(
    site: Any, observatory: Observatory, tmp_path: Path
) -> None:
    first, second = (site.show(f"/{n}", page(n)) for n in (1, 2))
    url = site.show("/rss", feed((first, "خبر")), content_type="application/rss+xml")
    feeds = tmp_path / "FEEDS.toml"
    feeds.write_text(f'[[feed]]\nurl = "{url}"\noutlet = "صدى النهر"\nevery = "1m"\n', "utf-8")
    done = list(observatory.watch(feeds, once=True))
    assert [type(one) for one in done] == [Polled, Stored]
    assert list(observatory.watch(feeds, once=True)) == []  # not due
    site.show("/rss", feed((first, "خبر"), (second, "خبر")), content_type="application/rss+xml")
    with observatory.writing() as connection:
        connection.exec_driver_sql(
            """UPDATE feeds SET state = replace(state, '"due":"20', '"due":"19')"""
        )
    _, stored = observatory.watch(feeds, once=True)
    assert isinstance(stored, Stored)
    assert [hit.outlet for hit in observatory.search(of="documents")] == ["صدى النهر"] * 2
    assert site.asked.count("/1") == 1


def test_a_feed_may_bring_its_own_summaries(
    site: Any, observatory: Observatory, tmp_path: Path
) -> None:
    url = site.show(
        "/rss",
        feed((f"{site.url}/1", NEWS.format(1))),
        content_type="application/rss+xml",
    )
    feeds = tmp_path / "FEEDS.toml"
    feeds.write_text(f'[[feed]]\nurl = "{url}"\nfull = false\n', "utf-8")
    assert len(list(observatory.watch(feeds, once=True))) == 2
    [analysis] = observatory.documents()
    assert "summary of a feed" in str(analysis.document.degraded)
    assert analysis.document.text == NEWS.format(1) and len(analysis.claims) >= 1
    assert "/1" not in site.asked


def test_a_feed_that_fails_is_kept_among_the_failures(
    site: Any, observatory: Observatory, tmp_path: Path
) -> None:
    url = f"{site.url}/none"
    feeds = tmp_path / "FEEDS.toml"
    feeds.write_text(f'[[feed]]\nurl = "{url}"\n', "utf-8")
    [polled] = observatory.watch(feeds, once=True)
    assert isinstance(polled, Polled) and polled.failure
    [failed] = observatory.failures()
    assert failed.place == url and "404" in failed.message


def test_a_page_that_vanished_is_still_there(site: Any, observatory: Observatory) -> None:
    url = site.show("/1", page(1))
    observatory.add(url)
    site.routes.clear()
    [failure] = [one for one in observatory.add_each(url)]
    assert isinstance(failure, Failure)
    [hit] = observatory.search(of="documents")
    assert observatory.original(hit.document).data == page(1).encode()


def test_a_failed_fetch_is_tried_again(site: Any, observatory: Observatory) -> None:
    url = f"{site.url}/1"
    assert observatory.add(url).failed == 1
    site.show("/1", page(1))
    tried: Callable[[], list[Any]] = lambda: list(observatory.retry())  # noqa: E731
    [stored] = tried()
    assert isinstance(stored, Stored)
    assert list(observatory.failures()) == [] and tried() == []
