"""The observatory: an archive with all that is done with it, for programs and for the commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import OperationalError

from marsad.archive.callnames import find_number
from marsad.archive.connection import ArchiveError, is_server, open_engine, show_address
from marsad.archive.documents import Stored, load_analysis, load_given
from marsad.archive.failures import Failed, FailureNotes, list_failures, note_failures, settle
from marsad.archive.feeds import keep_state, load_states
from marsad.archive.ingest import ingest
from marsad.archive.keeping.backup import Backup, backup
from marsad.archive.keeping.faults import Fault
from marsad.archive.keeping.integrity import check
from marsad.archive.keeping.parcel import Manifest
from marsad.archive.keeping.transfer import export_all
from marsad.archive.layout import LATEST, refuse_unfinished, revision_of, stay_with, upgrade
from marsad.archive.lists import files as own_lists
from marsad.archive.readers import Engines, Teller
from marsad.archive.rereading import Reread, read_again
from marsad.archive.review.judgements import Review
from marsad.archive.review.record import Verdict, record
from marsad.archive.schema import documents
from marsad.archive.search.facets import Facets, count_facets
from marsad.archive.search.find import Hit, Hits, Page, search
from marsad.intake.articles import Given
from marsad.intake.collect import Came, collect, take_entries
from marsad.intake.dates import is_date
from marsad.intake.failures import Failure
from marsad.intake.fetch import Fetcher
from marsad.intake.files import Watch
from marsad.intake.originals import Original
from marsad.intake.watch import Polled, watch
from marsad.intake.watchlist import read_watchlist
from marsad.model import Analysis, Claim, Document

DEFAULT = "marsad.db"
_NOTHING = Given()
_PAGE = 500  # hits that are looked up at once


class Added(NamedTuple):
    """What became of the documents that were handed over."""

    new: int = 0
    changed: int = 0
    same: int = 0
    near: int = 0
    failed: int = 0


class Observatory:
    """An archive that is open.

    >>> with Observatory.create("marsad.db") as observatory:        # doctest: +SKIP
    ...     observatory.add("news/")
    ...     for hit in observatory.search("outlet:رويترز الرقة"):
    ...         print(hit.published, hit.source, hit.passage)

    Nothing is fetched unless an address is named, or ``fetch`` is given.
    """

    def __init__(self, address: str | Path = DEFAULT) -> None:
        """Open an archive that is there, and bring it to the layout of this program.

        Args:
            address: a file, or ``postgresql://user@host/database``.

        Raises:
            ArchiveError: there is none, or it cannot be used; the message names the remedy.
        """
        self.address = str(address)
        if not is_server(address) and not Path(address).is_file():
            remedy = f"make one with: marsad init --archive {address}"
            raise ArchiveError(f"{address}: no archive here; {remedy}")
        self._engines = _open(address)

    @classmethod
    def create(cls, address: str | Path = DEFAULT) -> Observatory:
        """Make an archive where there is none, and open it; one that is there is only opened."""
        if not is_server(address) and not Path(address).parent.is_dir():
            raise ArchiveError(f"{Path(address).parent}: no such folder; make it first")
        engines = _open(address, make=True)
        for engine in engines:
            engine.dispose()
        return cls(address)

    def __enter__(self) -> Observatory:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the archive."""
        for engine in self._engines:
            engine.dispose()

    @property
    def engines(self) -> Engines:
        """How the archive is read and written, for work of many transactions."""
        return self._engines

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive; close it soon."""
        with self._engines.reading.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: all that is done with it is kept, or nothing."""
        with self._engines.writing.begin() as connection:
            yield connection

    @contextmanager
    def judging(self) -> Iterator[Connection]:
        """As ``writing``, for what people say: when it ends, that outlasts a power cut."""
        engine = open_engine(self.address, write=True, lasting=True)
        stay_with(engine)
        try:
            with engine.begin() as connection:
                yield connection
        finally:
            engine.dispose()

    # Intake

    def add(self, *named: str | Path, **options: Any) -> Added:
        """Store documents, all of them; ``add_each`` has the options, and tells of each."""
        counts = Counter[str]()
        for done in self.add_each(*named, **options):
            if isinstance(done, Failure):
                counts["failed"] += 1
            else:
                counts[done.outcome.value] += 1
                counts["near"] += done.near is not None
        return Added(**counts)

    def add_each(
        self,
        *named: str | Path,
        given: Given = _NOTHING,
        fetch: bool = False,
        workers: int = 1,
        watch: Watch | None = None,
        teller: Teller | None = None,
    ) -> Iterator[Stored | Failure]:
        """Store documents one after the other, as the iterator is asked for them.

        Args:
            named: files, folders, ``-`` for standard input, and addresses, which are fetched.
            given: outlet, date and language of documents that do not say them.
            fetch: also fetch the pages that files name: lists of addresses, feeds.
            workers: processes that read; a program that uses more than 1 has to begin behind
                ``if __name__ == "__main__":``.
            watch: is told the number of bytes taken from the files, as they are taken.
            teller: another reader than the rules.

        What fails is kept among the ``failures`` and costs nothing else. What was stored before
        stays, whenever this ends; the same call again goes on from there.

        Raises:
            ValueError: the date is no ISO date.
        """
        if given.published is not None and not is_date(given.published):
            raise ValueError(f'"{given.published}" is no date; write it as 2017-06-08')
        with self.writing() as connection:
            for one in named:
                settle(connection, str(one))
        with Fetcher() as fetcher:
            came = collect(named, given, fetcher=fetcher, follow=fetch, watch=watch)
            yield from self.store(came, given, fetch=fetch, workers=workers, teller=teller)

    def store(
        self,
        came: Iterable[Came],
        given: Given,
        *,
        fetch: bool = False,
        workers: int = 1,
        teller: Teller | None = None,
    ) -> Iterator[Stored | Failure]:
        """Store what has come, and keep what failed, with how it was asked for."""
        notes = FailureNotes(self._engines.writing, {**given._asdict(), "fetch": fetch})
        with self.writing() as connection:
            refuse_unfinished(connection)
            lists = own_lists(connection)
        try:
            how: Any = {"lists": lists, "workers": workers, "teller": teller}
            for done in ingest(notes.take(came), self._engines, **how):
                if isinstance(done, Failure):
                    notes.add(done.place, done)
                yield done
        finally:
            notes.keep()

    def failures(self) -> Iterator[Failed]:
        """What could not be read or fetched and was not since, the latest first."""
        with self.reading() as connection:
            yield from list_failures(connection)

    def retry(
        self,
        *,
        workers: int = 1,
        watch: Watch | None = None,
        only: Collection[str] | None = None,
        teller: Teller | None = None,
    ) -> Iterator[Stored | Failure]:
        """Try all failures again, each as it was asked for; or ``only`` those at some places."""
        wanted: dict[tuple[Given, bool], list[str]] = {}
        for failed in list(self.failures()):
            if only is not None and failed.place not in only:
                continue
            asked = dict(failed.given)
            origin, fetch = asked.pop("input"), asked.pop("fetch")
            origins = wanted.setdefault((Given(**asked), fetch), [])
            if origin not in origins:
                origins.append(origin)
        for (given, fetch), origins in wanted.items():
            how: Any = {"workers": workers, "watch": watch, "teller": teller}
            yield from self.add_each(*origins, given=given, fetch=fetch, **how)

    def watch(self, path: str | Path, *, once: bool = False) -> Iterator[Polled | Stored | Failure]:
        """Look at the feeds of a file whenever they are due, and store what is new in them.

        Yields each look at a feed, then what became of its entries. Ends when ``once`` is given and
        all that was due has been looked at; else it waits for the next.

        Raises:
            Unreadable: the file cannot be understood; the message names entry and key.
        """
        watchlist = read_watchlist(Path(path))
        with self.reading() as connection:
            states = load_states(connection)
        with Fetcher(delay=watchlist.delay) as fetcher:
            for polled in watch(watchlist.feeds, states, fetcher, once=once):
                yield polled
                given = Given(polled.feed.outlet, None, polled.feed.lang)
                yield from self.store(take_entries(polled, fetcher), given, fetch=True)
                with self.writing() as connection:
                    if polled.failure:
                        failure = Failure(polled.feed.url, polled.failure)
                        asked = {**given._asdict(), "fetch": True, "input": polled.feed.url}
                        note_failures(connection, [failure], asked)
                    else:
                        settle(connection, polled.feed.url)
                    keep_state(connection, polled.state)

    # Search

    def search(
        self,
        query: str = "",
        *,
        of: str = "claims",
        order: str = "newest",
        limit: int | None = None,
    ) -> Iterator[Hit]:
        """The claims or documents that a query finds, page after page, ``limit`` at most.

        Raises:
            ValueError: the query cannot be meant; the message names the remedy.
        """
        after, left = None, limit
        while left is None or left > 0:
            size = _PAGE if left is None else min(left, _PAGE)
            found = self.page(query, of=of, order=order, limit=size, after=after)
            yield from found
            left = None if left is None else left - len(found)
            after = found.after
            if after is None:
                return

    def page(
        self,
        query: str = "",
        *,
        of: str = "claims",
        order: str = "newest",
        limit: int = 20,
        after: int | None = None,
    ) -> Hits:
        """One page of what a query finds, with how many there are and what was not understood."""
        with self.reading() as connection:
            return search(connection, query, of=of, order=order, page=Page(limit, after))

    def facets(self, query: str = "", *, of: str = "claims") -> Facets:
        """What a query finds, counted by day, outlet, actor, source, place, event and stance."""
        with self.reading() as connection:
            return count_facets(connection, query, of=of)

    def claims(self, query: str = "") -> Iterator[tuple[Document, Claim]]:
        """The claims that a query finds, the newest first, with the documents that they stand in.

        Raises:
            ValueError: the query cannot be meant.
        """
        found: Analysis | None = None
        for hit in self.search(query):
            if found is None or found.document.id != hit.document:
                found = self.document(hit.document)
            yield from ((found.document, one) for one in found.claims if one.id == hit.claim)

    # Review

    def review(self, person: str, verdict: Verdict) -> Review:
        """Record what a person says of a claim; it counts at once.

        >>> observatory.review("Nadia", Verdict(claim="3f2a…", action="reject"))  # doctest: +SKIP

        Raises:
            LookupError: no claim has that id.
            ValueError: it cannot be said of this claim; the message names the remedy.
        """
        with self.judging() as connection:
            return record(connection, person, verdict)

    def reread(
        self, *, every: bool = False, workers: int = 1, teller: Teller | None = None
    ) -> Iterator[Reread | Failure]:
        """Read again what another version has read, or with ``every`` all; see ``read_again``."""
        with self.writing() as connection:
            lists = own_lists(connection)
        how: Any = {"every": every, "lists": lists, "workers": workers, "teller": teller}
        yield from read_again(self._engines, **how)

    # What is there

    def document(self, id: str) -> Analysis:
        """A document and its reading, as people have corrected it.

        Raises:
            LookupError: no document has that id, or begins so.
        """
        with self.reading() as connection:
            return load_analysis(connection, find_number(connection, id))

    def original(self, id: str) -> Original:
        """The bytes that a document was read from."""
        with self.reading() as connection:
            return load_given(connection, find_number(connection, id)).original

    def backup(self, target: str | Path, *, replace: bool = False) -> Backup:
        """Copy the archive into one file while it is in use.

        Raises:
            ArchiveError: it cannot be copied there; the message names the remedy.
        """
        return backup(self.address, Path(target), replace=replace)

    def check(self, *, deep: bool = True) -> Iterator[Fault]:
        """What is not as it should be, each with its remedy; ``deep`` looks into each document."""
        with self.reading() as connection:
            yield from check(connection, deep=deep)

    def export(self, target: str | Path, *, replace: bool = False) -> Manifest:
        """Write everything that cannot be derived into one file, for ``marsad import``."""
        with self.reading() as connection:
            return export_all(connection, Path(target), replace=replace)

    def documents(self) -> Iterator[Analysis]:
        """All documents with their readings, in the order in which they came."""
        with self.reading() as connection:
            numbers = connection.execute(select(documents.c.number)).scalars().all()
        for number in numbers:
            with self.reading() as connection:
                yield load_analysis(connection, number)


def _open(address: str | Path, *, make: bool = False) -> Engines:
    engines = Engines(open_engine(address, write=False), open_engine(address, write=True))
    try:
        if make or _revision(engines.reading) != LATEST:
            upgrade(engines.writing)
    except OperationalError as error:
        told = " ".join(str(error.orig).split())
        raise ArchiveError(f"{show_address(address)}: {told}; check the address") from error
    except ArchiveError as error:
        raise ArchiveError(f"{show_address(address)}: {error}") from error
    for engine in engines:
        stay_with(engine)
    return engines


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return revision_of(connection)
