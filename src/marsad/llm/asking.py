"""Questions to a language model at an address that somebody named, and nothing else.

Any server will do that speaks the chat completions of OpenAI, as those of models on one's own
machine do: so the address may be a private one, since a person gave it and no text did. It is the
only one that is asked: redirects are not followed, and proxies of the environment are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from marsad.intake.answers import read_wait
from marsad.intake.clock import CLOCK, Clock, Countdown
from marsad.intake.connections import explain, open_client, troubles
from marsad.intake.failures import Busy, Unreachable, Unreadable
from marsad.intake.guard import Limits, check_address, is_public
from marsad.llm.prompt import SCHEMA, Message
from marsad.llm.tally import Used
from marsad.version import __version__

if TYPE_CHECKING:
    import httpx2

_PATH = "/chat/completions"
_TRIES = 4
_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds before the second try, twice as long before each next
_LETTERS = 2  # letters a token has at least, in Arabic; to reckon by where a server does not count
_MOST_TOKENS = 10_000_000  # of one call; a server that tells of more is not believed
_HEADERS = {
    "User-Agent": f"Marsad/{__version__}",
    "Accept": "application/json",
    "Accept-Encoding": "identity",
}
_CLOSED = {
    401: "the key is not accepted (401); set MARSAD_LLM_KEY",
    402: "the account there has no money left (402)",
    403: "the key may not use this model (403); ask whoever gave it",
    404: "no such model, or no such address (404); look at --llm-model and --llm-url",
    405: "it takes no questions (405); look at --llm-url",
}
_UNKNOWN_KEYS = frozenset({400, 415, 422, 500, 501})  # what servers say to a key they do not know
_LATER = "; try again later"
_REMEDY = "look whether the model's server runs, or read without --reader llm"
_PLAIN_TEXT = "the key would go to a public address in plain text; give one that begins with https"

# A model on a laptop's own processor takes minutes for an answer of some thousand tokens.
_LIMITS = Limits(size=4 << 20, connect=10.0, read=300.0, whole=300.0)


class NoAnswer(Exception):
    """This question has no answer; others may have one. The text says why, in one line."""


class Closed(Exception):
    """No question will be answered. The text says why, in one line that names the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where a model is asked: the address, the name of the model, the key if it wants one.

    ``limits`` bound one call: bytes of the answer, seconds of silence, seconds in all.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    limits: Limits = _LIMITS


class Answer(NamedTuple):
    """What a model said, what it took, and whether it was cut off before its end."""

    text: str
    used: Used
    cut: bool


