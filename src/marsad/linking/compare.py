"""Whether two statements say the same thing, and why; polarity is compared first."""

from __future__ import annotations
import math
from typing import NamedTuple

from marsad.linking.nouns import Link, Reason, Relation, Statement
from marsad.model import Stance, Status

_LEANING = frozenset("وفبلك")


def match(one, other):
    a, b = one.terms, other.terms
    pairs = [(t, t) for t in sorted(a) if t in b]
    common = {t for t, _ in pairs}
    ra = [t for t in sorted(a) if t not in common]
    rb = {t for t in b if t not in common}
    alts = {}
    for t in sorted(rb):
        if t[0] == "w":
            alts.setdefault(t[2:], t)
            if len(t) > 5 and t[2] in _LEANING:
                alts.setdefault(t[3:], t)
    for t in ra:
        if t[0] == "w":
            m = alts.get(t[2:]) or (alts.get(t[3:]) if t[2] in _LEANING and len(t) > 5 else None)
            if m in rb:
                pairs.append((t, m))
                rb.discard(m)
    return pairs


def kinds(terms, which):
    return sum(w for t, w in terms.items() if t[0] in which)


def features(one: Statement, other: Statement) -> dict[str, float]:
    a, b = one.terms, other.terms
    pairs = match(one, other)
    f = {}
    twice = sum(a[x] + b[y] for x, y in pairs)
    wa, wb = sum(a.values()), sum(b.values())
    f["dice"] = twice / (wa + wb) if wa + wb else 0
    f["cont"] = min(1, twice / 2 / min(wa, wb)) if min(wa, wb) else 0
    f["mass"] = min(1.0, twice / 2 / 400)
    sa = {x for x, _ in pairs}; sb = {y for _, y in pairs}
    left_a = {t: w for t, w in a.items() if t not in sa}
    left_b = {t: w for t, w in b.items() if t not in sb}
    f["lent"] = (sum(w for t, w in left_a.items() if t in other.around) + sum(w for t, w in left_b.items() if t in one.around)) / (wa + wb + 1)
    for name, k in (("act", "cw"), ("who", "an"), ("where", "p"), ("num", "#d")):
        x = sum(a[p] + b[q] for p, q in pairs if p[0] in k)
        tot = kinds(a, k) + kinds(b, k)
        f[name] = x / tot if tot else 0.0
        f[name + "_none"] = float(tot == 0)
    ka, kb = {t for t in a if t[0] in "#d"}, {t for t in b if t[0] in "#d"}
    f["num_conflict"] = float(bool(ka) and bool(kb) and not ka & kb)
    f["num_one"] = float(bool(ka) != bool(kb))
    f["where_conflict"] = float(bool(one.places) and bool(other.places) and not set(one.places) & set(other.places))
    ta = set(zip(one.words, one.words[1:], one.words[2:])); tb = set(zip(other.words, other.words[1:], other.words[2:]))
    f["copy"] = len(ta & tb) / min(len(ta), len(tb)) if ta and tb else 0.0
    f["source"] = float(same_source(one, other))
    f["polar"] = float(one.negative != other.negative)
    ea, eb = {x.type for x in one.acts}, {x.type for x in other.acts}
    f["ev"] = float(bool(ea & eb)); f["ev_diff"] = float(bool(ea) and bool(eb) and not ea & eb)
    f["status"] = float(one.status != other.status)
    f["intend"] = float((one.stance is Stance.INTEND) != (other.stance is Stance.INTEND))
    f["day"] = min(10, abs((one.day or 0) - (other.day or 0))) / 10
    f["lang"] = float(one.lang != other.lang)
    return f


def same_source(one: Statement, other: Statement) -> bool:
    a, b = one.chain[-1], other.chain[-1]
    if len(one.chain) == 1 or len(other.chain) == 1:
        return False
    if a.entity and b.entity:
        return a.entity == b.entity or a.entity.partition(".")[0] == b.entity.partition(".")[0]
    return bool(a.name) and a.name == b.name

SCORE = None

def compare(one: Statement, other: Statement) -> Link:
    f = features(one, other)
    score = 0.6 * (f["dice"] + .4 * f["lent"]) + 0.4 * f["cont"]
    relation = Relation.DIFFERENT
    if SCORE: score = SCORE(f)
    if f["polar"]:
        if score >= 0.5:
            relation = Relation.DENIES
    elif score >= 0.52:
        relation = Relation.SAME
    return Link(one=one.id, other=other.id, relation=relation, score=round(score, 3), reasons=(Reason("words", ""),))
