"""Web pages to text: the article without what stands around it, and what the page says of itself.

The text that comes out is the canonical one: all positions of later findings refer to it.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as pages

from marsad.intake import limits
from marsad.intake.articles import choose_language, clean
from marsad.intake.charsets import decode_page
from marsad.intake.failures import Unreadable
from marsad.intake.metadata import find_facts
from marsad.intake.originals import Extract, Original
from marsad.intake.outlets import find_outlet, host_of

_NO_TEXT = (
    "a web page without the text of an article (made by scripts, or a list of links); "
    "open it in a browser and save the article as text"
)
# What stands around an article. Of short news, trafilatura takes all that is left on the page.
_AROUND = "//nav | //footer | //aside | //*[@role='navigation' or @role='contentinfo']"
_DEEP = "the page is nested deeper than 256 elements and was read up to there"
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
# A tag with too many attributes, as HTML 5 tells them apart.
_CROWDED = re.compile(
    r"<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]++)?+)?+)"
    f"{{{limits.MAX_ATTRIBUTES}}}"
)
_LARGE = 128 << 10  # smaller pages have no room for enough of them to cost a second
_SPACE = re.compile(r"[^\S\n]+")
# Fewer letters than 20 are a cookie notice or a menu, not an article; the shortest of the news
# flashes that agencies send have 40.
_ARTICLE = re.compile(r"(?:[\W\d_]*[^\W\d_]){20}")


def read_html(original: Original) -> Extract:
    """The article on a web page: one paragraph a line.

    Raises ``Unreadable`` for a page that is too large or that holds no article.
    """
    tree, deep = _parse(original)
    facts = find_facts(tree)
    text = _extract(tree)
    if _ARTICLE.match(text) is None:
        raise Unreadable(_NO_TEXT)
    url = _choose_address(original.url, facts.url)
    return Extract(
        text=text,
        title=clean(facts.title),
        author=clean(facts.author),
        published=facts.published,
        lang=choose_language(text, facts.lang),
        outlet=find_outlet(url) or find_outlet(original.url) or clean(facts.site),
        url=url,
        degraded=_DEEP if deep else None,
    )


def text_of(fragment: str) -> str:
    """The words of a piece of HTML, one block a line, for what is no page but a part of one."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    if len(fragment) > limits.MAX_PAGE:
        raise Unreadable(f"HTML of more than {limits.mebibytes(limits.MAX_PAGE)}; cut it")
    tree = _build(f"<html><body>{fragment}</body></html>", _parser())
    lines: list[str] = []
    _gather(tree, lines)
    made = (_SPACE.sub(" ", line).strip() for line in "".join(lines).split("\n"))
    return "\n".join(line for line in made if line)


def _parse(original: Original) -> tuple[Any, bool]:
    """The tree of a page, and whether it was cut for its depth."""
    if len(original.data) > limits.MAX_PAGE:
        raise Unreadable(
            f"a web page of more than {limits.mebibytes(limits.MAX_PAGE)}; "
            "save the article alone as text"
        )
    page = decode_page(original.data, original.charset)
    if len(page) > _LARGE and _CROWDED.search(page):
        raise Unreadable(
            f"a web page with an element of more than {limits.MAX_ATTRIBUTES:,} attributes; "
            "save the article alone as text"
        )
    parser = _parser()
    tree = _build(page, parser)
    if tree.xpath("count(//*)") > limits.MAX_ELEMENTS:
        raise Unreadable(
            f"a web page of more than {limits.MAX_ELEMENTS:,} elements; "
            "save the article alone as text"
        )
    return tree, any("depth" in error.message for error in parser.error_log)


def _parser() -> Any:
    """Asks no network, replaces no entities but HTML's own, stops at a depth of 256."""
    return pages.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )


def _build(page: str, parser: Any) -> Any:
    marked = _DECLARED.sub("", page, count=1).encode("utf-8")
    try:
        tree = pages.document_fromstring(marked, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise Unreadable(_NO_TEXT) from error
    return tree


def _extract(tree: Any) -> str:
    for around in tree.xpath(_AROUND):
        if around.getparent() is not None:
            around.drop_tree()
    # Reads its settings and asks for sockets when it is imported, which takes a tenth of a second.
    from trafilatura import extract

    try:
        text = extract(tree, output_format="txt", include_comments=False, fast=True)
    except (RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise Unreadable(_NO_TEXT) from error
    return text or ""


def _choose_address(fetched: str | None, canonical: str | None) -> str | None:
    """The address that the page gives itself, if it was fetched from there or from nowhere."""
    if canonical is None or host_of(canonical) is None:
        return fetched
    if fetched is None or _site(fetched) == _site(canonical):
        return canonical
    return fetched


def _site(url: str) -> str | None:
    """The host without what the same page is called on telephones."""
    host = host_of(url)
    return host and re.sub(r"^(?:www|m|amp|mobile)\.", "", host)


_BLOCKS = frozenset(
    (
        *("p", "div", "br", "li", "ul", "ol", "tr", "table", "blockquote", "section", "article"),
        *("header", "footer", "pre", "hr", "figure", "h1", "h2", "h3", "h4", "h5", "h6"),
    )
)
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head", "svg", "iframe"))


def _gather(tree: Any, lines: list[str]) -> None:
    """The text of the elements in order, a line end around each block."""
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        hidden, block = element.tag in _UNSEEN, element.tag in _BLOCKS
        if event == "start":
            unseen += hidden
            lines.append("\n" if block else "")
            lines.append("" if unseen else element.text or "")
        else:
            unseen -= hidden
            lines.append("\n" if block else "")
            lines.append("" if unseen else element.tail or "")