class Line:
    """A way to a service, for one thread at a time."""

    def __init__(self, service: Service, *, clock: Clock = CLOCK) -> None:
        """Raises ``Closed`` for an address that cannot be asked."""
        self._service, self._clock, self._time = service, clock, Countdown(clock)
        try:
            address = check_address(service.url)
        except Unreadable as error:
            raise Closed(str(error)) from error
        path = address.path.rstrip("/")
        path = path if path.endswith(_PATH) else path + _PATH
        self._address = address.copy_with(path=path)
        headers = dict(_HEADERS)
        if service.key is not None:
            headers["Authorization"] = f"Bearer {service.key}"
        self._client = open_client(self._may_reach, self._time, service.limits, headers)
        self._troubles = troubles()
        self._schema = True
        self.reached = False

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def ask(self, messages: Sequence[Message], most: int) -> Answer:
        """The answer to a talk, of ``most`` tokens. Tries again what may pass.

        Raises:
            NoAnswer: not to this question.
            Closed: not to any.
        """
        told = ""
        for attempt in range(_TRIES):
            if attempt:
                self._clock.sleep(self._pause)
            try:
                answer = self._ask_plainer(messages, most)
            except Unreachable as error:
                told = str(error).removesuffix(_LATER)
                if not self.reached and attempt:
                    raise Closed(f"{told}; {_REMEDY}") from error
                wait = error.retry_after if error.retry_after is not None else _WAIT * 2**attempt
                self._pause = min(wait, _LONGEST_WAIT)
                continue
            except Unreadable as error:
                raise Closed(str(error)) from error
            self.reached = True
            return answer
        raise NoAnswer(f"{told} ({_TRIES} tries)")

    _pause = _WAIT

    def _ask_plainer(self, messages: Sequence[Message], most: int) -> Answer:
        """Ask with a schema; servers that do not know what that is are asked without."""
        if self._schema:
            try:
                return self._ask_once(messages, most)
            except _NotUnderstood:
                self._schema = False
        try:
            return self._ask_once(messages, most)
        except _NotUnderstood as error:
            raise NoAnswer(f"the server does not take the question ({error})") from error

    def _ask_once(self, messages: Sequence[Message], most: int) -> Answer:
        body: dict[str, Any] = {"model": self._service.model, "messages": list(messages)}
        if self._schema:
            form = {"name": "attributions", "strict": True, "schema": SCHEMA}
            body |= {"temperature": 0, "max_tokens": most}
            body |= {"response_format": {"type": "json_schema", "json_schema": form}}
        data = json.dumps(body, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        self._time.left = self._service.limits.whole
        try:
            with (
                self._time,
                self._client.stream(
                    "POST", self._address, content=data, headers=headers
                ) as response,
            ):
                self._check(response)
                raw = self._read(response)
        except self._troubles as error:
            self._time.left = max(self._time.left, 0.0)
            limits = self._service.limits
            raise (explain(error, limits) if self._time.left else self._time.over()) from error
        return _answer(raw, len(data), self._service.limits)

    def _check(self, response: httpx2.Response) -> None:
        """Raise what a status other than success means."""
        status = response.status_code
        if status == 200:
            return
        self.reached = True
        if status in _CLOSED:
            raise Closed(_CLOSED[status])
        if 300 <= status < 400:
            raise Closed(f"it sends on to another address ({status}); give that one itself")
        if status in _UNKNOWN_KEYS and (self._schema or status < 500):
            raise _NotUnderstood(status)
        if status >= 500 or status in (408, 425, 429):
            wait = read_wait(response.headers.get("retry-after"), self._clock.now())
            raise Busy(f"the server is busy or failed ({status})", wait)
        raise NoAnswer(f"the server answers {status}")

    def _read(self, response: httpx2.Response) -> bytes:
        """The bytes of an answer, as many as there may be."""
        if response.headers.get("content-encoding", "identity").strip().lower() != "identity":
            raise NoAnswer("the answer comes packed, which was not asked for")
        body = bytearray()
        for piece in response.iter_raw():
            self._time.check()
            body += piece
            if len(body) > self._service.limits.size:
                raise NoAnswer(f"an answer of more than {self._service.limits.size >> 20} MiB")
        return bytes(body)

    def _may_reach(self, address: str) -> bool:
        """Any address may be asked, since a person named it; a key goes only where none reads."""
        if self._service.key and self._address.scheme == "http" and is_public(address):
            raise Closed(_PLAIN_TEXT)
        return True


class _NotUnderstood(Exception):
    """The server did not take the question as it was put; its text is the status."""


def _answer(raw: bytes, asked: int, limits: Limits) -> Answer:
    """The words in an answer. Raises ``NoAnswer`` for what has none."""
    try:
        data = json.loads(raw)
        choice = data["choices"][0]
        content = choice["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise NoAnswer("the answer is not of the form of chat completions") from error
    if isinstance(content, list):
        parts = (one.get("text") for one in content if isinstance(one, dict))
        content = "".join(one for one in parts if isinstance(one, str))
    if not isinstance(content, str) or not content.strip():
        raise NoAnswer("the model gave no words")
    used = _read_usage(data.get("usage"), asked, len(content))
    return Answer(content[: limits.size], used, choice.get("finish_reason") == "length")


def _read_usage(told: Any, asked: int, said: int) -> Used:
    """The tokens as the server counts them, or reckoned from the letters."""
    usage = told if isinstance(told, dict) else {}
    given, taken = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    if given is None or taken is None:
        return Used(reckon(asked), reckon(said), guessed=True)
    return Used(given, taken)


def _count(told: Any) -> int | None:
    return told if type(told) is int and 0 <= told <= _MOST_TOKENS else None


def reckon(letters: int) -> int:
    """About how many tokens so many letters are, rather too many than too few."""
    return -(-letters // _LETTERS)
