"""Marsad (مرصد): who says what, on whose word.

>>> import marsad
>>> for document in marsad.read("article.txt"):          # doctest: +SKIP
...     for claim in marsad.analyse(document).claims:
...         print(claim.chain[-1].name, claim.stance)

Positions are Unicode code points of ``Document.text``, end exclusive. ``None`` means unknown.
Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from marsad.version import __version__

if TYPE_CHECKING:
    from marsad.analysis.analyse import analyse
    from marsad.archive.observatory import Observatory
    from marsad.intake.documents import read
    from marsad.model import (
        Analysis,
        Attribution,
        Basis,
        Calendar,
        Claim,
        Document,
        Kind,
        Mention,
        Mode,
        Note,
        Span,
        Stance,
        TimeExpression,
        TimeType,
        Voice,
    )

_HOMES = {
    "Observatory": "marsad.archive.observatory",
    "analyse": "marsad.analysis.analyse",
    "read": "marsad.intake.documents",
}

__all__ = [
    "Analysis",
    "Attribution",
    "Basis",
    "Calendar",
    "Claim",
    "Document",
    "Kind",
    "Mention",
    "Mode",
    "Note",
    "Observatory",
    "Span",
    "Stance",
    "TimeExpression",
    "TimeType",
    "Voice",
    "__version__",
    "analyse",
    "read",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'marsad' has no attribute {name!r}")
    return getattr(import_module(_HOMES.get(name, "marsad.model")), name)


def __dir__() -> list[str]:
    return __all__
