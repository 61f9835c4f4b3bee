"""Damaged inputs by the hundred thousand, through all readers of the intake and the analysis.

usage: fuzz.py [--inputs N] [--seconds N] [--seed N] [--first N] [--keep FOLDER] [--show NUMBER]

Makes N inputs (20,000; ``fuzzinputs.py`` says how), reads each as ``marsad add`` would, analyses
what it holds, and looks at the outcome: a crash is whatever raises, ends the process, takes longer
than ten seconds of the processor or more memory than it may, gives a message of several lines, or
has a span that lies outside the text. The inputs depend on the seed alone: ``--show NUMBER`` writes
one to the standard output, ``--first`` goes on where another run ended. The exit code is 1 when
anything crashed.

With ``--guided SECONDS``, and the package ``atheris`` installed, the inputs are chosen by what code
they reach, instead of by chance.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

from badinputs import ARABIC, ENGLISH
from fuzzinputs import KINDS, Made, make
from processes import load
from tables import print_table

from marsad.analysis.analyse import analyse
from marsad.intake import dispatch
from marsad.intake.articles import Given
from marsad.intake.failures import Failure
from marsad.intake.originals import Address, Item, Original
from marsad.intake.pdftext import extract_pdf
from marsad.intake.read import read_original
from marsad.model import Analysis, Document, Span
from marsad.publishing.contract import to_line

_LONGEST = 10  # seconds of the processor for one input of some kilobytes
_MEMORY = 2 << 30  # bytes of address space, of which loaded libraries take a part
_LONG = 20_000  # letters of a text that is analysed as well


class TooLong(Exception):
    """An input took longer than it may."""


class Crash(NamedTuple):
    """What ended badly, and how."""

    number: int
    made: Made
    told: str


class Ran(NamedTuple):
    """How many inputs of each sort were read in part at least, or refused; and the crashes."""

    done: Counter[str]
    read: Counter[str]
    slowest: dict[str, float]
    crashes: list[Crash]


def try_one(made: Made) -> bool:
    """Read an input to its end; whether a document was in it. Raises whatever goes wrong."""
    if made.kind == "analyse":
        text = made.data.decode("utf-8")
        check(analyse(Document(id="x", text=text, published="2023-03-12")))
        return True
    found = False
    for one in read_original(Original(data=made.data, place=made.name), Given()):
        if isinstance(one, Item):
            found = True
            check_document(one.document)
        elif isinstance(one, Failure):
            if len(one.message.splitlines()) != 1 or len(one.message) > 2_000:
                raise AssertionError(f"not one line: {one.message!r}")
        elif not isinstance(one, Address):
            raise AssertionError(f"neither a document nor a failure: {one!r}")
    return found


def check_document(document: Document) -> None:
    """Raise if the text holds what is no text, or its analysis is not sound."""
    document.text.encode()  # no lone surrogates
    if "\0" in document.text:
        raise AssertionError("a NUL in the text")
    if len(document.text) <= _LONG:
        check(analyse_known(document))


def analyse_known(document: Document) -> Analysis:
    """The analysis; without one where there is no pack for the language that was named."""
    try:
        return analyse(document)
    except LookupError as error:
        if type(error) is LookupError:
            return Analysis(document=document, engine="")
        raise


def check(analysis: Analysis) -> None:
    """Raise if a span lies outside the text, or the reading cannot be written down."""
    size = len(analysis.document.text)
    for start, end in spans(analysis):
        if not 0 <= start <= end <= size:
            raise AssertionError(f"a span {start}-{end} in a text of {size}")
    ids = {one.id for one in analysis.attributions}
    for one in analysis.attributions:
        if one.parent is not None and one.parent not in ids:
            raise AssertionError(f"a parent that is not there: {one.parent}")
    json.loads(to_line(analysis))


def spans(analysis: Analysis) -> Iterator[Span]:
    for one in analysis.attributions:
        yield from (*one.cue, *one.content)
        yield from (voice.span for voice in (one.source, *one.via) if voice is not None)
    for findings in (analysis.times, analysis.places, analysis.actors, analysis.events):
        yield from (one.span for one in findings)
    for said in (*analysis.claims, *analysis.assertions):
        yield from said.content
    yield from (note.span for note in analysis.notes)


def work(first: int, end: int, seed: int, note: Path) -> None:
    """Try a range of inputs in this process; a line of JSON for each goes into ``note``."""
    prepare()
    with note.open("a", encoding="utf-8") as out:
        for number in range(first, end):
            print(json.dumps([number]), file=out, flush=True)
            made = make(number, seed)
            begin = time.process_time()
            told, found = "", False
            signal.setitimer(signal.ITIMER_PROF, _LONGEST)
            try:
                found = try_one(made)
            except Exception:  # noqa: BLE001 - that is what is looked for
                told = traceback.format_exc()
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            took = time.process_time() - begin
            print(json.dumps([number, made.kind, found, took, told]), file=out, flush=True)


def prepare() -> None:
    """Limits of a process that tries inputs."""
    quiet()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def late(*_: object) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, late)


def quiet() -> None:
    """Libraries say nothing; PDF files are read in this process, not in one of their own."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    dispatch.read_pdf = extract_pdf  # type: ignore[attr-defined]


