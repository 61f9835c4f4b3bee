from __future__ import annotations

import time
from contextlib import suppress
from random import Random

import pytest

from marsad.intake.failures import Unreadable
from marsad.intake.feeds import Entry, read_date, read_feed

BASE = "https://sahel.example/rss/all.xml"
RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>صدى الساحل</title><link>https://sahel.example/</link>
<language>ar-LB</language><ttl>15</ttl>
<item><title>إغلاق &lt;b&gt;الجسر&lt;/b&gt; الشمالي</title><link>/news/1?id=2&amp;p=3</link>
  <pubDate>08 Jun 2017 00:00 +0300</pubDate><guid isPermaLink="false">n-1</guid>
  <dc:creator>هدى سالم</dc:creator><description>&lt;p&gt;قالت البلدية إن الجسر مغلق.&lt;/p&gt;
  </description>
  <content:encoded><![CDATA[<p>قالت البلدية إن الجسر <i>مغلق</i> حتى الأحد.</p>]]></content:encoded>
</item>
<item><title>بلا رابط</title><link>javascript:alert(1)</link></item>
<item></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title>Harbour Post</title><link href="https://harbour.example/"/>
<entry><id>tag:harbour.example,2026:7</id><title type="html">Port &amp;amp; pier closed</title>
<link href="https://harbour.example/7"/><published>2026-03-01T23:30:00-05:00</published>
<updated>2026-03-02T10:00:00Z</updated><author><name>Lena Ward</name></author>
<summary>The port closed.</summary></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://sahel.example/news/9</loc><lastmod>2026-03-03</lastmod><news:news>
<news:publication><news:name>صدى الساحل</news:name><news:language>ar</news:language>
</news:publication><news:publication_date>2026-03-02T08:00+02:00</news:publication_date>
<news:title>افتتاح الميناء</news:title></news:news></url>
<url><loc>ftp://sahel.example/x</loc></url></urlset>"""


def test_an_rss_feed_brings_its_articles() -> None:
    feed = read_feed(RSS.format(encoding="utf-8").encode(), BASE)
    assert (feed.title, feed.link, feed.lang, feed.ttl) == (
        "صدى الساحل",
        "https://sahel.example/",
        "ar",
        15,
    )
    assert feed.entries[0] == Entry(
        url="https://sahel.example/news/1?id=2&p=3",
        title="إغلاق الجسر الشمالي",
        published="2017-06-08T00:00:00+03:00",
        author="هدى سالم",
        content="<p>قالت البلدية إن الجسر <i>مغلق</i> حتى الأحد.</p>",
        summary="قالت البلدية إن الجسر مغلق.",
        id="n-1",
    )


def test_a_link_that_is_not_of_the_web_is_dropped_and_so_is_an_empty_entry() -> None:
    feed = read_feed(RSS.format(encoding="utf-8").encode(), BASE)
    assert [(entry.url, entry.title) for entry in feed.entries[1:]] == [(None, "بلا رابط")]


def test_an_atom_feed_keeps_its_own_zone() -> None:
    feed = read_feed(ATOM.encode(), None)
    assert (feed.title, feed.lang, feed.ttl) == ("Harbour Post", "en", None)
    assert feed.entries == (
        Entry(
            url="https://harbour.example/7",
            title="Port & pier closed",
            published="2026-03-01T23:30:00-05:00",
            author="Lena Ward",
            summary="The port closed.",
            id="tag:harbour.example,2026:7",
        ),
    )


def test_a_sitemap_of_news_is_a_feed() -> None:
    feed = read_feed(SITEMAP.encode(), None)
    assert feed.lang == "ar"
    assert feed.entries == (
        Entry(
            url="https://sahel.example/news/9",
            title="افتتاح الميناء",
            published="2026-03-02T08:00:00+02:00",
            id="https://sahel.example/news/9",
        ),
    )


@pytest.mark.parametrize(
    ("declared", "real", "charset"),
    [
        ("windows-1256", "windows-1256", None),
        ("windows-1256", "utf-8", None),
        ("utf-8", "windows-1256", None),
        ("utf-16", "utf-16", None),
        ("no-such-code", "windows-1256", None),
        ("punycode", "windows-1256", None),
        ("zlib_codec", "windows-1256", None),
    ],
)
def test_arabic_survives_its_encoding(declared: str, real: str, charset: str | None) -> None:
    feed = read_feed(RSS.format(encoding=declared).encode(real), BASE, charset=charset)
    assert feed.title == "صدى الساحل"


