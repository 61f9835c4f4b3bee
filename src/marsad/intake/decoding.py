"""Bytes to text in UTF-8, UTF-16 or Windows-1256, or a reason why not.

Nothing is stripped but a leading byte order mark, so that positions are those of the text as read.
"""

from __future__ import annotations

import codecs
import re

from marsad.intake.failures import Unreadable

_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (also DOCX, ODT and EPUB are)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive inside another"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)

# Bytes that no news text in one-byte letters or UTF-8 has, but UTF-16 has in every word or space.
_WIDE = re.compile(rb"[\x00\x06]")
_USUAL = re.compile(
    r"[\t\n\r\x20-\x7e\xa0-\u024f\u0600-\u06ff\u0750-\u077f\u2000-\u206f\ufb50-\ufdff\ufe70-\ufeff]"
)
_SAMPLE = 16_384
# Of UTF-16 read in the wrong order 0.03 are usual, of random bytes 0.4, of the shortest news 0.9.
_USUAL_SHARE = 0.8

_LETTER_1256 = re.compile(r"[\u0621-\u063a\u0640-\u0652\u067e\u0686\u0688\u0691\u0698\u06a9\u06af]")
_COMMON_1256 = re.compile("[لمنوي]")
# The five make up 0.35 of the letters of Arabic news; of KOI8-R read as Windows-1256, next to none.
_COMMON_SHARE = 0.15
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e]")
_LATIN_1256 = re.compile(r"[A-Za-zàâçèéêëîïôùûü]")
_GLUED = re.compile(f"{_LETTER_1256.pattern}{_LATIN_1256.pattern}")
_FRENCH = re.compile(r"[àâçèéêëîïôùûü\xa0،؛؟«»“”‘’–—…°\u200c-\u200f]")
_REPLACED = re.compile("[\0\ud800-\udfff]")


def name_binary(head: bytes) -> str | None:
    """What the first bytes of a file say it is, when that is nothing to read as text."""
    name = name_signature(head)
    if name is not None:
        return name
    return "a web page" if _WEB_PAGE.match(head.removeprefix(codecs.BOM_UTF8)) else None


def name_signature(head: bytes) -> str | None:
    """The kind of file that the very first bytes tell."""
    return next((name for mark, name in _SIGNATURES if head.startswith(mark)), None)


def is_wide(head: bytes) -> bool:
    """Whether the first bytes of a file look like UTF-16."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    return head.startswith(marks) or _WIDE.search(head) is not None


def decode(raw: bytes) -> str:
    """The text in ``raw``; U+0000 and lone surrogates become U+FFFD, one for one.

    Raises ``Unreadable`` that says what the bytes look like and what to do.
    """
    name = name_binary(raw[:512])
    if name is not None:
        raise Unreadable(f"looks like {name}, not like text; save the article as plain UTF-8 text")
    return make_inert(decode_text(raw))


def make_inert(text: str) -> str:
    """U+0000 and lone surrogates replaced by U+FFFD, one for one."""
    return _REPLACED.sub("\ufffd", text)


def decode_text(raw: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if raw.startswith(mark):
            return _decode_wide(raw[2:], encoding)
    raw = raw.removeprefix(codecs.BOM_UTF8)
    if _WIDE.search(raw[:_SAMPLE]):
        return _decode_guessing(raw)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_otherwise(raw, error)


def _decode_wide(raw: bytes, encoding: str) -> str:
    """UTF-16; half a character at the end, as a cut-off copy has, becomes U+FFFD."""
    text = raw[: len(raw) & ~1].decode(encoding, "surrogatepass")
    return text + "\ufffd" if len(raw) % 2 else text


def _decode_guessing(raw: bytes) -> str:
    """Text with zero bytes: the reading with the most usual characters, if they are enough."""
    sample = raw[:_SAMPLE]
    readings = {
        "utf-8": sample.decode("utf-8", "replace"),
        "utf-16-le": _decode_wide(sample, "utf-16-le"),
        "utf-16-be": _decode_wide(sample, "utf-16-be"),
    }
    shares = {name: len(_USUAL.findall(text)) / len(text) for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _USUAL_SHARE:
        raise Unreadable("looks like a binary file, not like text; save it as plain UTF-8 text")
    if best != "utf-8":
        return _decode_wide(raw, best)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_otherwise(raw, error)


def _decode_otherwise(raw: bytes, error: UnicodeDecodeError) -> str:
    """What is no strict UTF-8: surrogates written as bytes, or Windows-1256."""
    try:
        return raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = raw.decode("cp1256")
        if is_arabic(text[:_SAMPLE]):
            return text
    line = raw.count(b"\n", 0, error.start) + 1
    raise Unreadable(
        f"not text in UTF-8, UTF-16 or Windows-1256: byte {error.start} (line {line}) fits none; "
        "save the file as UTF-8"
    ) from error


def is_arabic(text: str) -> bool:
    """Whether a Windows-1256 reading is Arabic news, not another code page or broken UTF-8.

    Every byte has a letter in Windows-1256, so the letters must be those that Arabic news has.
    UTF-8 read so alternates between two letters and signs, and its share is about 0.6; Cyrillic
    code pages glue Arabic and Latin letters together, or lack the commonest letters.
    """
    arabic = len(_LETTER_1256.findall(text))
    plain = len(_PLAIN.findall(text))
    usual = arabic + plain + len(_FRENCH.findall(text))
    foreign = len(_LATIN_1256.findall(text)) + 20 * len(_GLUED.findall(text))
    if len(_COMMON_1256.findall(text)) < _COMMON_SHARE * arabic:
        return False
    return arabic > foreign and usual >= _USUAL_SHARE * len(text)
