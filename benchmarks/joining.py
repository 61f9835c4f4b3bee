"""How right the joining is: annotated stories through the product, against floors.

usage: joining.py [--stories DIR] [--update]

Each story of DIR (default: ``shared/gold/link-dev`` beside the repository: ``NAME.gold.json`` and
a folder ``NAME`` of documents) is read and joined as ``marsad link --format json`` does it, and
scored by ``score_links.py``, which stands beside DIR. The exit code is 1 when a figure falls below
its floor in ``floors.toml``; ``--update`` raises the floors. Says so when DIR is absent.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from articles import ROOT, SHARED
from dates import load_module
from floors import FloorError, find_falls, load_floors, raise_floors, write_floors
from tables import print_table

from marsad.analysis.analyse import analyse
from marsad.linking.joined import join
from marsad.model import Document
from marsad.publishing.joined import build_joined

FLOORS = ROOT / "benchmarks" / "floors.toml"
GIVEN = ("id", "text", "lang", "outlet", "published", "url")


def read_story(folder: Path) -> Iterator[Document]:
    """The documents of a story, without what annotators added."""
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        yield Document(**{key: record[key] for key in GIVEN if key in record})


def measure(gold: Path, scorer: Any) -> dict[str, float]:
    """The figures of one story; what must be 0 is told as its negative, for floors."""
    documents = list(read_story(gold.parent / gold.name.removesuffix(".gold.json")))
    texts = {one.id: one.text for one in documents}
    made = build_joined(join(map(analyse, documents)), texts)
    found = scorer.score(json.loads(gold.read_text(encoding="utf-8")), texts, made)
    return {
        "found": found["found"]["r"],
        "pairs F1": found["pairs"]["f1"],
        "b3 F1": found["b3"]["f1"],
        "denials merged": -float(found["denials_merged"]),
        "relations F1": found["relations"]["f1"],
        "origins": found["origins"]["acc"] or 0.0,
    }


def main() -> None:
    """Print the figures beside their floors."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--stories", type=Path, default=SHARED / "gold" / "link-dev")
    parser.add_argument("--update", action="store_true", help="raise the floors")
    asked = parser.parse_args()
    stories = sorted(asked.stories.glob("*.gold.json"))
    if not stories:
        print(f"{asked.stories}: no annotated stories here; nothing measured")
        return
    scorer = load_module(asked.stories.parent / "score_links.py")
    name = "link {}".format
    figures = {name(one.name.removesuffix(".gold.json")): measure(one, scorer) for one in stories}
    floors = load_floors(FLOORS)
    rows = [
        (of, what, f"{figure:.1f}", f"{floors.get(of, {}).get(what, '')}")
        for of, measured in figures.items()
        for what, figure in measured.items()
    ]
    print_table(("of", "measure", "figure", "floor"), rows)
    if asked.update:
        try:
            write_floors(FLOORS, raise_floors(figures, floors))
        except FloorError as error:
            sys.exit(str(error))
    sys.exit("\n".join(find_falls(figures, floors)) or 0)


if __name__ == "__main__":
    main()
