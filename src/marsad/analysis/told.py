"""Relations that a reader beside the rules has marked, as drafts: from there on all goes one way.

Words, phrases, nesting, names and clauses are read by the rules; only who says what is told. Where
the pack knows the words of a cue, its stance is that of the pack: nobody makes a yes of a denial.
"""

from __future__ import annotations

from collections.abc import Iterable

from marsad.grammar.clauses import Clauses
from marsad.grammar.drafts import Draft, Range, disjoint
from marsad.grammar.phrases import Phrase, read_phrase
from marsad.grammar.tagged import Tagged
from marsad.model import Kind, Relation, Span, Stance
from marsad.text.fold import position

RULE = "told"  # what stands in place of the pack entry that fired
# Set by hand, as the other scores: below what the words of a cue and a content bear out.
_SCORE = 0.6
_NOBODY = ("", False, False, False)


def draft_told(
    tagged: Tagged, clauses: Clauses | None, relations: Iterable[Relation]
) -> list[Draft]:
    """The relations as drafts, in the order of their cues, each once.

    What holds no word is left out. ``clauses`` where the subject stands first.
    """
    drafts: dict[tuple[Range, ...], Draft] = {}
    for relation in relations:
        draft = _draft(tagged, clauses, relation)
        if draft is not None:
            drafts.setdefault((*draft.cue, (-1, -1), *draft.content), draft)
    return sorted(drafts.values(), key=lambda draft: (draft.cue_at, draft.opens))


def _draft(tagged: Tagged, clauses: Clauses | None, relation: Relation) -> Draft | None:
    page = tagged.page
    cue, content = _ranges(tagged, relation.cue), _ranges(tagged, relation.content)
    source = _phrase(tagged, clauses, relation.source) if relation.source else None
    if not content or not (cue or source):
        return None
    opens, ends = page.token_at(content[0][0]), page.token_at(content[-1][1] - 1) + 1
    at = page.token_at(cue[0][0]) if cue else opens
    sentence = page.sentence_at(at)
    voices = [_phrase(tagged, clauses, span) for span in relation.via]
    return Draft(
        cue_at=at,
        cue=cue,
        source=source,
        content=content,
        opens=opens,
        ends=ends,
        stance=_stance(tagged, cue) or relation.stance,
        rule=RULE,
        score=_SCORE,
        sentence=sentence,
        via=[voice for voice in voices if voice is not None],
        dropped=source is not None and page.sentence_at(source.first) != sentence,
    )


def _stance(tagged: Tagged, cue: Iterable[Range]) -> Stance | None:
    """The stance of the words of a cue by the pack, ``None`` where it knows none or several."""
    at = tagged.page.token_at
    tokens = (token for start, end in cue for token in range(at(start), at(end - 1) + 1))
    known = {form.cue.stance for token in tokens for form in tagged.entries[token].cues}
    marked = known - {Stance.NEUTRAL}
    if len(marked) > 1 or not known:
        return None
    return next(iter(marked), Stance.NEUTRAL)


def _ranges(tagged: Tagged, spans: Iterable[Span]) -> list[Range]:
    """Where spans stand in the clean text, without the blanks around them."""
    found = (_range(tagged, span) for span in spans)
    return disjoint(one for one in found if one is not None)


def _range(tagged: Tagged, span: Span) -> Range | None:
    page = tagged.page
    size = len(page.clean)
    start, end = (position(page.steps, size, at) for at in span)
    piece = page.clean[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return (start, end) if start < end else None


def _phrase(tagged: Tagged, clauses: Clauses | None, span: Span) -> Phrase | None:
    """The words of a span as a phrase that speaks: what it is by the grammar, its ends as told."""
    there = _range(tagged, span)
    if there is None:
        return None
    first, end = tagged.page.token_at(there[0]), tagged.page.token_at(there[1] - 1) + 1
    if clauses is not None:
        phrase: Phrase | None = clauses.phrase(first, end)
    else:
        phrase = read_phrase(tagged, first, end)
    if phrase is None:
        gender, definite, named, known = _NOBODY
        phrase = Phrase(first, end, *there, first, Kind.UNKNOWN, gender, definite, named, known)
    head = min(max(phrase.head, first), end - 1)
    return phrase._replace(first=first, end=end, start=there[0], stop=there[1], head=head)
