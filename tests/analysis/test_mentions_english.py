"""Whom later short forms and pronouns stand for where the subject stands before its verb."""

from __future__ import annotations

import pytest

from marsad.analysis.analyse import analyse
from marsad.model import Document, Kind, Mention
from marsad.packs.pack import load_pack


def speakers(text: str) -> list[Mention]:
    """Who speaks in each relation of a text, in order."""
    found = analyse(Document(id="d1", text=text, published="2018-03-14"), load_pack("en"))
    return [one.source for one in found.attributions if one.source is not None]


def last(text: str) -> Mention:
    return speakers(text)[-1]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Samir Halabi said the road was open. He added that the bridge was closed.",
         "Samir Halabi"),
        ("Samir Halabi said the road was open.\n\n“The bridge is closed,” he said.",
         "Samir Halabi"),
        ("A report by the port found that the water was dirty. It said that the fish had died.",
         "A report by the port"),
        ("Two officials said the road was open. They said that the bridge was closed.",
         "Two officials"),
        ("Samir Halabi said he believed that the road was open.", "Samir Halabi"),
        ("Mr. Halabi said the road was open. Mrs. Marsh said that the bridge was closed. "
         "He added that the river was high.", "Mr. Halabi"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_the_only_speaker_near_that_fits(text: str, name: str) -> None:
    assert last(text).name == name


@pytest.mark.parametrize(
    "text",
    [
        "Samir Halabi said the road was open. Omar Nasser said that the bridge was closed. "
        "He added that the river was high.",
        "Samir Halabi said the road was open. Omar Nasser visited the port. "
        "He said that the river was high.",
        "Mrs. Marsh said the road was open. He added that the bridge was closed.",
        "The ministry said the road was open. He added that the bridge was closed.",
        "Samir Halabi said the road was open.\n\nThe port lies in the north.\n\n"
        "Ships come in the spring.\n\nHe added that the bridge was closed.",
    ],
)
def test_a_pronoun_stays_open_where_nobody_or_several_fit(text: str) -> None:
    mention = last(text)
    assert (mention.name, mention.label, mention.antecedent) == ("He", None, None)


def test_a_pronoun_has_the_kind_of_the_one_it_stands_for() -> None:
    text = "A doctor at the hospital said that nine had died. She said the wards were full."
    assert (last(text).kind, last(text).name) == (Kind.ANONYMOUS, "A doctor at the hospital")


def test_what_explains_a_name_is_no_short_form() -> None:
    text = (
        "The Marlow campaign said that it was ready. "
        "Brian Tennant, a spokesman for Mrs. Marlow, said the doors were open."
    )
    assert last(text).label == "Brian Tennant"


def test_a_title_alone_stands_for_its_last_bearer() -> None:
    text = "Mayor Samir Halabi said the road was open. The mayor said the bridge was closed."
    assert last(text).name == "Mayor Samir Halabi"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("A senior lawmaker", Kind.ANONYMOUS),
        ("An army spokesman", Kind.ANONYMOUS),
        ("Its director, Samir Halabi,", Kind.PERSON),
        ("A lawyer for the firm, Samir Halabi,", Kind.PERSON),
        ("The minister", Kind.OFFICE),
        ("The United Nations", Kind.ORGANISATION),
        ("The Evening Sentinel", Kind.ORGANISATION),
        ("Moscow", Kind.ORGANISATION),
        ("It", Kind.UNKNOWN),
    ],
)
def test_the_words_around_a_head_tell_the_kind(source: str, kind: Kind) -> None:
    assert last(f"{source} said that the road was open.").kind is kind
