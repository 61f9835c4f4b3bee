"""DOCX files: stands in until their reader comes."""

from __future__ import annotations

from marsad.intake.failures import Unreadable
from marsad.intake.originals import Extract


def read_docx(data: bytes) -> Extract:  # noqa: ARG001
    raise Unreadable("a DOCX file, which this version does not read")
