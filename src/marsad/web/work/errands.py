"""What is to be done beside the server, how far it is, and what came of it. Plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from marsad.intake.articles import Given
from marsad.linking.stored.coming import Came

_NOTHING_SAID, _NOTHING_JOINED = Given(), Came()


class Kind(StrEnum):
    """Sorts of errands."""

    FILES = "files"
    ADDRESSES = "addresses"
    RETRY = "retry"
    WATCH = "watch"
    REREAD = "reread"
    LINK = "link"


class Upload(NamedTuple):
    """A file that came by the browser: where it lies for now, and what it is called."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """Something to be done.

    ``named`` are addresses, inputs to be tried again, or the file of feeds; ``fetch`` whether pages
    that files name are fetched too; ``every`` whether all is read again.
    """

    number: int = 0
    kind: Kind
    person: str = ""
    named: tuple[str, ...] = ()
    files: tuple[Upload, ...] = ()
    given: Given = _NOTHING_SAID
    fetch: bool = False
    every: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an errand is.

    ``step`` is ``reading`` or ``linking``; ``done`` of ``total`` documents (0: not known).
    ``counts`` tell what became of documents: new, changed, same, failed, read.
    """

    step: str = "reading"
    done: int = 0
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an errand; ``fault`` says why it ended early, ``stopped`` that a person did."""

    counts: Mapping[str, int] = field(default_factory=dict)
    came: Came = _NOTHING_JOINED
    stopped: bool = False
    fault: str | None = None
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An errand that was begun; times are ISO 8601 in UTC."""

    errand: Errand
    began: str
    ended: str | None = None
    progress: Progress = field(default_factory=Progress)
    report: Report | None = None


class Board(NamedTuple):
    """All that is to be seen of the work: the latest first among the past."""

    now: Task | None
    waiting: tuple[Errand, ...]
    past: tuple[Task, ...]
    watching: str | None = None
