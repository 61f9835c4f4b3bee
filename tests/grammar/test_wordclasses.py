"""What a word is where it stands: the word behind ``*`` is of the class that the row names."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from marsad.grammar.clauses import Clauses
from marsad.grammar.wordclasses import Class

Classed = Callable[[str], Clauses]


def starred(clauses: Classed, row: str) -> Class:
    made = clauses(row.replace("*", ""))
    return made.classes[made.page.token_at(row.index("*"))]


CLOSED = [
    ("*The port is open.", "determiner"),
    ("The port *of Basra is open.", "preposition"),
    ("The port and *the road are open.", "determiner"),
    ("The port *and the road are open.", "coordinator"),
    ("The port *is open.", "auxiliary"),
    ("The port is *not open.", "negation"),
    ("*She left.", "pronoun"),
    ("Haddad saw *them.", "object"),
    ("Haddad left *because it rained.", "clause"),
    ("Haddad knows *why it rained.", "question"),
    ("The road has *four lanes.", "noun"),
    ("The road has *4 lanes.", "number"),
    ("The road is closed*, too.", "mark"),
]
THAT_AND_TO = [
    ("Haddad said *that the port was open.", "that"),
    ("In *that case the port is open.", "determiner"),
    ("*That was wrong.", "determiner"),
    ("Haddad wants *to leave.", "infinitive"),
    ("Haddad wants to *leave.", "bare"),
    ("Haddad went *to Basra.", "preposition"),
    ("Haddad wants *to publicly deny it.", "infinitive"),
    ("Haddad saw *her.", "object"),
    ("Haddad saw *her brother.", "determiner"),
]
APOSTROPHES = [
    ("Haddad'*s port is open.", "genitive"),
    ("Haddad’*s port is open.", "genitive"),
    ("She'*s leaving.", "auxiliary"),
    ("They'*ll leave.", "auxiliary"),
    ("They don'*t leave.", "negation"),
    ("The workers*' union left.", "genitive"),
    ("The workers*’ union left.", "genitive"),
    ("They called it the ‘workers*’ union.", "mark"),
]
VERBS = [
    ("The mayor *denied it.", "finite"),
    ("The mayor has *denied it.", "perfect"),
    ("The mayor was *denied entry.", "perfect"),
    ("The mayor will *deny it.", "bare"),
    ("The mayor is *denying it.", "participle"),
    ("The mayor, *denying it, left.", "participle"),
    ("The mayor left without *denying it.", "participle"),
    ("The mayor stood up and *denied it.", "finite"),
    ("The mayor had to stand up and *deny it.", "bare"),
    ("The mayor has read and *denied it.", "finite"),
    ("She repeatedly *denied it.", "finite"),
    ("The mayor who *denied it left.", "finite"),
    ("The report that *angered drivers is new.", "finite"),
    ("People *briefed on the plan say it failed.", "perfect"),
    ("Boats *seized in May were old.", "perfect"),
    ("*Asked about the plan, she left.", "perfect"),
    ("*Speaking in Basra, she wept.", "participle"),
    ("Haddad – an engineer from Basra – *said it was safe.", "finite"),
    ("Will *acknowledges it.", "finite"),
]
NOUNS_OR_VERBS = [
    ("The union *plans a strike.", "finite"),
    ("The *plans of the union failed.", "noun"),
    ("Their *plans failed.", "noun"),
    ("The union’s *claims were false.", "noun"),
    ("Haddad *claims it was false.", "finite"),
    ("Haddad agreed with *claims of fraud.", "noun"),
    ("A *report says so.", "noun"),
    ("They *report a fire.", "finite"),
    ("A union-*backed plan failed.", "noun"),
    ("The *planned strike failed.", "noun"),
    ("The mayor met *Sting in Basra.", "noun"),
    ("The mayor met *Emily in Basra.", "noun"),
    ("*Finally, she left.", "adverb"),
    ("She left *quietly.", "adverb"),
    ("J*. Haddad left.", "mark"),
    ("*I. Haddad left.", "noun"),
]


@pytest.mark.parametrize(
    ("row", "made"), [*CLOSED, *THAT_AND_TO, *APOSTROPHES, *VERBS, *NOUNS_OR_VERBS]
)
def test_a_word_is_what_it_is_where_it_stands(clauses: Classed, row: str, made: str) -> None:
    assert starred(clauses, row) == made


def test_capitals_of_a_headline_tell_no_names(clauses: Classed) -> None:
    assert starred(clauses, "Mayor *Denies Closing The Port") is Class.FINITE
    assert starred(clauses, "On Monday the mayor met *Denies in Basra") is Class.NOUN


def test_a_line_is_classed_by_itself(clauses: Classed) -> None:
    alone, behind = (
        clauses("Asked about it, she left."),
        clauses("A title\n\nAsked about it, she left."),
    )
    assert behind.classes[2:] == alone.classes


def test_each_token_has_a_class(clauses: Classed) -> None:
    for text in ("", "’", "'''", "“”", "- – —", "a" * 50_000, "the " * 50):
        made = clauses(text)
        assert len(made.classes) == len(made.words)


@pytest.mark.parametrize("piece", ["said ", "that ", "and ", "to say ", "’ ", "- ", "who "])
def test_the_work_grows_with_the_text_alone(clauses: Classed, piece: str) -> None:
    begun = time.process_time()
    assert len(clauses("The mayor left. " + piece * 10_000).classes) > 10_000
    assert time.process_time() - begun < 2
