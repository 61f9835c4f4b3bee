"""Terms: what a statement speaks of, whatever its words and its language.

A term is a letter, a colon and a key: ``a:`` an actor and ``p:`` a place by id, ``n:`` a state (its
name, adjective, people, capital, government and bodies), ``c:`` a concept of the packs, ``e:`` a type
of event, ``w:`` the light stem of a word that no list has. Each tells so much: a weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from marsad.entities.lists import Lists, load_lists
from marsad.model import Actor, Analysis, Place, Span
from marsad.packs import lexicon
from marsad.packs.pack import Pack
from marsad.text.stems import stem
from marsad.text.words import Placed, placed_words

# How much a term tells, beside a word of no list. Tried on two annotated stories (docs/linking.md).
ACTOR, BODY, PLACE, NATION, EVENT, WORD = 1.2, 0.6, 1.2, 0.6, 0.4, 1.0
_STOP = (
    lexicon.COMPLEMENTIZER
    | lexicon.RESUMER
    | lexicon.QUESTION
    | lexicon.PREPOSITION
    | lexicon.RELATIVE
    | lexicon.CLAUSE
    | lexicon.AUXILIARY
    | lexicon.PARTICLE
    | lexicon.NEGATION
    | lexicon.OPENING
    | lexicon.DEMONSTRATIVE
    | lexicon.PRONOUN
    | lexicon.LIGHT
    | lexicon.WHAT
    | lexicon.PRONOMINAL
    | lexicon.VERB_TAIL
    | lexicon.CONTRAST
    | lexicon.LIKEWISE
    | lexicon.COORDINATOR
    | lexicon.DETERMINER
    | lexicon.POSSESSIVE
    | lexicon.OBJECT_PRONOUN
    | lexicon.PASSIVE
    | lexicon.MODAL
    | lexicon.REFLEXIVE
    | lexicon.CONTAINS
)
_LEAST = 2  # letters of a word that tells something
_LEANING = frozenset("وفبلك")


class Terms(NamedTuple):
    """The terms of a stretch of text with their weights, and its words in order as stems."""

    weights: dict[str, float]
    words: tuple[str, ...]


def read_terms(analysis: Analysis, spans: Sequence[Span], pack: Pack) -> Terms:
    """What stands in some spans of a document."""
    text = analysis.document.text
    weights: dict[str, float] = {}
    words: list[str] = []
    named: list[Span] = []
    for actor in _inside(analysis.actors, spans):
        named.append(actor.span)
        _add(weights, actor_terms(actor))
    for place in _inside(analysis.places, spans):
        named.append(place.span)
        _add(weights, place_terms(place))
    for event in _inside(analysis.events, spans):
        _add(weights, [(f"e:{event.type.value}", EVENT)])
    held = [*named, *(time.span for time in _inside(analysis.times, spans))]
    nations = _nations(load_lists(), pack)
    for start, end in spans:
        for word in placed_words(text[start:end]):
            words.append(word.stem)
            at = start + word.start
            if any(a <= at < b for a, b in held):
                continue
            _add(weights, _word(word, pack, nations))
    return Terms(weights, tuple(words))


def _word(word: Placed, pack: Pack, nations: dict[str, str]) -> list[tuple[str, float]]:
    nation = nations.get(word.stem)
    if nation is not None:
        return [(f"n:{nation}", NATION)]
    entry = pack.lexicon.look(word.norm)
    if entry.mask & _STOP or len(word.norm) < _LEAST or word.norm.isdigit():
        return []
    base = stem(entry.rest) if entry.glue or entry.lead else word.stem
    return [(f"w:{base}", WORD)]


def actor_terms(actor: Actor) -> Iterator[tuple[str, float]]:
    """An actor by id, and the state that it is or belongs to."""
    if actor.entity is None:
        return
    if actor.country == actor.entity:
        yield f"n:{actor.entity}", NATION
        return
    state = actor.entity.partition(".")[0]
    if actor.country and state == actor.country:
        yield f"n:{state}", NATION
        yield f"a:{actor.entity}", BODY
        return
    yield f"a:{actor.entity}", ACTOR


def place_terms(place: Place) -> Iterator[tuple[str, float]]:
    """A place by id; a state as such."""
    if place.level == "country" and place.country:
        yield f"n:{place.country}", NATION
    elif place.entity:
        yield f"p:{place.entity}", PLACE


def _add(weights: dict[str, float], terms) -> None:
    for term, weight in terms:
        weights[term] = max(weight, weights.get(term, 0.0))


def _inside(found, spans: Sequence[Span]):
    for one in found:
        if any(start <= one.span.start and one.span.end <= end for start, end in spans):
            yield one


@cache
def _nations(lists: Lists, pack: Pack) -> dict[str, str]:
    """The stems of adjectives, peoples and names of states, with the id of the state."""
    found: dict[str, str] = {}
    for form, use, lang in lists.forms:
        if use.sort not in ("adjective", "people") or lang != pack.lang or " " in form:
            continue
        for placed in placed_words(form):
            found.setdefault(placed.stem, use.entity)
    return found
