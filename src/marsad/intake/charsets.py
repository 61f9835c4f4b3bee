"""The characters of a web page, whose label may lie about them."""

from __future__ import annotations

import codecs
import re

from marsad.intake.decoding import decode_text, is_arabic, make_inert
from marsad.intake.failures import Unreadable

# Labels that browsers know and Python calls otherwise; all others must be codecs of text.
_LABELS = {
    "latin1": "cp1252",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "x-sjis": "cp932",
    "x-mac-arabic": "mac_arabic",
}
# Half of the bytes of UTF-16 are the high ones: 0 for signs and Latin letters, 6 for Arabic ones.
_HIGH = 0.2
# Names of what news is written in; Python's other codecs (utf-7, idna, escapes) are never asked.
_NEWS = re.compile(
    r"(?:utf-8|cp\d+|windows-\d+|iso8859-\d+|koi8-[rut]|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|mac[-_]\w+)"
)
_META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE
)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
# Browsers look at the first 1,024 bytes; pages with long comments before the label exist.
_HEAD = 8_192
_SAMPLE = 65_536
# Of a page whose label is right, a few bytes may be broken; of another encoding, each letter is.
_BROKEN = 0.02


def decode_page(raw: bytes, told: str | None = None) -> str:
    """The characters of a page; ``told`` is the label that the server gave.

    Bytes that are right UTF-8 are that, whatever the labels say; then the labels are tried, then
    Windows-1256. A broken byte becomes U+FFFD. Raises ``Unreadable`` for what is no text at all.
    """
    if is_utf16(raw[:_HEAD]):
        return make_inert(decode_text(raw))
    plain = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return make_inert(plain.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if is_arabic(_letters(plain).decode("cp1256")):
        return make_inert(plain.decode("cp1256"))
    for label in (told, *_labels(plain[:_HEAD])):
        text = _try(plain, label)
        if text is not None:
            return make_inert(text)
    text = plain.decode("utf-8", "replace")
    if _is_broken(text):
        raise Unreadable("not text in the encoding that it names; save the page as UTF-8")
    return make_inert(text)


def is_utf16(head: bytes) -> bool:
    """Whether bytes are marked as UTF-16, or have what it has beside each sign and letter."""
    marked = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or head.count(0) + head.count(6) > _HIGH * len(head)


def _letters(raw: bytes) -> bytes:
    """What stands between the tags at a page's heart, of which the encoding can be seen."""
    if raw.isascii():
        return b""
    start = max(
        0, next((n for n in range(0, len(raw), 4096) if not raw[n : n + 4096].isascii()), 0)
    )
    text = re.sub(rb"<[^<>]*>|[\x00-\x40\x5b-\x60\x7b-\x7f]+", b" ", raw[start : start + _SAMPLE])
    return b" ".join(word for word in text.split() if not word.isascii())


def _labels(head: bytes) -> list[str]:
    found = [match[1] for match in (_XML.search(head), _META.search(head)) if match]
    return [label.decode("ascii") for label in found]


def _try(raw: bytes, label: str | None) -> str | None:
    """The text by one label; ``None`` where it names no encoding of news, or a wrong one."""
    if label is None:
        return None
    try:
        name = codecs.lookup(_LABELS.get(label.lower(), label)).name
    except (LookupError, ValueError):
        return None
    name = _LABELS.get(name, name)
    if not _NEWS.fullmatch(name):
        return None
    text = raw.decode(name, "replace")
    return None if _is_broken(text) else text


def _is_broken(text: str) -> bool:
    foreign = sum(map(text.count, "\ufffd\x00"))
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return foreign > max(2, _BROKEN * len(text), 0.5 * beyond)


def decode_piece(raw: bytes) -> str:
    """A line in UTF-8 or Windows-1256; broken bytes become U+FFFD."""
    try:
        return make_inert(raw.decode("utf-8"))
    except UnicodeDecodeError:
        arabic = is_arabic(_letters(raw).decode("cp1256"))
        return make_inert(raw.decode("cp1256") if arabic else raw.decode("utf-8", "replace"))
