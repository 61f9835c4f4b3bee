"""Attributions by nouns and adjectives in subject-first sentences: *his claim*, *is wary of*."""

from __future__ import annotations

from marsad.grammar.clauses import Clauses
from marsad.grammar.contents import Content, Contents
from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase
from marsad.grammar.wordclasses import VERBAL, Class
from marsad.packs.lexicon import EXPLETIVE, INTERLOCUTOR, LIGHT, PASSIVE, POSSESSIVE

C = Class
_SCORE = 0.6
_APOSTROPHES = frozenset("'’")
_VERBS = (C.FINITE, C.AUXILIARY)
_CARRIERS = VERBAL | {C.AUXILIARY}
_LIGHT = 4  # words between a light verb and its noun
_DESCRIBED = frozenset({C.NOUN, C.NUMBER, C.ADVERB, C.PERFECT, C.PARTICIPLE})


def find_nominals(clauses: Clauses, first: int, last: int) -> list[Draft]:
    """All relations whose cue is a noun or an adjective, in tokens ``first`` to ``last``."""
    found = []
    for number, sentence in enumerate(clauses.page.sentences):
        for at in range(max(sentence.start, first), min(sentence.end, last)):
            if clauses.tagged.entries[at].cues and _noun(clauses, at):
                draft = _read(clauses, at, max(sentence.start, first), number)
                if draft is not None:
                    found.append(draft)
    return found


def _noun(clauses: Clauses, at: int) -> bool:
    """Whether a word is a noun, or an adjective behind *to be*, where it stands."""
    return clauses.classes[at] not in VERBAL or clauses.adjective(at)


def _read(clauses: Clauses, at: int, begin: int, number: int) -> Draft | None:
    form = next((f for f in clauses.tagged.entries[at].cues if f.part == "noun"), None)
    if form is None:
        return None
    begin, end = clauses.bounds(at, begin)
    end = _preposed_end(clauses, at, begin, end)
    content = Contents(clauses, begin, end).after(form.cue, at + 1)
    if content is None or content.shape == "quote" or not _held(clauses, content):
        return None
    content = _before_verb(clauses, content, begin, at)
    owner = _owner(clauses, at, begin)
    if owner is None and content.shape == "clause":
        owner = at, None  # *complaints that …*, of nobody who is told
    if owner is None:
        return None
    start, source = owner
    if source is not None and clauses.tagged.entries[source.head].mask & INTERLOCUTOR:
        return None
    page, (opens, ends) = clauses.page, content.parts[0]
    return Draft(
        cue_at=at,
        cue=[(page.starts[start], page.ends[max((at, *content.cue))])],
        source=source,
        content=[(page.starts[a], page.ends[b - 1]) for a, b in content.parts],
        opens=opens,
        ends=ends,
        stance=form.cue.stance,
        rule=f"{form.cue.id}:{form.part}:{content.shape}",
        score=_SCORE,
        sentence=number,
        nominal=True,
        loose=True,
    )


def _held(clauses: Clauses, content: Content) -> bool:
    """Whether a clause is what a noun holds: it opens with a word of its own, and is no relative
    clause (*rhetoric that alarms*)."""
    first = content.parts[0][0]
    if content.shape != "clause":
        return True
    if clauses.classes[first] not in (C.THAT, C.QUESTION, C.CLAUSE):
        return False
    then = clauses.classes[first + 1] if first + 1 < len(clauses.classes) else C.MARK
    return clauses.classes[first] is not C.THAT or then not in (C.FINITE, C.AUXILIARY)


def _preposed_end(clauses: Clauses, at: int, begin: int, end: int) -> int:
    """The comma behind a noun that stands before the first verb (*In his remarks on X, …*)."""
    if any(clauses.classes[j] in _VERBS for j in range(begin, at)):
        return end
    return next((j for j in range(at, end) if clauses.comma(j)), end)


def _before_verb(clauses: Clauses, content: Content, begin: int, at: int) -> Content:
    """Without the verb whose subject the noun is (*criticism of the plan grew*)."""
    first, end = content.parts[0]
    if content.shape != "noun" or any(clauses.classes[j] in _VERBS for j in range(begin, at)):
        return content
    stop = clauses.forward(first, end)
    cut = first < stop < end and clauses.classes[stop] in _VERBS
    return content._replace(parts=((first, stop),)) if cut else content


def _owner(clauses: Clauses, at: int, begin: int) -> tuple[int, Phrase | None] | None:
    """Whose noun it is, and where the cue begins: of a possessor, of a subject; or nothing."""
    classes = clauses.classes
    then = at - 1
    while then >= begin and classes[then] in _DESCRIBED and not _light(clauses, then):
        then -= 1
    if then < begin:
        return None
    if classes[then] is C.GENITIVE:
        mark = then if clauses.words[then] in _APOSTROPHES else then - 1
        phrase = clauses.back(mark, begin)
        return (mark, phrase) if phrase is not None else None
    if classes[then] is C.DETERMINER:
        if clauses.tagged.entries[then].mask & POSSESSIVE:
            return then + 1, clauses.phrase(then, then + 1)
        then -= 1
    return _subject(clauses, then, begin)


def _light(clauses: Clauses, at: int) -> bool:
    """Whether a word is a verb that carries a noun, and describes none (*repeated denials*)."""
    return clauses.classes[at] in VERBAL and bool(clauses.tagged.entries[at].mask & LIGHT)


def _subject(clauses: Clauses, at: int, begin: int) -> tuple[int, Phrase | None] | None:
    """The subject of the verb that carries a noun, or of *to be*; nobody for *it is clear*."""
    classes, entries = clauses.classes, clauses.tagged.entries
    while at >= begin and classes[at] in (C.ADVERB, C.NEGATION):
        at -= 1
    if at < begin or not entries[at].mask & (LIGHT | PASSIVE):
        return None
    if classes[at] not in _CARRIERS or clauses.passive(at):
        return None
    subject = clauses.subject(at, begin)
    phrase = subject.phrase
    if phrase is not None and entries[phrase.head].mask & EXPLETIVE:
        return phrase.first, None
    return (subject.start, phrase) if phrase is not None else None
