"""Search among claims and documents: newest first, or the likest first, with marked passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, case, func, select

from marsad.archive.schema import claims, documents
from marsad.archive.search.index import CLAIMS, DOCUMENTS
from marsad.archive.search.matching import But, Plan, Wanted, every, wanted
from marsad.archive.search.passages import LEAD, Marker
from marsad.archive.search.query import Query, parse_query
from marsad.archive.search.reindex import is_current
from marsad.archive.search.resolving import Resolved, Shown, resolve
from marsad.codec import from_json
from marsad.model import Span

COUNTED = 50_000  # hits counted one by one, and ranked: bm25 of more takes longer than 50 ms
TABLES = {"claims": CLAIMS, "documents": DOCUMENTS}
ORDERS = ("newest", "relevance")
MOST = 1_000  # hits in one answer
_STALE = "the index holds the words of another version; marsad check --repair makes it anew"
_NOTHING_SHOWN = Shown(frozenset(), frozenset())
_READ = 30_000  # letters of a document that are searched for a passage: 20 pages
_RANKS = "bm25({table}, 4.0, 1.0, 0.0)"  # words as written before stems; marks are equal
_WEIGHTS = "'{{0, 0, 0.25, 1}}'"  # the same for ts_rank: of nothing, marks, stems, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A claim or a document that was found.

    ``claim``, ``source``, ``stance``, ``review`` and ``written``, the source in the words of the
    document, are of a claim; ``None`` of a document.
    ``passage`` is ``text[start:end]`` of the document, ``marked`` are the hits in the passage.
    """

    key: int
    claim: str | None
    document: str
    published: str | None
    outlet: str | None
    lang: str | None
    title: str | None
    source: str | None
    stance: str | None
    review: str | None
    start: int
    end: int
    passage: str
    marked: tuple[Span, ...]
    written: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What a search found: one page of it.

    ``total`` counts all hits, up to ``COUNTED``; ``more`` says that there are more than that.
    ``after`` asks ``search`` for the next page; ``None`` behind the last. ``notes`` tell what was
    not taken as it was typed.
    """

    hits: tuple[Hit, ...]
    total: int
    more: bool
    order: str
    after: int | None
    notes: tuple[str, ...]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)


class Page(NamedTuple):
    """How many hits, ``MOST`` at most, and behind which: ``Hits.after`` of the page before."""

    limit: int = 20
    after: int | None = None


FIRST_PAGE = Page()


def search(
    connection: Connection,
    query: str | Query,
    *,
    of: str = "claims",
    order: str = "newest",
    page: Page = FIRST_PAGE,
) -> Hits:
    """Find claims or documents.

    Texts that a later one has replaced are left out unless the query says ``version:all``, and
    claims that people rejected unless it says ``status:rejected``.

    Args:
        query: as typed, or parsed.
        of: ``claims`` or ``documents``.
        order: ``newest``, or ``relevance``; more than ``COUNTED`` hits come newest first, and a
            note says so.
        page: which part of what is found.

    Raises:
        ValueError: the query cannot be meant; or no such ``of``, ``order`` or size of a page.
    """
    _check(of, order, page.limit)
    asked = parse_query(query) if isinstance(query, str) else query
    table = TABLES[of]
    resolved = resolve(connection, asked, table)
    found = wanted(connection, table, resolved.plan, asked.days)
    total = count(connection, found)
    notes = resolved.notes if is_current(connection) else (*resolved.notes, _STALE)
    ranked = order == "relevance" and resolved.by_words
    if ranked and total > COUNTED:
        ranked = False
        notes = (*notes, f"more than {COUNTED:,} hits: newest first; add a word to rank them")
    if ranked:
        keys, after = _ranked(connection, asked, resolved, found, page)
    else:
        keys, after = _newest(connection, found, page)
    marker = Marker(resolved.shown)
    show = _show_claims if table == CLAIMS else _show_documents
    return Hits(
        hits=tuple(show(connection, keys, marker)),
        total=min(total, COUNTED),
        more=total > COUNTED,
        order="relevance" if ranked else "newest",
        after=after,
        notes=notes,
    )


class Keys(NamedTuple):
    """The keys of what a search found, the newest first; ``more`` says that there are others."""

    keys: tuple[int, ...]
    more: bool
    notes: tuple[str, ...]


def find_keys(
    connection: Connection,
    query: str | Query,
    limit: int,
    *,
    of: str = "claims",
    below: int | None = None,
) -> Keys:
    """The same by keys alone, for those who look up the rest themselves: no words are fetched.

    ``below`` is the last key of the part before.

    Raises:
        ValueError: the query cannot be meant.
    """
    asked = parse_query(query) if isinstance(query, str) else query
    resolved = resolve(connection, asked, TABLES[of])
    found = wanted(connection, TABLES[of], resolved.plan, asked.days)
    keys, after = _newest(connection, found, Page(limit, below))
    notes = resolved.notes if is_current(connection) else (*resolved.notes, _STALE)
    return Keys(tuple(keys), after is not None, notes)


def show_newest(connection: Connection, plan: Plan, *, page: Page = FIRST_PAGE) -> Hits:
    """The newest claims that a plan finds; nothing is marked in their passages, nothing left out.

    Raises:
        ValueError: no such size of a page.
    """
    _check("claims", "newest", page.limit)
    found = wanted(connection, CLAIMS, plan, None)
    total = count(connection, found)
    keys, after = _newest(connection, found, page)
    return Hits(
        hits=tuple(_show_claims(connection, keys, Marker(_NOTHING_SHOWN))),
        total=min(total, COUNTED),
        more=total > COUNTED,
        order="newest",
        after=after,
        notes=(),
    )


def _check(of: str, order: str, limit: int) -> None:
    if of not in TABLES:
        raise ValueError(f'no search of "{of}"; there are {", ".join(TABLES)}')
    if order not in ORDERS:
        raise ValueError(f'no order "{order}"; there are {", ".join(ORDERS)}')
    if not 0 < limit <= MOST:
        raise ValueError(f"a page of {limit}; it has 1 to {MOST} hits")


def count(connection: Connection, found: Wanted) -> int:
    """How many there are; ``COUNTED + 1`` stands for any more."""
    statement = found.statement("SELECT count(*) FROM ({found} LIMIT :most) AS hits")
    return int(connection.execute(statement, {**found.values, "most": COUNTED + 1}).scalar_one())


def _newest(connection: Connection, found: Wanted, page: Page) -> tuple[list[int], int | None]:
    """Keys in the order of time, and the cursor behind them: a key."""
    limit, after = page
    behind = found if after is None else found.below(after)
    statement = behind.statement("{found} ORDER BY 1 DESC LIMIT :limit")
    keys = _keys(connection, statement, {**behind.values, "limit": limit + 1})
    return keys[:limit], keys[limit - 1] if len(keys) > limit else None


def _ranked(
    connection: Connection,
    asked: Query,
    resolved: Resolved,
    found: Wanted,
    page: Page,
) -> tuple[list[int], int | None]:
    """Keys by rank: those with all the words as written, then the rest; the cursor is a number."""
    limit, begin = page.limit, page.after or 0
    first = every([resolved.plan, resolved.as_written])
    tiers = (first, But(resolved.plan, resolved.as_written))
    keys: list[int] = []
    skipped = begin
    for plan in tiers:
        tier = wanted(connection, found.table, plan, asked.days)
        if len(keys) <= limit:
            values = {**tier.values, "limit": limit + 1 - len(keys), "skipped": skipped}
            keys += _keys(connection, tier.statement(_by_rank(connection)), values)
        if plan is first and skipped:
            skipped = max(0, skipped - count(connection, tier))
    return keys[:limit], begin + limit if len(keys) > limit else None


def _by_rank(connection: Connection) -> str:
    if connection.dialect.name == "postgresql":
        ranks = f"ts_rank({_WEIGHTS}, words, CAST(:asked AS tsquery))"
        return f"{{found}} ORDER BY {ranks} DESC, key DESC LIMIT :limit OFFSET :skipped"
    return f"{{found}} ORDER BY {_RANKS}, rowid DESC LIMIT :limit OFFSET :skipped"


def _keys(connection: Connection, statement: Any, values: dict[str, Any]) -> list[int]:
    return [int(key) for key in connection.execute(statement, values).scalars()]


_SHORT = case((func.length(documents.c.text) <= _READ, documents.c.text)).label("text")
_OF_DOCUMENT = (
    *(documents.c[name] for name in ("number", "published", "outlet", "lang", "title")),
    documents.c.id.label("document"),
    _SHORT,
)
_OF_CLAIM = tuple(
    claims.c[name] for name in ("key", "source", "stance", "review", "spans", "chain")
)


def _show_claims(connection: Connection, keys: Sequence[int], marker: Marker) -> Iterator[Hit]:
    rows = connection.execute(
        select(*_OF_CLAIM, claims.c.id.label("claim"), *_OF_DOCUMENT)
        .join(documents, documents.c.number == claims.c.document)
        .where(claims.c.key.in_(keys))
    )
    for row in _in_order(rows.all(), keys):
        spans = [span for part in from_json(row.spans).values() for span in part]
        start = min((span[0] for span in spans), default=0)
        end = max((span[1] for span in spans), default=start)
        yield _hit(connection, row, (start, end), marker)


def _show_documents(connection: Connection, keys: Sequence[int], marker: Marker) -> Iterator[Hit]:
    rows = connection.execute(
        select(documents.c.key, *_OF_DOCUMENT).where(documents.c.key.in_(keys))
    )
    for row in _in_order(rows.all(), keys):
        text = _piece(connection, row, 0, _READ)
        hit = next(iter(marker.find(text)), Span(0, 0))
        yield _hit(connection, row, hit, marker)


def _in_order(rows: Sequence[Any], keys: Sequence[int]) -> Iterator[Row[Any]]:
    """Rows as their keys stand; an entry without a row is for `marsad check` to tell."""
    by_key = {row.key: row for row in rows}
    return (by_key[key] for key in keys if key in by_key)


def _hit(connection: Connection, row: Row[Any], core: tuple[int, int], marker: Marker) -> Hit:
    offset = max(0, core[0] - LEAD)
    size = min(core[1] - offset + LEAD, _READ)
    piece = _piece(connection, row, offset, size)
    end = min(core[1] - offset, len(piece))
    passage = marker.cut(piece, core[0] - offset, end)
    start = offset + passage.start
    told = row._mapping
    return Hit(
        key=row.key,
        claim=told.get("claim"),
        document=row.document,
        published=row.published,
        outlet=row.outlet,
        lang=row.lang,
        title=row.title,
        source=told.get("source"),
        stance=told.get("stance"),
        review=told.get("review"),
        start=start,
        end=start + len(passage.text),
        passage=passage.text,
        marked=passage.hits,
        written=_written(told.get("chain")),
    )


def _written(chain: str | None) -> str | None:
    """How the document writes the last voice of a chain."""
    voices = from_json(chain) if chain else []
    return voices[-1].get("name") if voices else None


def _piece(connection: Connection, row: Row[Any], start: int, size: int) -> str:
    """``size`` letters of a text from ``start``; of a long one no more is fetched."""
    if row.text is not None:
        return str(row.text[start : start + size])
    piece = func.substr(documents.c.text, start + 1, size)
    found = connection.execute(select(piece).where(documents.c.number == row.number)).scalar_one()
    return str(found)
