"""Web pages: the article, what the page says of itself, wrong labels, hostile markup."""

from __future__ import annotations

import time

import pytest

from marsad.intake import limits
from marsad.intake.failures import Unreadable
from marsad.intake.html import read_html, text_of
from marsad.intake.originals import Extract, Original

HEADLINE = "عودة الماء إلى حي النهر"
FIRST = "قالت البلدية إن الماء عاد إلى حي النهر بعد انقطاع دام يومين."
SECOND = "وأضاف المتحدث باسمها أن الأنابيب أصلحت ليلا."


def page(head: str = "", body: str = "", lang: str = "ar") -> str:
    article = f"<article><h1>{HEADLINE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>"
    return (
        f'<!doctype html><html lang="{lang}"><head>{head}</head><body><nav><a href="/">الرئيسية</a>'
        f"</nav>{article}{body}<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def extract(source: str | bytes, url: str | None = None, charset: str | None = None) -> Extract:
    raw = source.encode() if isinstance(source, str) else source
    return read_html(Original(data=raw, place="a.html", url=url, charset=charset))


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'


def test_the_article_comes_a_paragraph_a_line_without_menu_and_footer() -> None:
    assert extract(page()).text == f"{HEADLINE}\n{FIRST}\n{SECOND}"


def test_news_of_one_sentence_comes_without_what_stands_around_it() -> None:
    source = (
        "<html><body><header><nav><ul><li>الرئيسية</li><li>سياسة</li></ul></nav></header><main>"
        f"<h1>{HEADLINE}</h1><p>{FIRST}</p></main><aside>الأكثر قراءة</aside><footer>حقوق</footer>"
    )
    assert extract(source).text == f"{HEADLINE}\n{FIRST}"


def test_scripts_and_comments_are_no_text() -> None:
    text = extract(page(body="<script>alert('قال')</script><!-- قالت --><style>p{}</style>")).text
    assert text == f"{HEADLINE}\n{FIRST}\n{SECOND}"


def test_what_the_page_says_of_itself() -> None:
    head = (
        f"<title>{HEADLINE} | صحيفة الساحل</title>"
        + meta("og:site_name", "صحيفة الساحل")
        + meta("author", "ليلى الخطيب")
        + meta("article:published_time", "2024-03-01T23:30:00+03:00")
        + '<link rel="canonical" href="https://sahel.example/news/17">'
    )
    found = extract(page(head))
    assert (found.title, found.author) == (HEADLINE, "ليلى الخطيب")
    assert (found.outlet, found.lang) == ("صحيفة الساحل", "ar")
    assert found.published == "2024-03-01T23:30:00+03:00"
    assert found.url == "https://sahel.example/news/17"


def test_a_headline_that_the_text_lacks_is_kept_as_title() -> None:
    source = f"<html><head>{meta('og:title', HEADLINE)}</head><body><p>{FIRST}</p></body></html>"
    found = extract(source)
    assert found.title == HEADLINE
    assert HEADLINE not in found.text


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (meta("article:published_time", "2024-03-01"), "2024-03-01"),
        (meta("article:published_time", "2024-03-01T23:30:00+0300"), "2024-03-01T23:30:00+03:00"),
        (meta("article:published_time", "٢٠٢٤-٠٣-٠١"), "2024-03-01"),
        (meta("pubdate", "Fri, 01 Mar 2024 23:30:00 +0300"), "2024-03-01T23:30:00+03:00"),
        (meta("pubdate", "20240301"), "2024-03-01"),
        (meta("article:published_time", "1970-01-01T00:00:00Z"), None),
        (meta("article:published_time", "0001-01-01T00:00:00"), None),
        (meta("article:published_time", "01/03/2024"), None),
        (meta("article:published_time", "2024-02-30"), None),
        (meta("article:modified_time", "2024-03-02"), None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":'
         '"2024-03-01T01:30:00+03:00"}</script>', "2024-03-01T01:30:00+03:00"),
        ('<script type="application/ld+json">{"@graph":[{"@type":"Organization"},{"@type":'
         '["NewsArticle"],"datePublished":"2024-03-01"}]}</script>', "2024-03-01"),
        ('<script type="application/ld+json">{broken</script>', None),
    ],
)  # fmt: skip
def test_the_date_of_the_page(head: str, published: str | None) -> None:
    assert extract(page(head)).published == published


def test_the_day_of_the_page_wins_over_the_same_moment_in_utc() -> None:
    linked = '{"@type":"NewsArticle","datePublished":"2024-03-01T01:30:00+03:00"}'
    head = (
        meta("article:published_time", "2024-02-29T22:30:00Z")
        + f'<script type="application/ld+json">{linked}</script>'
    )
    assert extract(page(head)).published == "2024-03-01T01:30:00+03:00"


