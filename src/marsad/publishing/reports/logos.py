"""Logos of reports: pictures that somebody hands over, and that may do nothing but be seen."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from lxml import etree  # type: ignore[import-untyped]

LARGEST = 1 << 20  # bytes; a logo that is drawn has some thousands
_ELEMENTS_MOST, _REPEATED_MOST = 5_000, 20  # of a drawing, and of what repeats parts of it
_WIDEST = 4_000  # pixels of a side; more is a photograph, or made to fill the memory
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# All that a drawing needs. Scripts, styles, links, animations and whole pages inside it are left.
_ELEMENTS = frozenset(
    {
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "defs", "linearGradient", "radialGradient", "stop", "clipPath"),
        *("mask", "use", "title", "desc", "symbol"),
    }
)
_REPEATING = frozenset({"use", "mask", "clipPath"})  # in each other they grow without end
_INSIDE = re.compile(r"#[\w.-]+")
_ADDRESS = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.I)


class LogoError(ValueError):
    """A logo that is not taken; the text names the file and says what is wrong."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture with its kind, ``png`` or ``svg``."""

    kind: str
    data: bytes

    @property
    def address(self) -> str:
        """The picture itself as an address, for a page that loads nothing."""
        media = {"png": "image/png", "svg": "image/svg+xml"}[self.kind]
        return f"data:{media};base64,{b64encode(self.data).decode()}"


def read_logo(path: Path) -> Logo:
    """A PNG, or an SVG that draws and does nothing else.

    Raises:
        LogoError: the file is not there, is something else, or is more than a drawing.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise LogoError(f"{path}: more than {LARGEST >> 20} MB; give a smaller logo")
        data = path.read_bytes()
    except OSError as error:
        raise LogoError(f"{path}: {error.strerror or error}; give a PNG or SVG file") from error
    try:
        return make_logo(data)
    except LogoError as error:
        raise LogoError(f"{path}: {error}") from error


def make_logo(data: bytes) -> Logo:
    """A logo of the bytes of a file.

    Raises:
        LogoError: it is neither PNG nor a plain SVG, or too large.
    """
    if len(data) > LARGEST:
        raise LogoError(f"more than {LARGEST >> 20} MB; give a smaller logo")
    if data.startswith(_PNG):
        wide, tall = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        if not (0 < wide <= _WIDEST and 0 < tall <= _WIDEST):
            raise LogoError(f"{wide} × {tall} pixels; at most {_WIDEST} each way")
        if not _is_whole(data):
            raise LogoError("a broken PNG; save it again")
        return Logo("png", data)
    return Logo("svg", _plain(data))


def _is_whole(data: bytes) -> bool:
    """Whether the parts of a PNG are as their sums say, to the last."""
    at = len(_PNG)
    while at + 12 <= len(data):
        long = int.from_bytes(data[at : at + 4], "big")
        kind, end = data[at + 4 : at + 8], at + 8 + long
        if int.from_bytes(data[end : end + 4], "big") != crc32(data[at + 4 : end]):
            return False
        if kind == b"IEND":
            return True
        at = end + 4
    return False


def _plain(data: bytes) -> bytes:
    """An SVG without comments and instructions, or a refusal."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data, re.I):
        raise LogoError("an SVG with a DOCTYPE; save it as plain SVG")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LogoError("neither a PNG nor an SVG file") from error
    if root.tag != f"{{{_SVG}}}svg":
        raise LogoError("neither a PNG nor an SVG file")
    repeated = 0
    for count, element in enumerate(root.iter(), 1):
        _check(element)
        repeated += etree.QName(element).localname in _REPEATING
        if count > _ELEMENTS_MOST or repeated > _REPEATED_MOST:
            raise LogoError("too many parts for a logo; save it as a PNG")
    return bytes(etree.tostring(root, encoding="utf-8"))


def _check(element: Any) -> None:
    name = etree.QName(element)
    if name.namespace != _SVG or name.localname not in _ELEMENTS:
        raise LogoError(f"<{name.localname}> may not stand in a logo; save it as plain SVG")
    for key, value in element.attrib.items():
        short = etree.QName(key).localname
        if short.lower().startswith("on"):
            raise LogoError(f"the attribute {short} is a script; save it as plain SVG")
        if (key == _XLINK or short == "href") and not _INSIDE.fullmatch(value):
            raise LogoError("it points to something outside of itself; save it as plain SVG")
        if _ADDRESS.search(value):
            raise LogoError(f"{short} points to something outside of itself; save it as plain SVG")
