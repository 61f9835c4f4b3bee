"""What a change has changed, kept until the page after it is shown, and for some time."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Annotated

from fastapi import Depends, Request

from marsad.linking.people.grading import Regraded
from marsad.linking.stored.changes import Change

_MOST = 500  # notices that a server keeps; the oldest goes first
_LETTERS = 32  # of a token


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """A form that takes something back: where it is sent, and what stands in it."""

    path: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done: a key of the words of ``judging.done``, of whom or what, and what came of it.

    ``later`` says that propositions are joined anew in the background, so that nothing of that is
    told here.
    """

    what: str
    about: str = ""
    changes: tuple[Change, ...] = ()
    regraded: tuple[Regraded, ...] = ()
    undo: Undo | None = None
    later: bool = False
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """What was done lately, by tokens that stand in an address (``?done=…``)."""

    _kept: OrderedDict[str, Done] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, done: Done) -> str:
        """The token of what was done."""
        token = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[token] = done
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return token

    def find(self, token: str) -> Done | None:
        """What was done; ``None`` where it is long ago or the server was started since."""
        return self._kept.get(token[:_LETTERS])


def _notices(request: Request) -> Notices:
    notices: Notices = request.app.state.notices
    return notices


def done_of(request: Request) -> Done | None:
    """What was done before this page, where its address says so."""
    token = request.query_params.get("done")
    return None if token is None else _notices(request).find(token)


AtNotices = Annotated[Notices, Depends(_notices)]
