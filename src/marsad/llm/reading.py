"""Documents read by a model: split where they are long, asked about, and placed in their texts."""

from __future__ import annotations

import queue
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, TypeVar

from marsad.ids import content_id
from marsad.intake.clock import CLOCK, Clock
from marsad.intake.failures import Failure
from marsad.llm.aligning import Placed, place
from marsad.llm.answers import Said, parse
from marsad.llm.asking import Closed, Line, NoAnswer, Service, reckon
from marsad.llm.cache import Cache, Kept
from marsad.llm.prompt import Prompt, hand_over, load_prompt
from marsad.llm.tally import Spent, Tally
from marsad.model import Document, Note, Relation, Span, Told

# Letters of one question: an answer about as many is what small models give without an end.
_PIECE = 6_000
_ROOM = 1_000  # tokens of an answer besides one for each letter of the text
_IN_A_ROW = 5  # documents without an answer, after which nobody waits for more
_LISTEN = 0.5  # seconds; how often a wait looks up, for Ctrl-C can come just before it begins
_CUT = "the model's answer ended before its end; what stands behind may be unread"

T = TypeVar("T")


class _Piece(NamedTuple):
    start: int
    text: str


class ModelReader:
    """Reads documents by asking a service, several at a time.

    Args:
        service: where to ask.
        cache: where answers are kept.
        tally: what counts them, with the budget.
        parallel: questions in flight at once.
    """

    def __init__(
        self,
        service: Service,
        *,
        cache: Cache,
        tally: Tally,
        parallel: int = 4,
        clock: Clock = CLOCK,
    ) -> None:
        self.tally = tally
        self._service, self._cache, self._clock = service, cache, clock
        self._parallel = parallel
        self._prompt: Prompt = load_prompt()
        self._free: deque[Line] = deque()
        self._lines: list[Line] = []
        self._row = 0

    @property
    def name(self) -> str:
        """What ``engine`` says of this reader: the model, and the version of the prompt."""
        return reader_name(self._service.model, self._prompt)

    def close(self) -> None:
        """Let go of the connections."""
        for line in self._lines:
            line.close()

    def read(self, documents: Sequence[Document]) -> list[Told | Failure]:
        """What the model tells of each document, in their order; ``stream`` says what it raises."""
        return [told for _, told in self.stream(documents)]

    def stream(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Told | Failure]]:
        """Each document with what the model tells of it, in their order, as they are asked for.

        Raises:
            Closed: no question is answered any more; what came before stands.
        """
        flying: deque[tuple[Document, Callable[[], Told | Failure]]] = deque()
        for document in documents:
            flying.append((document, _begin(self._tell, document)))
            if len(flying) >= self._parallel:
                yield self._land(*flying.popleft())
        while flying:
            yield self._land(*flying.popleft())

    def _land(
        self, document: Document, wait: Callable[[], Told | Failure]
    ) -> tuple[Document, Told | Failure]:
        told: Told | Failure
        try:
            told = wait()
        except Closed:
            raise
        except Exception as error:  # noqa: BLE001 - a fault of ours must not cost the batch
            told = Failure(document.id, f"fault in marsad, report it: {error!r}")
        self.tally.count(documents=1)
        if isinstance(told, Failure):
            self.tally.count(failed=1)
            self._row += 1
            if self._row >= _IN_A_ROW:
                raise Closed(f"{_IN_A_ROW} documents in a row without an answer: {told.message}")
        else:
            self._row = 0
        return document, told

    def _tell(self, document: Document) -> Told | Failure:
        """What the model tells of one document; whole, or a failure that says why not."""
        relations: list[Relation] = []
        notes: list[Note] = []
        refused: Counter[str] = Counter()
        located = 0
        try:
            for piece in _split(document.text):
                placed = self._read_piece(piece)
                relations += placed.relations
                notes += placed.notes
                refused += placed.refused
                located += placed.located
        except (NoAnswer, Spent) as error:
            spent = isinstance(error, Spent)
            what = "not asked" if spent else f"no reading by {self._service.model}"
            return Failure(document.id, f"{what}: {error}")
        self.tally.count(relations=len(relations), located=located)
        self.tally.count_refused(refused)
        return Told(self.name, tuple(relations), tuple(notes))

    def _read_piece(self, piece: _Piece) -> Placed:
        kept, said = self._said(piece.text)
        placed = place(piece.text, said, offset=piece.start)
        if not kept.cut:
            return placed
        end = piece.start + len(piece.text)
        start = max(one.content[-1].end for one in placed.relations) if placed.relations else end
        note = Note(span=Span(min(start, end - 1), end), code="model.cut", message=_CUT)
        return placed._replace(notes=(*placed.notes, note))

    def _said(self, text: str) -> tuple[Kept, tuple[Said, ...]]:
        """The relations that an answer tells, from the disk or from the model."""
        messages = (*self._prompt.messages, hand_over(text))
        key = content_id(self._service.model, self._prompt.version, text)
        kept = self._cache.load(key)
        said = parse(kept.answer) if kept is not None else None
        if kept is not None and said is not None:
            self.tally.count(kept=1)
            return kept, said
        most = _ROOM + len(text)
        asked = reckon(sum(len(one["content"]) for one in messages))
        with self.tally.hold(asked + most), self._line() as line:
            answer = line.ask(messages, most)
            self.tally.count_call(answer.used)
        said = parse(answer.text)
        if said is None:
            raise NoAnswer("the answer holds no list of attributions")
        kept = Kept(answer.text, answer.cut)
        self._cache.store(key, kept)
        return kept, said

    @contextmanager
    def _line(self) -> Iterator[Line]:
        """A way to the service that nobody else uses meanwhile."""
        try:
            line = self._free.pop()
        except IndexError:
            line = Line(self._service, clock=self._clock)
            line.reached = any(one.reached for one in self._lines)
            self._lines.append(line)
        try:
            yield line
        finally:
            self._free.append(line)


def reader_name(model: str, prompt: Prompt) -> str:
    """How a reader is called in ``engine``: one line without what could be taken for more."""
    shown = "".join(one for one in model if one.isprintable() and one not in ";()")[:100]
    return f"llm {shown}, prompt {prompt.version}"


def _begin(work: Callable[[Document], T], document: Document) -> Callable[[], T]:
    """Begin some work in a thread that nobody has to wait for at the end; gives what waits for it.

    Executors of the standard library are waited for, as long as a server lets one wait.
    """
    done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            done.put((work(document), None))
        except BaseException as error:  # noqa: BLE001 - raised by whoever waits for it
            done.put((None, error))

    threading.Thread(target=run, daemon=True).start()

    def wait() -> T:
        while True:
            try:
                value, error = done.get(timeout=_LISTEN)
                break
            except queue.Empty:
                continue
        if error is not None:
            raise error
        return value  # type: ignore[return-value]  # there is one where there is no error

    return wait


def _split(text: str) -> Iterator[_Piece]:
    """A text in pieces of a question's size, cut at the end of a line or a sentence."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _PIECE)
        if end < len(text):
            least = start + _PIECE // 2
            cuts = (text.rfind(mark, least, end) for mark in ("\n", ". ", "؟ ", "! ", " "))
            end = next((at + 1 for at in cuts if at >= 0), end)
        if text[start:end].strip():
            yield _Piece(start, text[start:end])
        start = end
