"""Answers kept on disk, by what was asked: the same question is paid for once.

Each stands in a file of its own, that appears only when it is whole. A file that cannot be read is
as good as none, and a folder that cannot be written costs the keeping and nothing else.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from marsad.codec import from_json, to_json

_LARGEST = 4 << 20  # bytes of a file that is looked into; answers have kilobytes


class Kept(NamedTuple):
    """An answer in the model's own words; ``cut`` when it ended before its end."""

    answer: str
    cut: bool = False


class Cache:
    """A folder of answers, or nothing that keeps anything where ``folder`` is ``None``."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, key: str) -> Kept | None:
        """The answer that was kept for a question."""
        path = self._path(key)
        if path is None:
            return None
        try:
            if path.stat().st_size > _LARGEST:
                return None
            kept = from_json(path.read_bytes())
        except (OSError, ValueError):
            return None
        if not isinstance(kept, dict) or kept.get("key") != key:
            return None
        answer = kept.get("answer")
        return Kept(answer, bool(kept.get("cut"))) if isinstance(answer, str) else None

    def store(self, key: str, kept: Kept) -> None:
        """Keep an answer, for nobody else's eyes: it tells what was read."""
        path = self._path(key)
        if path is None:
            return
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix="new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(to_json({"key": key, **kept._asdict()}))
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)

    def _path(self, key: str) -> Path | None:
        return None if self._folder is None else self._folder / key[:2] / f"{key}.json"


def default_folder(environment: dict[str, str]) -> Path:
    """Where answers are kept if nobody says otherwise: the user's own folder for such things."""
    home = environment.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(home) / "marsad" / "llm"
