from __future__ import annotations

import re
from pathlib import Path

import pytest

from marsad.intake import watchlist
from marsad.intake.failures import Unreadable
from marsad.intake.watchlist import Feed, Watchlist, parse_watchlist, read_watchlist

FEED = '[[feed]]\nurl = "https://sahel.example/rss"\n'


def test_a_list_of_feeds() -> None:
    text = (
        '[politeness]\ndelay = "2.5s"\n'
        + FEED
        + 'outlet = "صدى الساحل"\nlang = "ar"\nevery = "2h"\nfull = false\n'
        + '[[feed]]\nurl = "https://harbour.example/atom"\n'
    )
    assert parse_watchlist(text) == Watchlist(
        delay=2.5,
        feeds=(
            Feed(
                url="https://sahel.example/rss",
                outlet="صدى الساحل",
                lang="ar",
                every=7_200,
                full=False,
            ),
            Feed(url="https://harbour.example/atom", every=1_800, full=True),
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'no feeds in it; write [[feed]] and below it url = "https://…"'),
        ("[[feed]\n", "no TOML ("),
        ("[feed]\nurl = 'x'", '"feed" must be a list of tables; write [[feed]]'),
        ("[[feeds]]\n", 'the file: no key is called "feeds"; did you mean "feed"?'),
        (FEED + 'evry = "1h"', 'feed 1: no key is called "evry"; did you mean "every"?'),
        (FEED + "depth = 2", 'feed 1: no key is called "depth"; known are url, outlet, lang'),
        ("[politeness]\ndelays = '1s'", '[politeness]: no key is called "delays"'),
        ("[politeness]\ndelay = 1\n" + FEED, "[politeness], delay: no duration"),
        ("politeness = 3", '"politeness" must be a table; write [politeness]'),
        ("[[feed]]\noutlet = 'x'", "feed 1, url: is missing"),
        (FEED + FEED, "feed 2, url: the same as feed 1; drop one"),
        (FEED + "[[feed]]\nurl = 'file:///a'", 'feed 2, url: "file:" is not fetched'),
        (FEED + 'every = "soon"', 'feed 1, every: no duration; write "90s", "30m", "2h" or "1d"'),
        (FEED + 'every = "5s"', 'feed 1, every: "5s" is not between 60s and 604800s'),
        (FEED + 'full = "yes"', "feed 1, full: must be true or false"),
        (FEED + "outlet = 3", "feed 1, outlet: must be words in quotation marks"),
        (FEED + 'lang = "Arabic"', 'feed 1, lang: "Arabic" is no code of a language'),
    ],
)
def test_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_watchlist(text)
    assert message in str(refused.value)


def test_the_file_is_named_too(tmp_path: Path) -> None:
    file = tmp_path / "FEEDS.toml"
    with pytest.raises(Unreadable, match=r"FEEDS\.toml: No such file or directory; check the name"):
        read_watchlist(file)
    file.write_bytes(b"\xc7\xe1")
    with pytest.raises(Unreadable, match=r"FEEDS\.toml: not in UTF-8; save it so"):
        read_watchlist(file)
    file.write_text(FEED + "x = 1", encoding="utf-8")
    with pytest.raises(Unreadable, match=r'FEEDS\.toml: feed 1: no key is called "x"'):
        read_watchlist(file)
    file.write_text(FEED, encoding="utf-8")
    assert len(read_watchlist(file).feeds) == 1


DOCS = Path(__file__).parents[2] / "docs" / "fetching.md"


def test_the_example_of_the_documents_is_read_and_every_key_explained() -> None:
    page = DOCS.read_text(encoding="utf-8")
    shown = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert shown is not None
    read = parse_watchlist(shown[1])
    assert (read.delay, [feed.full for feed in read.feeds]) == (2.0, [True, False])
    keys = [*watchlist._KEYS, *watchlist._POLITENESS]
    assert [key for key in keys if f"| `{key}` |" not in page] == []
