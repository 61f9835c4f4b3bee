"""Heads of noun phrases: which reading of a word, or of several, makes its phrase."""

from __future__ import annotations

from marsad.grammar.tagged import Tagged
from marsad.packs.roles import Role


def sequence_at(tagged: Tagged, at: int) -> tuple[Role, int] | None:
    """The role of the word sequence that begins at token ``at``, and the token behind it."""
    following = tagged.page.keys
    for rest, role in tagged.pack.roles.sequences.get(tagged.entries[at].rest, ()):
        if tuple(following[at + 1 : at + 1 + len(rest)]) == rest:
            return role, at + 1 + len(rest)
    return None


def role_at(tagged: Tagged, at: int, limit: int) -> Role | None:
    """The role of one word: of nobody known, unless something makes it definite."""
    roles = tagged.entries[at].roles
    if not roles:
        return None
    vague = next((role for role in roles if role.indefinite), None)
    if vague is not None and not tagged.definite(at) and not _construct(tagged, at, limit):
        return vague
    return next((role for role in roles if not role.indefinite), vague)


def _construct(tagged: Tagged, at: int, limit: int) -> bool:
    """Whether the next word makes the head definite (*the army's* commander)."""
    if at + 1 >= limit:
        return False
    entry = tagged.entries[at + 1]
    if entry.glue or not tagged.page.words[at + 1][0].isalnum():
        return False
    return tagged.definite(at + 1) or bool(entry.roles)
