"""The tables of an archive, the same on SQLite and PostgreSQL.

Times are ISO 8601 strings in UTC (``2026-11-22T10:15:00Z``); dates of publication are as the
document gives them. Positions are code points of ``documents.text``, end exclusive, so that
``substr(text, start + 1, end - start)`` is the marked text. docs/schema.md tells it for readers.

**Keys carry time.** ``documents.key``, ``claims.key`` and ``events.key`` begin with the day of
publication (``marsad.archive.keys``), so that the newest come first by the key alone, and a range
of days is a range of keys. They change when a document is read anew; ids do not.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData()
KEY = BigInteger().with_variant(Integer(), "sqlite")  # there an INTEGER key is the row's own number


def _some(name: str, column: str, second: str, condition: str) -> Index:
    """An index of two columns that holds only the rows of which a condition is true."""
    where = text(condition)
    return Index(name, column, second, sqlite_where=where, postgresql_where=where)


# What the archive says of itself: `search` is the version of the words in the index.
facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

# The bytes as they arrived, packed by zlib, each once; `hash` is the BLAKE2b-256 of them unpacked.
originals = Table(
    "originals",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("media", Text),
    Column("charset", Text),
    Column("place", Text, nullable=False),
    Column("url", Text),
    Column("fetched", Text),
    Column("headers", Text, nullable=False),  # JSON: a list of [name, value]
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", KEY, nullable=False, unique=True),
    Column("id", Text, nullable=False, unique=True),
    Column("original", Text, ForeignKey("originals.hash"), nullable=False),
    Column("lang", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("author", Text),
    Column("published", Text),
    Column("added", Text, nullable=False),
    Column("degraded", Text),
    Column("near", Integer, ForeignKey("documents.number")),  # the first document it is a copy of
    Column("likeness", Float),  # share of the words' runs that both have, 0..1
    Column("replaces", Integer, ForeignKey("documents.number")),  # an earlier text of the page
    Column("replaced", Boolean, nullable=False),  # a later text of the page is in the archive
    Column("given", Text, nullable=False),  # JSON: the document as handed over, without its text
    Column("text", Text, nullable=False),
    Index("documents_original", "original"),
    Index("documents_url", "url"),
)

# What the machine found, as a whole: JSON of `Analysis`, packed by zlib, without document and text.
analyses = Table(
    "analyses",
    metadata,
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True),
    Column("engine", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("findings", LargeBinary, nullable=False),
    Index("analyses_engine", "engine"),
)

# Who and what is named, each once. `entity` is the id of the lists; what no list has is `~name`.
names = Table(
    "names",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),  # actor, place, country, event
    Column("entity", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("same_as", Integer, ForeignKey("names.number")),  # merged by a person
    UniqueConstraint("kind", "entity"),
    Index("names_same_as", "same_as"),
)

# Every form that a name is looked for by, folded; in any language.
name_forms = Table(
    "name_forms",
    metadata,
    Column("form", Text, primary_key=True),
    Column("name", Integer, ForeignKey("names.number"), primary_key=True),
    Index("name_forms_name", "name"),
    sqlite_with_rowid=False,
)

# What stands, after what people corrected: derived from analyses and reviews at any time.
claims = Table(
    "claims",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("stance", Text, nullable=False),
    Column("source", Text),  # what it is called, in English; null where the text names nobody
    Column("source_kind", Text, nullable=False),
    Column("chain", Text, nullable=False),  # JSON: voices, outermost first
    Column("spans", Text, nullable=False),  # JSON: {"source": [[s, e]], "cue": …, "content": …}
    Column("rule", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("review", Text),  # accepted, rejected, corrected; null: nobody has looked
    _some("claims_waiting", "score", "key", "review IS NULL"),
    _some("claims_by_rule", "rule", "key", "review IS NULL"),
    _some("claims_reviewed", "review", "key", "review IS NOT NULL"),
)

claim_names = Table(
    "claim_names",
    metadata,
    Column("claim", KEY, primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),  # source, via, actor, place, country, event, status
    Column("name", Integer, ForeignKey("names.number"), primary_key=True),
    sqlite_with_rowid=False,
)

document_names = Table(
    "document_names",
    metadata,
    Column("document", KEY, primary_key=True, autoincrement=False),  # documents.key
    Column("role", Text, primary_key=True),
    Column("name", Integer, ForeignKey("names.number"), primary_key=True),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("claim", Text),  # the id of the innermost claim that tells it; null: the outlet does
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("status", Text, nullable=False),
    Column("actors", Text, nullable=False),  # JSON: canonical names
    Column("recipients", Text, nullable=False),
    Column("place", Text),
    Column("date", Text),  # TIMEX3
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

# What claims and documents are found by beside their words (`marsad.archive.marks`), parted by
# spaces: just what stands in the index, where facets can count it and removal can read it.
claim_marks = Table(
    "claim_marks",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("marks", Text, nullable=False),
)

document_marks = Table(
    "document_marks",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("marks", Text, nullable=False),
)

# The smallest hashes of a document's runs of words: near copies share them.
sketches = Table(
    "sketches",
    metadata,
    Column("hash", KEY, primary_key=True, autoincrement=False),
    Column("document", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# What people said, appended and never changed.
reviews = Table(
    "reviews",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", Text, nullable=False),  # accept, reject, correct, merge, split, comment, undo
    Column("document", Integer, ForeignKey("documents.number")),
    Column("claim", Text),  # the id of the claim
    Column("field", Text),  # source, stance, content, event, place, name
    Column("anchor", Text),  # JSON: the spans and the words that it was said of
    Column("before", Text),  # JSON
    Column("after", Text),  # JSON
    Column("comment", Text),
    Column("rule", Text),  # the rule of the packs that had found it
    Column("undoes", Integer, ForeignKey("reviews.number")),
    Index("reviews_document", "document"),
    Index("reviews_claim", "claim"),
    Index("reviews_rule", "rule", "claim"),
)

# Reviews that a later reading could not place again, and why.
unheld = Table(
    "unheld",
    metadata,
    Column("review", Integer, ForeignKey("reviews.number"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# The observatory's own lists of actors and outlets, in TOML; the latest of a name counts.
lists = Table(
    "lists",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("text", Text),  # null: taken away
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
)

# What could not be read or fetched, until it is.
failures = Table(
    "failures",
    metadata,
    Column("place", Text, primary_key=True),
    Column("message", Text, nullable=False),
    Column("url", Text),
    Column("first", Text, nullable=False),
    Column("last", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("given", Text, nullable=False),  # JSON: how it was asked for, to try it again
    sqlite_with_rowid=False,
)

# Where `watch` stands with each feed.
feeds = Table(
    "feeds",
    metadata,
    Column("url", Text, primary_key=True),
    Column("state", Text, nullable=False),  # JSON
    sqlite_with_rowid=False,
)

# Documents whose statements are joined as they stand; `version` is that of the joining. Whatever
# changes a document's reading takes its row away.
linked = Table(
    "linked",
    metadata,
    Column("document", Integer, ForeignKey("documents.number"), primary_key=True),
    Column("version", Text, nullable=False),
)

# What one voice asserts in one clause: what is joined to propositions. Derived by `marsad.linking`.
statements = Table(
    "statements",
    metadata,
    Column("key", KEY, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("claim", Text),  # the id of the claim it is part of; null: the outlet's own words
    Column("proposition", Text),
    Column("part", Text),  # of which statements it is grouped with: step and smallest id
    Column("compared", LargeBinary, nullable=False),  # what is compared of it, packed
    Index("statements_proposition", "proposition"),
    Index("statements_part", "part"),
)

# The terms under which statements are looked up, as 64-bit hashes, with the day of publication.
statement_terms = Table(
    "statement_terms",
    metadata,
    Column("term", KEY, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),  # 0: unknown
    Column("statement", KEY, primary_key=True, autoincrement=False),
    Column("weight", Integer, nullable=False),  # how much the term tells
    Column("whole", Integer, nullable=False),  # how much all terms of the statement tell
    sqlite_with_rowid=False,
)

# How two statements stand to each other; the one with the smaller id first.
links = Table(
    "links",
    metadata,
    Column("one", KEY, primary_key=True, autoincrement=False),
    Column("other", KEY, primary_key=True, autoincrement=False),
    Column("relation", Text, nullable=False),  # same, denies, contradicts, updates
    Column("score", Float, nullable=False),
    Column("reasons", Text, nullable=False),  # JSON: [[code, detail], …]
    Index("links_other", "other"),
    sqlite_with_rowid=False,
)

propositions = Table(
    "propositions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("day", Integer, nullable=False),  # of the earliest statement; 0: unknown
    Column("last", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("at_least", Integer, nullable=False),
    Column("at_most", Integer, nullable=False),
    Column("gloss", Text, nullable=False),
    Column("circles", Integer, nullable=False, server_default="0"),  # how many of outlets
    Column("found", Text, nullable=False),  # JSON: origins, circles, drifts, reasons
    Index("propositions_day", "day", "standing"),
    Index("propositions_last", "last", "standing", "circles"),
    Index("propositions_standing", "standing", "last"),
    Index(
        "propositions_circles",
        "last",
        sqlite_where=text("circles > 0"),
        postgresql_where=text("circles > 0"),
    ),
)

# How one proposition stands to another.
bonds = Table(
    "bonds",
    metadata,
    Column("one", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Column("relation", Text, primary_key=True),  # denies, contradicts, confirms, updates
    Column("by", Text),
    Column("reasons", Text, nullable=False),
    Index("bonds_other", "other"),
    sqlite_with_rowid=False,
)

# What people said of two statements, appended and never changed. A statement is found again by its
# id, else by its document and its words.
judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("verdict", Text),  # same, different, unsure; null: an earlier one is undone
    Column("one", Text, nullable=False),  # JSON: {"id", "document", "spans", "words"}
    Column("other", Text, nullable=False),
    Column("comment", Text),
    Column("undoes", Integer, ForeignKey("judgements.number")),
)

# The Admiralty code, set by people, appended: reliability A-F of a source (of a subject, where one
# is named), credibility 1-6 of a proposition, which is found again by one of its statements.
grades = Table(
    "grades",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("axis", Text, nullable=False),  # reliability, credibility
    Column("of", Text, nullable=False),  # the entity of a source, or JSON as in `judgements`
    Column("subject", Text),  # an entity, an event type; null: in general
    Column("grade", Text),  # null: taken back
    Column("comment", Text),
)

# Documents that their outlet has taken away, as people note it.
withdrawals = Table(
    "withdrawals",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("document", Integer, ForeignKey("documents.number"), nullable=False),
    Column("reason", Text),
    Column("undoes", Integer, ForeignKey("withdrawals.number")),
)

# Who may use this archive through a server that keeps accounts; `key` is the name, folded, so that
# no two look alike. These four tables belong to one archive and are in no export.
accounts = Table(
    "accounts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),  # reader, analyst, admin
    Column("password", Text, nullable=False),  # a hash of Argon2id
    Column("made", Text, nullable=False),
    Column("changed", Text, nullable=False),  # when the password was set
)

# Who is logged in, by the SHA-256 of the random value that lies in the browser.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("account", Integer, ForeignKey("accounts.number"), nullable=False),
    Column("made", Text, nullable=False),
    Column("seen", Text, nullable=False),
    Column("address", Text),
    Index("sessions_account", "account"),
    sqlite_with_rowid=False,
)

# Keys for programs, by their SHA-256; each may do what its role may, and never more than its owner.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("account", Integer, ForeignKey("accounts.number"), nullable=False),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("used", Text),  # the day of the last use
    Column("expires", Text),  # null: never
    Index("api_tokens_account", "account"),
)

# Who did what, when and from where; appended and never changed.
audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("person", Text),  # null: a stranger
    Column("action", Text, nullable=False),
    Column("of", Text),  # what it was done to
    Column("outcome", Text, nullable=False),  # done, refused
    Column("address", Text),  # null: a command at the machine
    Index("audit_person", "person", "number"),
)

# Reports that are written, each with its draft; what was published of them stands in `editions`.
reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made", Text, nullable=False),
    Column("changed", Text, nullable=False),
    Column("person", Text, nullable=False),  # who changed it last
    Column("draft", Text, nullable=False),  # JSON
)

# Published reports, appended and never changed, with copies of their passages.
editions = Table(
    "editions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("reports.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON: the report as a whole
    UniqueConstraint("report", "version"),
)
