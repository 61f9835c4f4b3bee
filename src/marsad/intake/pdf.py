"""PDF files: stands in until their reader comes."""

from __future__ import annotations

from marsad.intake.failures import Unreadable
from marsad.intake.originals import Extract


def read_pdf(data: bytes) -> Extract:  # noqa: ARG001
    raise Unreadable("a PDF file, which this version does not read")
