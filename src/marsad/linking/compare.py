"""Whether two statements say the same thing, and why; polarity is compared first."""

from __future__ import annotations

from marsad.linking.nouns import Link, Reason, Relation, Statement

SAME, DENIES = 0.52, 0.5
_LEANING = "وفبلك"


def similarity(one: Statement, other: Statement):
    a, b = one.terms, other.terms
    shared = 0.0
    la = lb = 0.0
    both = []
    for t, w in a.items():
        if t in b:
            x = (w + b[t]) / 2
            shared += x
            both.append(t)
    ra = {t: w for t, w in a.items() if t not in b}
    rb = {t: w for t, w in b.items() if t not in a}
    # words with a particle before
    alts = {}
    for t in rb:
        if t[0] == "w" and len(t) > 5 and t[2] in _LEANING:
            alts[t[3:]] = t
        if t[0] == "w":
            alts[t[2:]] = t
    for t in list(ra):
        if t[0] != "w":
            continue
        m = alts.get(t[2:]) or (alts.get(t[3:]) if t[2] in _LEANING else None)
        if m and m in rb:
            shared += (ra[t] + rb[m]) / 2
            both.append(t)
            del ra[t], rb[m]
    # what the surroundings supply
    wa = sum(a.values())
    wb = sum(b.values())
    for t in list(ra):
        if t in other.around:
            shared += 0.4 * ra[t]
            wb += 0.4 * ra[t]
            both.append("~" + t)
    for t in list(rb):
        if t in one.around:
            shared += 0.4 * rb[t]
            wa += 0.4 * rb[t]
            both.append("~" + t)
    if not wa or not wb:
        return 0.0, both
    dice = 2 * shared / (wa + wb)
    cont = shared / min(wa, wb)
    return 0.6 * dice + 0.4 * min(1, cont), both


def compare(one: Statement, other: Statement) -> Link:
    score, both = similarity(one, other)
    relation = Relation.DIFFERENT
    if one.negative != other.negative:
        if score >= DENIES:
            relation = Relation.DENIES
    elif score >= SAME:
        relation = Relation.SAME
    return Link(
        one=one.id,
        other=other.id,
        relation=relation,
        score=score,
        reasons=(Reason("words", " ".join(both)),),
    )
