"""Zip archives, member by member, in memory: nothing is written to the disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import IO, cast

from marsad.intake import limits
from marsad.intake.articles import Given
from marsad.intake.failures import Failure, Unreadable
from marsad.intake.originals import Original
from marsad.intake.sources import Budget, Exhausted, Found, Reader, Source, open_counted

SIGNATURES = (b"PK\x03\x04", b"PK\x05\x06")
_BROKEN = "a broken zip archive; pack or download it again"
_OFFICE = (  # members that tell what a zip really is, and what to do with it
    ("word/document.xml", None),
    ("content.xml", None),
    ("xl/workbook.xml", "an Excel file; save its sheet as CSV"),
    ("ppt/presentation.xml", "a PowerPoint file; save its text as DOCX or plain text"),
    ("META-INF/container.xml", "an EPUB book; save its text as DOCX, PDF or plain text"),
)
_END, _END64 = b"PK\x05\x06", b"PK\x06\x06"
_END_REACH = (1 << 16) + 128  # the last record and the longest comment behind it
# What zipfile raises for members that are cut, damaged, or packed in a way that it does not know.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, struct.error)


def is_office(file: IO[bytes]) -> str | None:
    """The member that makes a zip a Word or OpenDocument text; ``None`` of any other zip.

    Raises ``Unreadable`` for the other office files.
    """
    with _open(file) as archive:
        names = set(archive.namelist())
    if "mimetype" not in names and "[Content_Types].xml" not in names:
        return None
    for name, message in _OFFICE:
        if name in names:
            if message is not None:
                raise Unreadable(message)
            return name
    return None


def read_zip(file: IO[bytes], source: Source, given: Given, read: Reader) -> Iterator[Found]:
    """All members that can be read, in the order of the archive."""
    size = file.seek(0, io.SEEK_END)
    source = replace(source, budget=source.budget or Budget(size))
    with _open(file) as archive:
        members = [one for one in archive.infolist() if not _is_hidden(one)]
        if len(members) > limits.MAX_MEMBERS:
            raise Unreadable(f"more than {limits.MAX_MEMBERS:,} members; split it into several")
        if not members:
            raise Unreadable("an archive that holds no files; leave it out")
        for member in members:
            place = f"{source.place}: {_name(member)}"
            try:
                yield from _read_member(archive, member, source, given, read)
            except Exhausted:
                raise
            except Unreadable as error:
                yield Failure(place, str(error))


def _read_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, given: Given, read: Reader
) -> Iterator[Found]:
    if member.flag_bits & 1:
        raise Unreadable("locked with a password; unpack it and name the folder")
    about = Original(data=b"", place=f"{source.place}: {_name(member)}")
    inside = source.member(about, _name(member))
    try:
        with cast(zipfile.ZipExtFile, archive.open(member)) as opened:
            take = cast(Callable[[int], bytes], opened.read1)  # the abstract type has no read1
            yield from read(open_counted(take, source.budget), inside, given)
    except (NotImplementedError, RuntimeError) as error:
        raise Unreadable("packed in a way that is not read; pack it anew as a plain zip") from error
    except _FAULTS as error:
        raise Unreadable("broken inside the archive; pack or download it again") from error


def _open(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive, after a look at how long its list of members is."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - _END_REACH))
    tail = file.read(_END_REACH)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise Unreadable(_BROKEN)
    listed: int = struct.unpack_from("<I", tail, at + 12)[0]
    wide = tail.rfind(_END64)
    if listed == 0xFFFFFFFF and wide >= 0 and len(tail) >= wide + 56:
        listed = struct.unpack_from("<Q", tail, wide + 40)[0]
    if listed > limits.MAX_DIRECTORY:
        raise Unreadable(f"more than {limits.MAX_MEMBERS:,} members; split it into several")
    try:
        return zipfile.ZipFile(file)
    except (*_FAULTS, NotImplementedError) as error:
        raise Unreadable(_BROKEN) from error


def _is_hidden(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems put beside files (``.DS_Store``, ``__MACOSX``)."""
    parts = _name(member).split("/")
    folder = member.filename.endswith("/")  # `is_dir` fails where a broken list names a member ""
    return folder or "__MACOSX" in parts or parts[-1].startswith(".")


def _name(member: zipfile.ZipInfo) -> str:
    """The name in messages: on one line, no longer than people read."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in member.filename)[:300]