def test_the_server_names_the_encoding_where_the_feed_does_not() -> None:
    feed = (
        RSS.replace(' encoding="{encoding}"', "")
        .replace("الساحل", "Sahél")
        .encode("cp1252", "ignore")
    )
    title = read_feed(feed, BASE, charset="windows-1252").title
    assert title is not None and title.endswith("Sahél")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Thu, 08 Jun 2017 00:00:00 GMT", "2017-06-08T00:00:00+00:00"),
        ("Thu, 8 Jun 17 00:00:00 EST", "2017-06-08T00:00:00-05:00"),
        ("8 Jun 2017 00:00", "2017-06-08T00:00:00"),
        ("Thu, 08 Jun 2017 00:00:00 -0000", "2017-06-08T00:00:00"),
        ("2017-06-08", "2017-06-08"),
        ("2017-06-08 01:02:03.5", "2017-06-08T01:02:03"),
        ("2017-06-08T00:00:00+03:00", "2017-06-08T00:00:00+03:00"),
        ("2017-13-08", None),
        ("99 Jun 2017 00:00 +0300", None),
        ("08 Jun 2017 00:00 +9999999", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_keep_their_day(written: str | None, read: str | None) -> None:
    assert read_date(written) == read


def test_five_hundred_broken_items_are_read() -> None:
    item = "<item><title>ا & ب {}</title><link>https://sahel.example/{}</link>"
    items = "".join(item.format(number, number) for number in range(500))
    feed = read_feed(f"<rss version='2.0'><channel>{items}".encode(), BASE)
    assert len(feed.entries) == 500
    assert feed.entries[499].title == "ا & ب 499"


@pytest.mark.parametrize("broken", ["&#99999999999;", "&#xfffffff;", "&#;", "&#x;"])
def test_a_character_that_does_not_exist_costs_only_itself(broken: str) -> None:
    feed = RSS.format(encoding="utf-8").replace("قالت", broken).replace("</item>", "", 1)
    assert [entry.id for entry in read_feed(feed.encode(), BASE).entries][:1] == ["n-1"]


@pytest.mark.parametrize("feed", [RSS.format(encoding="utf-8"), ATOM, SITEMAP])
def test_damage_is_read_or_refused_but_never_raises_else(feed: str) -> None:
    random = Random(1)
    pieces = ["<", ">", "&", "]]>", "<!--", "<![CDATA[", "\0", 'xml:base="http://["', "<x:y>", '"']
    for _ in range(150):
        damaged = feed
        for _ in range(random.randint(1, 6)):
            at = random.randrange(len(damaged))
            damaged = damaged[:at] + random.choice(pieces) + damaged[at + random.randint(0, 9) :]
        with suppress(Unreadable):
            read_feed(damaged.encode(), BASE)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (f"<!DOCTYPE x [{LAUGHS}]><rss><channel><title>&l9;".encode(), "declares entities"),
        (f"<!DOCTYPE x [{LAUGHS}]><rss>&l9;".encode("utf-16"), "declares entities"),
        (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hosts">]><feed>&f;', "declares entities"),
        (b"<rss>" + b" " * (6 << 20), "more than 5 MiB, too large for a feed"),
        (b"", "no RSS, no Atom and no sitemap"),
        (b"plain words", "no RSS, no Atom and no sitemap"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no RSS, no Atom and no sitemap"),
        (b"<!doctype html><p>News</p>", "a web page, no feed; look in it"),
        (
            b'<html><link rel=alternate type="application/rss+xml" href="/rss"><p>News',
            "a web page, no feed; its feed is https://sahel.example/rss",
        ),
        (b"<sitemapindex><sitemap/></sitemapindex>", "a list of sitemaps"),
    ],
)
def test_what_is_no_feed_is_refused_at_once(data: bytes, message: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read_feed(data, BASE)
    assert message in str(refused.value)
    assert time.process_time() - start < 1