def test_a_time_beside_the_headline_counts_and_those_of_other_articles_do_not() -> None:
    time_ = '<time datetime="2024-03-01T09:00:00+03:00">اليوم</time>'
    other = '<div><time datetime="2023-01-01">قديم</time></div>'
    inside = page(body=other).replace("</h1>", f"</h1>{time_}")
    assert extract(inside).published == "2024-03-01T09:00:00+03:00"
    two = other + '<div><time datetime="2022-01-01">أقدم</time></div>'
    assert extract(page(body=two)).published is None


def test_a_date_that_is_only_printed_is_left_to_the_reading() -> None:
    assert extract(page(body="<p>الجمعة 1 آذار 2024</p>")).published is None


def test_a_template_in_another_language_does_not_tell_the_language() -> None:
    assert extract(page(lang="en-US")).lang == "ar"
    english = "<p>The city said on Friday that the water has come back to the old market.</p>" * 2
    assert extract(f'<html lang="ar"><body>{english}</body></html>').lang == "en"


def test_the_address_tells_the_outlet_before_the_name_of_the_site() -> None:
    found = extract(page(meta("og:site_name", "RT")), url="https://arabic.rt.com/news/1")
    assert found.outlet == "RT"
    found = extract(page(meta("og:site_name", "Example")), url="https://www.reuters.com/world/1")
    assert found.outlet == "Reuters"


def test_a_page_cannot_give_itself_the_address_of_another_site() -> None:
    head = '<link rel="canonical" href="https://www.reuters.com/world/1">'
    found = extract(page(head), url="https://evil.example/1")
    assert (found.url, found.outlet) == ("https://evil.example/1", None)
    mobile = '<link rel="canonical" href="https://sahel.example/1">'
    assert extract(page(mobile), url="https://m.sahel.example/1").url == "https://sahel.example/1"


@pytest.mark.parametrize(
    ("encoding", "label", "charset"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "windows-1256", None),  # a wrong label
        ("utf-8", "utf-7", "utf-7"),
        ("utf-8-sig", "iso-8859-1", "iso-8859-1"),
        ("windows-1256", "windows-1256", None),
        ("windows-1256", "utf-8", None),
        ("windows-1256", "iso-8859-1", "windows-1252"),
        ("windows-1256", "no-such-thing", None),
        ("iso-8859-6", "iso-8859-6", None),
        ("utf-16", "utf-8", None),
        ("utf-16-le", "utf-16", None),
    ],
)
def test_encodings_and_labels_that_lie(encoding: str, label: str, charset: str | None) -> None:
    raw = page(f'<meta charset="{label}">').encode(encoding)
    assert extract(raw, charset=charset).text == f"{HEADLINE}\n{FIRST}\n{SECOND}"


def test_zeros_surrogates_and_broken_bytes_cost_themselves() -> None:
    raw = page().encode().replace("دام".encode(), b"\x00\xed\xa0\x80\xff")
    text = extract(raw).text
    assert SECOND in text
    assert "\0" not in text
    text.encode()


@pytest.mark.parametrize(
    "source",
    [
        "",
        "<html>",
        "<html><body><script>document.write('x')</script></body></html>",
        "<html><body>" + "<b>" * 1_000_000,
        "<html><body>" + "<div>" * 100_000 + FIRST + "</div>" * 100_000,
    ],
    ids=["nothing", "no body", "scripts", "one tag", "100,000 deep"],
)
def test_a_page_without_an_article_says_so(source: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match="save the article as text"):
        extract(source)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<html><body><p>" + "ك" * (limits.MAX_PAGE // 2 + 1), "more than 16 MiB"),
        ("<html><body>" + "<p>a</p>" * (limits.MAX_ELEMENTS + 1), "50,000 elements"),
        ("<html><body><p " + "a=b " * 100_000 + ">", "3,000 attributes"),
        ("<html><body><p " + " ".join(f'a{n}=">"' for n in range(100_000)), "3,000 attributes"),
    ],
    ids=["size", "elements", "attributes", "attributes with brackets"],
)
def test_what_is_too_much_is_refused_at_once(source: str, reason: str) -> None:
    start = time.process_time()
    with pytest.raises(Unreadable, match=reason):
        extract(source)
    assert time.process_time() - start < 5


def test_a_page_cut_for_its_depth_says_that_it_may_lack_something() -> None:
    deep = "<div>" * 300 + "<p>x</p>" + "</div>" * 300
    found = extract(page(body=deep))
    assert FIRST in found.text
    assert found.degraded is not None and "256" in found.degraded
    assert extract(page()).degraded is None


def test_entities_of_a_document_are_not_replaced() -> None:
    told = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "/etc/passwd">'
    bomb = f"<!DOCTYPE html [{told}]>"
    text = extract(bomb + page(body="<p>&b;&b; &f;</p>")).text
    assert "haha" not in text and "root:" not in text


def test_the_words_of_a_piece_of_html() -> None:
    assert text_of("<p>قالت <b>البلدية</b></p><p>إن&nbsp;الماء</p><script>x</script>") == (
        "قالت البلدية\nإن الماء"
    )
    assert text_of("قالت البلدية") == "قالت البلدية"
