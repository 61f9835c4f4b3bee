"""The words that a sentence puts in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from marsad.model import Span

_PAIRS = re.compile('«([^«»]+)»|“([^“”]+)”|"([^"]+)"')
_CUT = re.compile(r"\s*(?:…|\[[^\]]*\])\s*")  # where words are left out, or put in by the editor


def quotations(text: str) -> Iterator[tuple[Span, str]]:
    """Each run of words that is quoted, with the place of its quotation; words left out part it."""
    for hit in _PAIRS.finditer(text):
        quoted = next(part for part in hit.groups() if part is not None)
        yield from ((Span(*hit.span()), part) for part in _CUT.split(quoted) if part.strip())
