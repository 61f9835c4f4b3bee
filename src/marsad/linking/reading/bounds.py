"""What keeps linking bounded whatever a document holds; each bound depends on the document alone.

A document of 30,000 sentences, or of one sentence 30,000 times, would else be compared with itself
and its like for hours. What lies beyond the bounds is not joined; its claims stay in the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from marsad.linking.nouns import Statement

# Of 11,577 news articles the longest has 321 statements; two documents of a thousand each are
# compared in half a minute.
MOST_STATEMENTS = 1_000
MOST_REPEATS = 3  # of one text in a document: title, opening and body repeat each other in news


def within_bounds(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of one document that are joined, in its order, each id once."""
    ids: set[str] = set()
    texts: Counter[str] = Counter()
    for one in statements:
        if len(ids) == MOST_STATEMENTS:
            return
        if one.id in ids or texts[one.text] == MOST_REPEATS:
            continue
        ids.add(one.id)
        texts[one.text] += 1
        yield one
