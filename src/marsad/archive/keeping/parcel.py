"""The file of an export: a zip of lines of JSON, with a manifest that tells what is in it.

Read as from a stranger: nothing of it is unpacked to the disk, no more is read than the manifest
says, and all of it is compared with the manifest before anything is done with it.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import cast

from marsad.archive.advance import Advance, silent
from marsad.archive.connection import ArchiveError
from marsad.archive.keeping.members import VERSIONS
from marsad.archive.layout import LATEST
from marsad.codec import from_json, from_plain, to_plain
from marsad.version import __version__

FORMAT, VERSION = "marsad export", max(VERSIONS)
MANIFEST = "manifest.json"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first time that a zip can hold: the same rows, the same file
_PIECE = 1 << 20  # bytes read at once
_MOST_MANIFEST = 1 << 20  # bytes; ours have about two thousand
_MOST_LINE = 400 << 20  # bytes: the largest file of the intake, 256 MiB, in base64
# Unpacked to packed: exports of news have 4 to 8, one repeated word 1,032.
_MOST_RATIO = 200
_FREE = 16 << 20  # bytes below which a ratio tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file of the zip as the manifest has it; ``hash`` is the BLAKE2b-256 of its bytes."""

    rows: int
    bytes: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is in an export, and who made it."""

    format: str
    version: int
    program: str
    layout: str
    files: dict[str, Part]


class ParcelWriter:
    """An export while it is written."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._parts: dict[str, Part] = {}

    def __enter__(self) -> ParcelWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, name: str, lines: Iterable[bytes]) -> None:
        """Write a file of lines, each with its end, as they come."""
        digest, rows, size = blake2b(digest_size=32), 0, 0
        with self._zip.open(_entry(name), "w", force_zip64=True) as file:
            for line in lines:
                file.write(line)
                digest.update(line)
                rows += 1
                size += len(line)
        self._parts[name] = Part(rows=rows, bytes=size, hash=digest.hexdigest())

    def end(self) -> Manifest:
        """Write the manifest."""
        manifest = Manifest(
            format=FORMAT,
            version=VERSION,
            program=__version__,
            layout=LATEST,
            files=dict(sorted(self._parts.items())),
        )
        told = json.dumps(to_plain(manifest), indent=1) + "\n"
        self._zip.writestr(_entry(MANIFEST), told)
        return manifest


def _is_export(names: Collection[str]) -> bool:
    return any(names == {MANIFEST, *files} for files in VERSIONS.values())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class ParcelReader:
    """An export that is read, and its manifest.

    Raises:
        ArchiveError: the file is no export, or not whole; the message says why.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise self._refuse(f"is no export of Marsad ({error})") from error
        except OSError as error:
            raise ArchiveError(f"{path}: {error.strerror or error}; name an export") from error
        try:
            self.manifest = self._open()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> ParcelReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _open(self) -> Manifest:
        entries = {entry.filename: entry for entry in self._zip.infolist()}
        if len(entries) != len(self._zip.infolist()) or not _is_export(entries.keys()):
            odd = sorted(entries.keys() ^ {MANIFEST, *VERSIONS[VERSION]})
            raise self._refuse(f"holds other files than an export ({', '.join(odd)[:200]!a})")
        if entries[MANIFEST].file_size > _MOST_MANIFEST:
            raise self._refuse("its manifest is too large")
        manifest = self._read_manifest()
        if entries.keys() != {MANIFEST, *manifest.files}:
            raise self._refuse("holds other files than its manifest says")
        if any(entries[name].file_size != part.bytes for name, part in manifest.files.items()):
            raise self._refuse("its files have other sizes than the manifest says")
        whole = sum(entry.file_size for entry in entries.values())
        if whole > _FREE + _MOST_RATIO * self.path.stat().st_size:
            raise self._refuse(f"unpacks to {whole >> 20:,} MB, more than an export can")
        return manifest

    def _read_manifest(self) -> Manifest:
        raw = b"".join(self._pieces(MANIFEST, _MOST_MANIFEST))
        try:
            plain = from_json(raw)
            if isinstance(plain, dict) and plain.get("version") not in (None, *VERSIONS):
                newer = f"has version {plain['version']!a:.20} of the format, not {VERSION}"
                raise self._refuse(newer, "use the Marsad that made it, or a newer one")
            manifest = from_plain(plain, Manifest)
        except ValueError as error:
            raise self._refuse(f"its manifest cannot be read ({error})") from error
        if manifest.format != FORMAT or manifest.files.keys() != VERSIONS.get(manifest.version):
            raise self._refuse("its manifest is not that of an export")
        return manifest

    def verify(self, advance: Advance = silent) -> None:
        """Read all of it, and compare it with the manifest.

        Raises:
            ArchiveError: something differs.
        """
        done, whole = 0, sum(part.bytes for part in self.manifest.files.values())
        for name, part in self.manifest.files.items():
            digest, rows = blake2b(digest_size=32), 0
            for piece in self._pieces(name, part.bytes):
                digest.update(piece)
                rows += piece.count(b"\n")
                done += len(piece)
                advance("bytes compared", done, whole)
            if (digest.hexdigest(), rows) != (part.hash, part.rows):
                raise self._refuse(f"{name} is not what the manifest says")

    def _pieces(self, name: str, most: int) -> Iterator[bytes]:
        """A file of the zip, and never more of it than is said."""
        try:
            with self._zip.open(name) as file:
                while piece := file.read(_PIECE):
                    most -= len(piece)
                    if most < 0:
                        raise self._refuse(f"{name} is longer than it says")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
            raise self._refuse(f"{name} cannot be read ({error})") from error

    def lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        """The lines of a file that was verified, counted from 1."""
        with self._zip.open(name) as file:
            buffered = io.BufferedReader(cast(io.RawIOBase, file), _PIECE)
            for number in range(1, self.manifest.files[name].rows + 1):
                line = buffered.readline(_MOST_LINE)
                if not line.endswith(b"\n"):
                    raise self._refuse(f"{name}:{number}: a line of more than 400 MiB")
                yield number, line

    def _refuse(self, why: str, remedy: str = "export it again") -> ArchiveError:
        return ArchiveError(f"{self.path}: {' '.join(why.split())}; {remedy}")
