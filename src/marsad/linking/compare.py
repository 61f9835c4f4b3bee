"""Whether two statements say the same thing, and why; polarity is compared first."""

from __future__ import annotations

from typing import NamedTuple

from marsad.linking.nouns import Link, Reason, Relation, Statement

_LEANING = frozenset("وفبلك")
_GENERAL = "ne"


class Shared(NamedTuple):
    dice: float
    contained: float
    core: float  # dice of what is neither a state nor a type of event
    lent: float  # share lent by surroundings
    copy: float
    terms: tuple[str, ...]


def share(one: Statement, other: Statement) -> Shared:
    a, b = one.terms, other.terms
    common = {t for t in a if t in b}
    twice = sum(a[t] + b[t] for t in common)
    core2 = sum(a[t] + b[t] for t in common if t[0] not in _GENERAL)
    ra = {t: w for t, w in a.items() if t not in common}
    rb = {t: w for t, w in b.items() if t not in common}
    alts = {}
    for t in sorted(rb):
        if t[0] == "w":
            alts.setdefault(t[2:], t)
            if len(t) > 5 and t[2] in _LEANING:
                alts.setdefault(t[3:], t)
    terms = sorted(common)
    for t in sorted(ra):
        if t[0] != "w":
            continue
        m = alts.get(t[2:]) or (alts.get(t[3:]) if t[2] in _LEANING else None)
        if m and m in rb:
            twice += ra[t] + rb[m]
            core2 += ra[t] + rb[m]
            terms.append(t)
            del ra[t], rb[m]
    wa, wb = sum(a.values()), sum(b.values())
    ca = sum(w for t, w in a.items() if t[0] not in _GENERAL)
    cb = sum(w for t, w in b.items() if t[0] not in _GENERAL)
    lent = sum(w for t, w in ra.items() if t in other.around) + sum(
        w for t, w in rb.items() if t in one.around
    )
    if not wa or not wb:
        return Shared(0, 0, 0, 0, 0, ())
    ta = set(zip(one.words, one.words[1:], one.words[2:]))
    tb = set(zip(other.words, other.words[1:], other.words[2:]))
    return Shared(
        twice / (wa + wb),
        min(1.0, twice / 2 / min(wa, wb)),
        core2 / (ca + cb) if ca and cb else 0.0,
        lent / (wa + wb),
        len(ta & tb) / min(len(ta), len(tb)) if ta and tb else 0.0,
        tuple(terms),
    )


def same_source(one: Statement, other: Statement) -> bool:
    a, b = one.chain[-1], other.chain[-1]
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    if a.entity and b.entity:
        return a.entity == b.entity or a.entity.partition(".")[0] == b.entity.partition(".")[0]
    return bool(a.name) and a.name == b.name


def compare(one: Statement, other: Statement) -> Link:
    s = share(one, other)
    score = 0.6 * (s.dice + 0.4 * s.lent) + 0.4 * s.contained
    relation = Relation.DIFFERENT
    if one.negative != other.negative:
        if score >= 0.5:
            relation = Relation.DENIES
    elif score >= 0.52:
        relation = Relation.SAME
    return Link(
        one=one.id,
        other=other.id,
        relation=relation,
        score=round(score, 3),
        reasons=(Reason("words", " ".join(s.terms)),),
    )
