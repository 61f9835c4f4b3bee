"""Lines that begin with a speaker and a colon, in subject-first text: headlines, transcripts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from marsad.grammar.clauses import Clauses
from marsad.grammar.drafts import Draft
from marsad.grammar.wordclasses import NOMINAL, Class
from marsad.model import Stance
from marsad.packs.lexicon import LABEL

C = Class
_LONGEST = 9  # tokens before the colon
_SCORE = 0.7
_INSIDE = NOMINAL | {C.DETERMINER, C.GENITIVE}


def find_scripts(
    clauses: Clauses, drafts: Sequence[Draft], body: Iterable[tuple[int, int]]
) -> list[Draft]:
    """The relations of all lines that begin with a speaker, in ranges of tokens.

    A name before a colon may be a topic: it speaks where it speaks elsewhere in the same text, too,
    or where it begins several lines, as in a transcript.
    """
    keys = clauses.keys
    read = (_read(clauses, *line) for part in body for line in _lines(clauses, *part))
    found = [draft for draft in read if draft is not None]
    names = Counter(keys[draft.cue_at - 1] for draft in found)
    speakers = {keys[one.source.end - 1] for one in drafts if one.source is not None}
    return [
        draft
        for draft in found
        if names[keys[draft.cue_at - 1]] > 1 or keys[draft.cue_at - 1] in speakers
    ]


def _lines(clauses: Clauses, first: int, last: int) -> Iterator[tuple[int, int]]:
    breaks = clauses.page.breaks
    inside = breaks[bisect_right(breaks, first) : bisect_left(breaks, last)]
    return pairwise([first, *inside, last])


def _read(clauses: Clauses, begin: int, end: int) -> Draft | None:
    words, page = clauses.words, clauses.page
    limit = min(begin + _LONGEST, end - 2)
    colon = next((at for at in range(begin + 1, limit) if words[at] == ":"), -1)
    if colon < 0 or not _speaks(clauses, begin, colon):
        return None
    enders = clauses.tagged.pack.writing.enders
    stop = end - 1 if words[end - 1] in enders and words[end - 1] == "." else end
    return Draft(
        cue_at=colon,
        cue=[(page.starts[colon], page.ends[colon])],
        source=clauses.phrase(begin, colon),
        content=[(page.starts[colon + 1], page.ends[stop - 1])],
        opens=colon + 1,
        ends=stop,
        stance=Stance.NEUTRAL,
        rule="script:colon",
        score=_SCORE,
        sentence=page.sentence_at(colon),
    )


def _speaks(clauses: Clauses, begin: int, colon: int) -> bool:
    """Whether the words before a colon are a name, and no topic or label."""
    tagged = clauses.tagged
    if tagged.entries[begin].mask & LABEL or tagged.sequence("label", begin):
        return False
    for at in range(begin, colon):
        if at in tagged.times or at in tagged.close_of:
            return False
        stop = clauses.classes[at] is C.MARK and clauses.words[at] not in ".'’-"
        if stop or (clauses.classes[at] not in _INSIDE and clauses.classes[at] is not C.MARK):
            return False
    return clauses.words[begin][0].isupper()
