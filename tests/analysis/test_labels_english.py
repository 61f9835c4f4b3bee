"""What the sources of an English text are called, on phrases made by hand."""

from __future__ import annotations

import pytest

from marsad.analysis.actors import find_actors
from marsad.analysis.labels import Label, Labels
from marsad.entities.knowledge import load_knowledge
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import tag
from marsad.model import Kind
from marsad.packs.glosses import load_glosses
from marsad.packs.pack import load_pack
from marsad.text.page import open_page


def label(text: str, words: str, head: str, kind: Kind) -> Label:
    """The label of the phrase ``words`` of a text, by its head."""
    pack = load_pack("en")
    page = open_page(text, pack.writing)
    tagged = tag(page, pack, frozenset(), None)
    knowledge = load_knowledge(pack)
    book = find_actors(tagged, knowledge, "2017-06-08")
    labels = Labels(tagged, book.within, load_glosses(pack), knowledge)
    start = text.index(words)
    first, end = page.token_at(start), page.token_at(start + len(words) - 1) + 1
    phrase = Phrase(
        first=first,
        end=end,
        start=start,
        stop=start + len(words),
        head=page.token_at(text.index(head, start)),
        kind=kind,
        gender="",
        definite=False,
        named=kind is Kind.PERSON,
        known=True,
    )
    return labels.label(phrase)


@pytest.mark.parametrize(
    ("words", "head", "kind", "name"),
    [
        ("A source in the Russian Defence Ministry", "source", Kind.ANONYMOUS,
         "source in Russian Ministry of Defence"),
        ("Two officials", "officials", Kind.ANONYMOUS, "two officials"),
        ("Residents", "Residents", Kind.GROUP, "residents"),
        ("The Pentagon report", "report", Kind.DOCUMENT, "Pentagon report"),
        ("Senior Turkish diplomats", "diplomats", Kind.ANONYMOUS, "senior Turkish diplomats"),
        ("Russia's foreign ministry", "ministry", Kind.ORGANISATION,
         "Russian Ministry of Foreign Affairs"),
        ("The Turkish president", "president", Kind.OFFICE, "Recep Tayyip Erdoğan"),
        ("Turkish President Recep Tayyip Erdogan", "President", Kind.OFFICE,
         "Recep Tayyip Erdoğan"),
        ("Doctor Mary Harlow", "Doctor", Kind.PERSON, "Mary Harlow"),
    ],
)  # fmt: skip
def test_a_source_is_called_by_its_actor_or_its_words(
    words: str, head: str, kind: Kind, name: str
) -> None:
    assert label(f"{words} had no comment.", words, head, kind).text == name


def test_the_actor_of_a_source_is_told() -> None:
    text = "The Kremlin has rejected it."
    assert label(text, "The Kremlin", "Kremlin", Kind.ORGANISATION).entity == "RU.kremlin"