def try_all(first: int, count: int, seed: int, seconds: float) -> Ran:
    """Try inputs in a process that is begun again where one has ended it."""
    ran = Ran(Counter(), Counter(), {}, [])
    end, until = first + count, time.monotonic() + seconds
    for text in (ARABIC, ENGLISH):  # loads the lists once, for all processes that follow
        analyse(Document(id="x", text=text))
    with tempfile.TemporaryDirectory() as name:
        note = Path(name) / "note"
        while first < end and time.monotonic() < until:
            note.unlink(missing_ok=True)
            code = _run(first, min(end, first + 2_000), seed, note)
            lines = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
            tried = [json.loads(line) for line in lines]
            for number, kind, found, took, told in (one for one in tried if len(one) > 1):
                _count(ran, Crash(number, Made(kind, "", b""), told), found, took)
                first = number + 1
            if code and tried and len(tried[-1]) == 1:
                _count(ran, Crash(first, make(first, seed), f"the process ended: {code}"), False, 0)
                first += 1
            elif code:
                raise SystemExit(f"fuzz.py itself failed with {code}")
            print(f"{first:,} tried", file=sys.stderr, flush=True)
    return ran


def _run(first: int, end: int, seed: int, note: Path) -> int:
    child = os.fork()
    if not child:
        code = 1
        try:
            work(first, end, seed, note)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _count(ran: Ran, one: Crash, found: bool, took: float) -> None:
    kind = one.made.kind
    ran.done[kind] += 1
    ran.read[kind] += found
    ran.slowest[kind] = max(took, ran.slowest.get(kind, 0.0))
    if one.told:
        ran.crashes.append(one)
        last = one.told.strip().splitlines()[-1]
        print(f"crash {one.number} ({kind}): {last[:200]}", file=sys.stderr, flush=True)


def guide(seconds: float, keep: Path) -> int:
    """Inputs chosen by the code that they reach; what crashes is left in ``keep``."""
    import atheris

    quiet()
    ours = [one for one in gc.get_objects() if isinstance(one, FunctionType)]
    for function in ours:
        if (function.__module__ or "").startswith(("marsad.intake", "marsad.text", "marsad.a")):
            atheris.instrument_func(function)
    kinds = sorted(KINDS)

    def once(data: bytes) -> None:
        if data:
            kind = kinds[data[0] % len(kinds)]
            name = "a." + ("txt", "json", "jsonl", "csv", "html", "xml", "warc")[data[0] % 7]
            rest = data[1:]
            if kind == "analyse":
                rest = rest.decode("utf-8", "replace").replace("\0", " ").encode()
            try_one(Made(kind, name, rest))

    corpus = keep / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number in range(300):
        made = make(number, 0)
        (corpus / str(number)).write_bytes(bytes([kinds.index(made.kind)]) + made.data)
    limits = [f"-max_total_time={int(seconds)}", "-max_len=6000", f"-artifact_prefix={keep}/"]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], once)
    atheris.Fuzz()
    return 0


def main() -> int:
    """Try inputs and print what came of each sort."""
    parser = argparse.ArgumentParser(description="Damaged inputs through all readers.")
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="a folder for what crashed")
    parser.add_argument("--show", type=int, help="write the input of this number, and end")
    parser.add_argument("--guided", type=float, help="seconds with inputs guided by atheris")
    args = parser.parse_args()
    if args.show is not None:
        sys.stdout.buffer.write(make(args.show, args.seed).data)
        return 0
    if args.guided:
        return guide(args.guided, args.keep or Path(tempfile.mkdtemp()))
    begin = time.perf_counter()
    ran = try_all(args.first, args.inputs, args.seed, args.seconds)
    rows = [
        (kind, f"{ran.done[kind]:,}", f"{ran.read[kind]:,}", f"{ran.slowest[kind]:.2f}")
        for kind in KINDS
        if ran.done[kind]
    ]
    rows.append(("all", f"{ran.done.total():,}", f"{ran.read.total():,}", ""))
    print_table(("sort", "inputs", "read", "slowest, s"), rows)
    print(f"{len(ran.crashes)} crashes; {time.perf_counter() - begin:.0f} s; {load()}")
    for crash in ran.crashes:
        made = make(crash.number, args.seed)
        print(f"\n{crash.number} {made.kind} {made.name}\n{crash.told}")
        if args.keep is not None:
            args.keep.mkdir(parents=True, exist_ok=True)
            (args.keep / f"{args.seed}-{crash.number}-{made.name}").write_bytes(made.data)
    return 1 if ran.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
