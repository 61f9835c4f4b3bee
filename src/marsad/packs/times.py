"""The words of the calendar that a language pack lists, checked and frozen for look-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from marsad.text.fold import Folding


class Kind(StrEnum):
    """What a word of the calendar is; a word may be several things."""

    MONTH = "month"
    WEEKDAY = "weekday"
    PART = "part of the day, with a day beside it"
    PART_ADVERB = "part of the day, in the adverbial form"
    PART_ALONE = "part of the day, with the article"
    PART_BEHIND = "part of the day, right behind a day"
    UNIT = "unit"
    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    FRACTION = "fraction"
    RELATION = "relation"
    LEADING = "relation, before its noun"
    AGAIN = "again"
    VAGUE = "vague"
    SOME = "some"
    FULL = "full"
    ONE = "one of a unit"
    HALF = "half of the day, behind an hour"
    DAYS = "day of the week, in the plural"
    WEEKEND = "weekend"
    POINTER = "pointer"
    REFERENCE = "reference"
    HEDGE = "hedge"
    AGO = "ago"
    EDGE = "edge"
    SEASON = "season"
    DECADE = "decade"
    SET = "set"
    LINK = "link"
    APPROXIMATION = "approximation"
    ERA = "era"
    ZONE = "zone"
    ARTICLE = "article"
    NAME = "name"
    # of counts; packs/quantities.py adds their words to those above
    SCALE = "scale"
    GLUED = "scale, glued to digits"
    MANY = "scale in the plural, of an unknown number"
    SEVERAL = "several, before a scale"
    CONSTRUCT = "two of a scale, before a noun"
    BEHIND = "approximation, behind its number"
    MEASURE = "measure"
    LABEL = "label of a number that counts nothing"
    AGE = "age"
    TALLY = "tally"
    OTHERS = "others of what was counted before"
    FURTHER = "more of it, before a noun"
    CHANGE = "from, before the first of two numbers"


class MonthWord(NamedTuple):
    """``guard`` says what company the word needs: ``forms`` none, ``led``, ``beside``."""

    number: int
    hijri: bool
    guard: str


class UnitWord(NamedTuple):
    """``form`` is ``one``, ``two``, ``many`` or ``pair``; a decade is ``Y`` with scale 10."""

    code: str
    scale: int
    form: str


class Pointer(NamedTuple):
    """A unit counted from the day of the report, and a part of that day."""

    unit: str
    steps: int
    part: str | None


class Leading(NamedTuple):
    """A relation before its noun. ``told``: counted from what the text told last; ``length``: even
    one unit behind it is an amount (*the past week*)."""

    steps: int
    told: bool
    length: bool


class Entry(NamedTuple):
    """One form: its further words (folded), its meaning, and how it is written.

    ``clitic`` is what stands glued before it. ``exact``: the clean words must be spelt so.
    """

    rest: tuple[str, ...]
    kind: Kind
    value: Any
    definite: bool
    clitic: str
    exact: str | None


class Known(NamedTuple):
    """The longest form among some: the number of its further words, and what it means."""

    more: int
    clitic: str
    definite: bool
    senses: dict[Kind, Any]


class Forms(NamedTuple):
    """All forms that begin with one word.

    ``alone`` is what it means by itself, ``seconds`` are the words behind it by which it may mean
    more; ``exact`` tells that its spelling counts.
    """

    entries: tuple[Entry, ...]
    alone: Known | None
    seconds: frozenset[str]
    exact: bool


def choose(entries: Iterable[Entry]) -> Known | None:
    """What the entries that stand at a token mean there; the first one is the longest."""
    best = None
    senses: dict[Kind, Any] = {}
    for entry in entries:
        best = best or entry
        if (len(entry.rest), entry.clitic) == (len(best.rest), best.clitic):
            senses.setdefault(entry.kind, entry.value)
    return best and Known(len(best.rest), best.clitic, best.definite, senses)


def _sort_out(entries: tuple[Entry, ...]) -> Forms:
    return Forms(
        entries,
        choose(entry for entry in entries if not entry.rest),
        frozenset(entry.rest[0] for entry in entries if entry.rest),
        any(entry.exact is not None for entry in entries),
    )


# These take the article; what begins an expression is worth a look wherever it stands.
_WITH_ARTICLE = frozenset(
    {Kind.WEEKDAY, Kind.UNIT, Kind.CARDINAL, Kind.ORDINAL, Kind.FRACTION}
    | {Kind.RELATION, Kind.SEASON, Kind.DECADE, Kind.SCALE, Kind.MANY}
)
_STARTING = frozenset(
    {Kind.MONTH, Kind.WEEKDAY, Kind.PART, Kind.PART_ADVERB, Kind.PART_ALONE, Kind.UNIT}
    | {Kind.CARDINAL, Kind.ORDINAL, Kind.FRACTION, Kind.POINTER, Kind.REFERENCE, Kind.HEDGE}
    | {Kind.EDGE, Kind.SEASON, Kind.DECADE, Kind.SET, Kind.SOME, Kind.APPROXIMATION, Kind.NAME}
    | {Kind.ARTICLE, Kind.AGO, Kind.LEADING, Kind.ONE, Kind.DAYS, Kind.WEEKEND}
    | {Kind.HALF}
)
_STARTING_LINKS = frozenset({"every", "this", "that", "same", "last", "before"})
_STARTING_LINKS |= {"fiscal", "decade", "per"}
_LINKS = _STARTING_LINKS | {
    *("of", "in", "since", "until", "to", "between", "after", "during", "and", "or", "except"),
    *("now", "clock", "from", "matching", "on", "at", "ago", "later", "earlier"),
}
# Words of these kinds show without an article that a certain time is meant.
_CERTAIN = frozenset({Kind.WEEKDAY, Kind.RELATION, Kind.SEASON})
# After these a month is one whose name may be another word too, and a bare unit an amount.
_MONTH_LEADS = ("in", "since", "until", "during", "to", "between", "after", "before", "of")
_AMOUNT_LEADS = ("before", "after", "since", "during", "until", "every")
_NUMERIC = frozenset({"day-month", "month-day"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """The calendar words of one language.

    ``table`` leads from the first folded word of a form, with every proclitic it may carry, to its
    entries, the longest first. ``starters`` are the keys that may begin an expression. The sets
    below hold folded words that only lend context; ``month_leads`` and ``amount_leads`` hold names
    of links. ``article`` is glued to its word; ``articles`` stand apart, and ``pointing`` holds all
    words that make what follows them definite.
    """

    table: dict[str, tuple[Entry, ...]]
    starters: frozenset[str]
    year_leads: frozenset[str]
    numbered: frozenset[str]
    counted: frozenset[str]
    future: frozenset[str]
    scheduled: frozenset[str]
    future_prefixes: tuple[str, ...]
    no_future: tuple[str, ...]
    past: frozenset[str]
    parting: frozenset[str]
    reports: frozenset[str]
    nearest_tense: bool
    past_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    timeless: frozenset[str]
    month_leads: frozenset[str]
    amount_leads: frozenset[str]
    article: str
    articles: frozenset[str]
    pointing: frozenset[str]
    month_day: bool
    numeric_order: str
    ordinal_endings: frozenset[str]
    decade_endings: frozenset[str]
    memory: dict[str, Forms] = field(default_factory=dict)

    def forms(self, key: str) -> Forms | None:
        """The forms that begin with a word; sorted out when a text first brings the word."""
        found = self.memory.get(key)
        if found is None and key in self.table:
            found = self.memory[key] = _sort_out(self.table[key])
        return found


class Form(NamedTuple):
    """Words as a pack lists them, and what they mean."""

    words: str
    kind: Kind
    value: Any


def load_times(table: dict[str, Any], folding: Folding) -> TimeWords:
    """The words of a ``times.toml`` that was read into a dict.

    Raises:
        ValueError: a key is unknown or of the wrong sort; the message names it. Keys that are left
            out hold no words: a young pack begins with its months.
    """
    unknown = table.keys() - _TABLES.keys() - _PLAIN
    if unknown:
        raise ValueError(f"times: unknown key {', '.join(sorted(unknown))}")
    table = {**dict.fromkeys(("proclitics", "contractions", "exact"), ()), "article": "", **table}
    given = [(name, read) for name, read in _TABLES.items() if name in table]
    forms = [form for name, read in given for form in _checked(name, read, table[name])]
    if table["article"]:
        forms.append(Form(table["article"], Kind.ARTICLE, True))
    forms += [Form(word, Kind.ARTICLE, True) for word in table.get("articles", ())]
    writer = Writer(table, folding)
    entries: dict[str, dict[Entry, None]] = {}  # a dict keeps the order and drops doubles
    for form in forms:
        for key, entry in writer.spellings(form):
            entries.setdefault(key, {})[entry] = None
    context, years = table.get("context", {}), table.get("years", {})
    leads, links = table.get("leads", {}), table.get("links", {})
    _only("context", context, _CONTEXT)
    _only("years", years, {"leads", "numbered", "counted"})
    _only("leads", leads, {"month", "amount"})
    if table.get("numeric_order", "day-month") not in _NUMERIC:
        raise ValueError(f"times: numeric_order is one of {', '.join(sorted(_NUMERIC))}")
    articles = frozenset(writer.plain(table.get("articles", ())))
    return TimeWords(
        table={
            key: tuple(sorted(found, key=lambda e: (-len(e.rest), len(e.clitic))))
            for key, found in entries.items()
        },
        starters=frozenset(
            key for key, found in entries.items() if any(_may_start(entry) for entry in found)
        ),
        year_leads=writer.keys(years.get("leads", ())),
        numbered=writer.keys(years.get("numbered", ())),
        counted=writer.keys(years.get("counted", ())),
        future=writer.keys(context.get("future", ())),
        scheduled=writer.keys(context.get("scheduled", ())),
        future_prefixes=tuple(writer.plain(context.get("future_prefixes", ()))),
        no_future=tuple(writer.plain(context.get("no_future", ()))),
        past=writer.keys(context.get("past", ())),
        parting=writer.keys(context.get("parting", ())),
        reports=writer.keys(context.get("reports", ())),
        nearest_tense=bool(context.get("nearest_tense", False)),
        past_endings=tuple(writer.plain(context.get("past_endings", ()))),
        future_endings=tuple(writer.plain(context.get("future_endings", ()))),
        timeless=writer.keys(context.get("timeless", ())),
        month_leads=frozenset(leads.get("month", _MONTH_LEADS)),
        amount_leads=frozenset(leads.get("amount", _AMOUNT_LEADS)),
        article=table["article"],
        articles=articles,
        pointing=frozenset()
        if table["article"]
        else articles.union(*(writer.plain(links.get(name, ())) for name in _POINTING)),
        month_day=bool(table.get("month_day", False)),
        numeric_order=table.get("numeric_order", ""),
        ordinal_endings=frozenset(writer.plain(table.get("ordinal_endings", ()))),
        decade_endings=frozenset(writer.plain(table.get("decade_endings", ()))),
    )


def _may_start(entry: Entry) -> bool:
    return entry.kind in _STARTING or (
        entry.kind is Kind.LINK and entry.value in _STARTING_LINKS | {"clock"}
    )


class Writer:
    """Writes a form in every way that a page may show it."""

    def __init__(self, table: dict[str, Any], folding: Folding) -> None:
        self._folding = folding
        self._article: str = table["article"]
        self._clitics: list[str] = ["", *table["proclitics"]]
        self._contractions: list[tuple[str, str]] = [(a, b) for a, b in table["contractions"]]
        self._exact = set(table["exact"])

    def spellings(self, form: Form) -> Iterator[tuple[str, Entry]]:
        """The key of the first word, and the entry, for each way to write a form."""
        first, *rest = self._split(form.words)
        keys = tuple(self._folding.fold(word) for word in rest)
        own = bool(self._article) and first.startswith(self._article)
        for stem in self._stems(first, form.kind, bool(rest)):
            definite = own or stem != first or (not self._article and form.kind in _CERTAIN)
            for clitic in self._clitics if len(first) > 1 else [""]:
                word = self._glued(clitic, stem)
                exact = word if first in self._exact else None
                if rest and form.words in self._exact:
                    exact = " ".join((word, *rest))
                entry = Entry(keys, form.kind, form.value, definite, clitic, exact)
                yield self._folding.fold(word), entry

    def keys(self, words: Iterable[str]) -> frozenset[str]:
        """The folded words with every proclitic."""
        found = set()
        for word in words:
            clean = self._folding.clean(word).text
            found |= {self._folding.fold(self._glued(clitic, clean)) for clitic in self._clitics}
        return frozenset(found)

    def plain(self, words: Iterable[str]) -> list[str]:
        """The folded words as they are."""
        return [self._folding.key(word) for word in words]

    def _split(self, words: str) -> list[str]:
        clean = self._folding.clean(words).text
        found = [self._folding.bare(word) for word in self._folding.tokens(clean).words]
        if not found:
            raise ValueError(f"times: the form {words!r} holds no word")
        return found

    def _stems(self, first: str, kind: Kind, several: bool) -> list[str]:
        if not self._article or kind not in _WITH_ARTICLE:
            return [first]
        if several or first.startswith(self._article):
            return [first]
        return [first, self._article + first]

    def _glued(self, clitic: str, stem: str) -> str:
        """Both in one word, contracted where they meet: ``ل`` and ``الشهر`` are ``للشهر``."""
        for apart, together in self._contractions:
            for cut in range(1, len(apart)):
                if clitic.endswith(apart[:cut]) and stem.startswith(apart[cut:]):
                    return clitic[: len(clitic) - cut] + together + stem[len(apart) - cut :]
        return clitic + stem


def _only(name: str, entry: dict[str, Any], known: set[str]) -> None:
    unknown = entry.keys() - known
    if unknown:
        raise ValueError(f"times: {name} has no key {', '.join(sorted(unknown))}")


def _checked(name: str, read: Any, data: Any) -> list[Form]:
    try:
        return list(read(name, data))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"times: {name} is not well formed: {error}") from error


def _months(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"calendar", "number", "forms", "led", "beside"})
        if entry["calendar"] not in ("gregorian", "hijri"):
            raise ValueError(f"times: month has no calendar {entry['calendar']}")
        for guard in ("forms", "led", "beside"):
            word = MonthWord(int(entry["number"]), entry["calendar"] == "hijri", guard)
            for form in entry.get(guard, ()):
                yield Form(form, Kind.MONTH, word)


def _parts(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    kinds = {"nouns": Kind.PART, "adverbs": Kind.PART_ADVERB, "definite": Kind.PART_ALONE}
    kinds["behind"] = Kind.PART_BEHIND
    for entry in data:
        _only(name, entry, {"code", *kinds})
        for key, kind in kinds.items():
            for form in entry.get(key, ()):
                yield Form(form, kind, str(entry["code"]))


def _units(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"code", "scale", "one", "two", "many", "pair"})
        for name_of in ("one", "two", "many", "pair"):
            word = UnitWord(str(entry["code"]), int(entry.get("scale", 1)), name_of)
            for form in entry.get(name_of, ()):
                yield Form(form, Kind.UNIT, word)


def _pointers(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"unit", "steps", "part", "forms"})
        value = Pointer(str(entry["unit"]), int(entry["steps"]), entry.get("part"))
        for form in entry["forms"]:
            yield Form(form, Kind.POINTER, value)


def _relations(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"steps", "forms"})
        for form in entry["forms"]:
            yield Form(form, Kind.RELATION, int(entry["steps"]))


def _leading(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"steps", "forms", "told", "length"})
        told, length = bool(entry.get("told")), bool(entry.get("length"))
        value = Leading(int(entry["steps"]), told, length)
        for form in entry["forms"]:
            yield Form(form, Kind.LEADING, value)


def _hedges(name: str, data: list[dict[str, Any]]) -> Iterator[Form]:
    for entry in data:
        _only(name, entry, {"alone", "forms"})
        for form in entry["forms"]:
            yield Form(form, Kind.HEDGE, entry.get("alone", ""))


def _plain(kind: Kind) -> Any:
    def read(name: str, data: Any) -> Iterator[Form]:
        for entry in data if isinstance(data, list) else [data]:
            _only(name, entry, {"forms"})
            for form in entry["forms"]:
                yield Form(form, kind, True)

    return read


def _named(kind: Kind, convert: Any, known: frozenset[str] | None = None) -> Any:
    def read(name: str, data: dict[str, list[str]]) -> Iterator[Form]:
        _only(name, data, set(data) if known is None else set(known))
        for value, forms in data.items():
            for form in forms:
                yield Form(form, kind, convert(value))

    return read


def _words(kind: Kind) -> Any:
    def read(_: str, data: list[str]) -> Iterator[Form]:
        return (Form(form, kind, True) for form in data)

    return read


_TABLES: dict[str, Any] = {
    "month": _months,
    "weekdays": _named(Kind.WEEKDAY, int, frozenset("1234567")),
    "part": _parts,
    "unit": _units,
    "cardinals": _named(Kind.CARDINAL, int),
    "ordinals": _named(Kind.ORDINAL, int),
    "fractions": _named(Kind.FRACTION, float),
    "relation": _relations,
    "again": _named(Kind.AGAIN, str, frozenset({"same", "next", "before", "recent"})),
    "vague": _plain(Kind.VAGUE),
    "some": _plain(Kind.SOME),
    "full": _plain(Kind.FULL),
    "pointer": _pointers,
    "references": _named(Kind.REFERENCE, str, frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})),
    "hedge": _hedges,
    "ago": _plain(Kind.AGO),
    "edges": _named(Kind.EDGE, str, frozenset({"start", "mid", "end", "span"})),
    "seasons": _named(Kind.SEASON, str, frozenset({"SP", "SU", "FA", "WI"})),
    "decades": _named(Kind.DECADE, int),
    "adverbs": _named(Kind.SET, str, frozenset({"H", "D", "W", "M", "Y"})),
    "links": _named(Kind.LINK, str, frozenset(_LINKS)),
    "approximations": _named(Kind.APPROXIMATION, str, frozenset({"about", "more", "less"})),
    "eras": _named(Kind.ERA, str, frozenset({"gregorian", "hijri", "before"})),
    "zones": _named(Kind.ZONE, str),
    "names": _words(Kind.NAME),
    "leading": _leading,
    "ones": _words(Kind.ONE),
    "clock": _named(Kind.HALF, str, frozenset({"am", "pm", "full", "noon"})),
    "weekdays_many": _named(Kind.DAYS, int, frozenset("1234567")),
    "weekend": _words(Kind.WEEKEND),
}
_PLAIN = {"article", "proclitics", "contractions", "exact", "years", "context", "leads"}
_PLAIN |= {"articles", "month_day", "numeric_order", "ordinal_endings", "decade_endings"}
_CONTEXT = {"future", "future_prefixes", "no_future", "past", "past_endings", "reports"}
_CONTEXT |= {"nearest_tense", "timeless", "future_endings", "scheduled", "parting"}
_POINTING = ("this", "that", "same")
