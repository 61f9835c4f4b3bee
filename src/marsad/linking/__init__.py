"""Linking: the same claim, its origins, and its denials.

``join`` joins readings in memory, ``Linked`` what an archive holds; docs/linking.md has the tour.

>>> from marsad import Observatory
>>> from marsad.linking import Linked
>>> with Observatory("marsad.db") as observatory:                   # doctest: +SKIP
...     Linked(observatory).update()
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from marsad.linking.joined import Joined, join
    from marsad.linking.stored.linked import Linked

_HOMES = {
    "Joined": "marsad.linking.joined",
    "Linked": "marsad.linking.stored.linked",
    "join": "marsad.linking.joined",
}

__all__ = ["Joined", "Linked", "join"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'marsad.linking' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
