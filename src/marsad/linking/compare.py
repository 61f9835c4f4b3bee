from __future__ import annotations
from marsad.linking.likeness import liken
from marsad.linking.nouns import Link, Reason, Relation, Statement
def features(one, other):
    l = liken(one, other)._asdict(); del l["terms"]
    l["polar"] = float(one.negative != other.negative)
    l["status"] = float(one.status != other.status)
    ps = set(one.places), set(other.places)
    l["places"] = float(bool(ps[0]) and bool(ps[1]) and not ps[0] & ps[1])
    return l
def compare(one, other):
    raise NotImplementedError
