"""An archive of reports of our own: a denial, a plan, and texts that want to do harm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.publishing.exports.catalogue import write
from marsad.publishing.exports.export import Export
from marsad.publishing.exports.selection import Selection

HOSTILE = "\u202e=1+1 <script>alert(1)</script> & ]]> {x}\\ | `"
REPORTS = (
    {
        "id": "north-1",
        "url": "https://north.example/1",
        "outlet": "Northbank Times",
        "published": "2024-03-02",
        "title": "Army shells Raqqa, ministry says",
        "text": "Army shells Raqqa, ministry says\n\n"
        "The Syrian Defence Ministry said on Saturday that Turkish forces shelled Raqqa "
        "on Friday with artillery. The Turkish Defence Ministry said that the Turkish army "
        "will withdraw from Raqqa on 5 April 2024.",
    },
    {
        "id": "south-1",
        "url": "https://south.example/1?a=1&b=%20",
        "outlet": "صحيفة الضفاف",
        "published": "2024-03-02",
        "title": "الجيش ينفي",
        "text": "نفى الجيش التركي أن تكون قواته قد قصفت الرقة يوم الجمعة. "
        "وقالت وزارة الدفاع التركية إن الجيش سينسحب من الرقة في 5 نيسان 2024.",
    },
    {
        "id": "east-1",
        "outlet": "East Wire",
        "published": "2024-03-03",
        "title": "Thousands march",
        "text": "Samer Qandil, a baker, said that thousands demonstrated in Aleppo "
        "on 1 March 2024. Officials said police detained protesters in northern Syria.",
    },
    {
        "id": "=1+1",
        "url": "javascript:alert(1)",
        "outlet": '=HYPERLINK("x")',
        "published": None,
        "title": f"@{HOSTILE}",
        "text": f"قال محافظ حلب إن {HOSTILE} الجسر مغلق\x00 منذ أمس.\n"
        "وأضاف المحافظ أن القوات قصفت حلب.",
    },
)


def build(folder: Path, reports: tuple[dict[str, Any], ...] = REPORTS) -> Observatory:
    lines = "".join(json.dumps(one) + "\n" for one in reports)
    (folder / "news.jsonl").write_text(lines, encoding="utf-8")
    made = Observatory.create(folder / "news.db")
    made.add(folder / "news.jsonl")
    Linked(made).update()
    return made


@pytest.fixture(scope="session")
def observatory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    with build(tmp_path_factory.mktemp("exports")) as made:
        yield made


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    with Observatory.create(tmp_path_factory.mktemp("empty") / "empty.db") as made:
        yield made


@pytest.fixture(scope="session")
def without(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Observatory]:
    """The same reports in an archive that suppresses the baker, after they were read."""
    with build(tmp_path_factory.mktemp("without")) as made:
        with made.writing() as connection:
            entry = '[[person]]\nid = "samer-qandil"\nname = "Samer Qandil"\nsuppress = true\n'
            put(connection, "suppressed", entry, "Nadia")
        yield made


Making = Callable[..., bytes]


@pytest.fixture
def make(observatory: Observatory) -> Making:
    """``make("claims", "csv", query="…")``: the bytes of an export."""

    def made(
        kind: str, format: str, of: Observatory | None = None, lang: str | None = None, **asked: Any
    ) -> bytes:
        export = Export(of or observatory, Selection(**asked), lang=lang)
        return b"".join(write(export, kind, format))

    return made
