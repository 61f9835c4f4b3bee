"""How well calendar expressions are read: against gold articles and against public test cases.

usage: dates.py [SHARED]

SHARED (default: ``shared`` beside the repository) holds ``gold/score.py``, ``gold/ar-dev``,
``data/arabic-dates.json`` and ``data/english-dates.json``; what is absent is said and left out.
Each language is read with its own pack, and its figures are printed apart.

The test cases were written for a personal assistant (*I'll be back on Friday at 8*). Groups that
news can hold, and what of them counts:

- ``DateParser``, ``DatePeriodParser``, ``DateTimeParser``, ``DateTimePeriodParser``,
  ``DurationParser``, ``SetParser``, ``TimeParser``: cases with a TIMEX value. ``XXXX-`` values
  count as right when the value equals the case's reading in the past or in the future.
- Intervals ``(start,end,length)`` count as right when both ends are found in this order, or when
  one finding has both ends (``2016-09-03/2016-09-12``), the unit that is meant (``2016-11``), or
  the length (``P3D``).
- A distance (*two years ago*) is a day there; here it is known to its unit, and right when that
  year, month or week holds the day. A quarter, a decade and a span of years written as an interval
  there is right as ``2016-Q3``, ``197X``, ``2014/2018``.
- A case without any result (*This may take longer*) is right when nothing is found: ``NoTime``.
- Left out, since no newspaper writes them: a bare number for a day (``15``), a bare ordinal,
  month before day without a year (``4.22``), a two-digit year, my week, hours without a word of
  time (``8``, ``12:34``, ``1140``), orders to an alarm clock, spans of clock times, numbers of
  years read in pairs, years before 1900, the nth week or weekday of a month, few days read as
  three, minutes counted from the moment of reading, the end of the office day, business days; in
  English also holidays, a bare number behind a day name, and figures that leave open which is the
  month.
  A case is left out by the shape of its text or expected value, never one by one. The choice was
  made with the misses in view, so read the share beside the number of cases left out.
- ``Extractor`` and ``Holiday`` groups have no values of use and are not run.

The English file is one list; a case belongs to the group of its first result, and of several values
of one result the first is its past and the last its future.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from marsad.analysis.times import TimeFinding, find_times
from marsad.packs.pack import Pack, load_pack
from marsad.text.page import Page, open_page

ROOT = Path(__file__).resolve().parent.parent
CASES = {"ar": "arabic-dates.json", "en": "english-dates.json"}
GROUPS = (
    "DateParser",
    "DatePeriodParser",
    "DateTimeParser",
    "DateTimePeriodParser",
    "DurationParser",
    "SetParser",
    "TimeParser",
    "NoTime",
)
# Of the types of results in the English file, those that correspond to these groups.
_TYPES = {
    "date": "DateParser",
    "daterange": "DatePeriodParser",
    "datetime": "DateTimeParser",
    "datetimerange": "DateTimePeriodParser",
    "duration": "DurationParser",
    "set": "SetParser",
    "time": "TimeParser",
}
# Holidays; a bare number behind a day name; month or day in figures without a year, and dates of
# which the figures do not tell what is what; years read in pairs.
_UNTOLD = re.compile(
    r"easter|christmas|halloween|thanksgiving|labou?r day|new year|earth day|patrick|\beid\b"
    r"|independence|workers'|\bday (?:the )?\d\d?$|\b(?:mon|tue|thu|fri|sun)\w* \d\d?(?:th)?\b$"
    r"|[a-z]+ \d\d?[./-]\d\d?$|\b(?:nine|eigh)teen [a-z]+",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\b\d\d?[./-]\d\d?[./-](?:\d\d){1,2}\b")
_DISTANCE = re.compile(r"^(?:قبل|بعد) |\b(?:ago|later|from now)$", re.IGNORECASE)
_CLOCK_WORDS = re.compile(
    r"صباح|مساء|ظهر|ليل|ساعة|[ap]\.?m\b|morning|noon|evening|night|o'?clock", re.IGNORECASE
)

_HALF_YEAR = {"P0.5Y": "P6M"}


def main(argv: list[str]) -> int:
    """Print both scores; the exit code says whether anything could be measured."""
    shared = Path(argv[1]) if len(argv) > 1 else ROOT.parent / "shared"
    ran = score_gold(shared / "gold", load_pack("ar"))
    for lang, name in CASES.items():
        ran |= score_cases(shared / "data" / name, load_pack(lang))
    return 0 if ran else 1


def score_gold(gold: Path, pack: Pack) -> bool:
    """The ``times`` layer by the scorer that stands beside the gold."""
    scorer, files = gold / "score.py", sorted((gold / "ar-dev").glob("*.json"))
    if not scorer.is_file() or not files:
        print(f"gold: nothing under {gold}, left out")
        return False
    golds, readings = {}, {}
    for file in files:
        document = json.loads(file.read_text(encoding="utf-8"))
        page = open_page(document["text"], pack.writing)
        found = find_times(page, pack.times, document.get("published"))
        golds[document["id"]] = {k: document[k] for k in ("id", "text", "times")}
        readings[document["id"]] = {"times": [_reading(page, one) for one in found]}
    result = load_module(scorer).score(golds, readings)
    print(f"gold: {len(golds)} documents")
    for key in ("times.relaxed", "times.strict", "times.value"):
        print(f"  {key:16}", "  ".join(f"{k} {v}" for k, v in result[key].items()))
    return True


def _reading(page: Page, finding: TimeFinding) -> dict[str, Any]:
    start, end = finding.expression.span
    value = finding.expression.value
    return {"start": start, "end": end, "text": page.text[start:end], "value": value}


def load_module(path: Path) -> ModuleType:
    """A Python file that belongs to no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score_cases(path: Path, pack: Pack) -> bool:
    """The share of right values in each group of the test cases."""
    if not path.is_file():
        print(f"cases: no {path}, left out")
        return False
    counted = count_cases(path, pack)
    right, total = counted.right, counted.total
    if "--misses" in sys.argv:
        print(*counted.misses, sep="\n")
    print(f"{path.stem}: {total.total()} of {counted.everything} can be news")
    for group in filter(total.get, GROUPS):
        print(f"  {group:22} {right[group]:3} of {total[group]:3}")
    print(f"  all {counted.share:.1f} %")
    print(f"  all, what was left out taken as wrong {counted.share_of_everything:.1f} %")
    return True


class Counted(NamedTuple):
    """Test cases with right values by group, and those that can be news."""

    right: Counter[str]
    total: Counter[str]
    everything: int
    misses: list[str]

    @property
    def share(self) -> float:
        """Percent right of the cases that can be news."""
        return 100 * self.right.total() / self.total.total()

    @property
    def share_of_everything(self) -> float:
        """Percent right of all cases, what was left out taken as wrong."""
        return 100 * self.right.total() / self.everything


def count_cases(path: Path, pack: Pack) -> Counted:
    """Runs the test cases of a file."""
    cases = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(cases, list):
        cases = _grouped(cases)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses: list[str] = []
    for group in GROUPS:
        for case in cases.get(group, ()):
            if not _is_news(case) or (not pack.times.numeric_order and _in_open_figures(case)):
                continue
            anchor = case.get("Context", {}).get("ReferenceDateTime", "2016-11-07")
            found = find_times(open_page(case["Input"], pack.writing), pack.times, anchor)
            values = [one.expression.value or "" for one in found]
            hit = all(_holds(values, result, anchor) for result in case["Results"])
            hit = hit and bool(case["Results"] or not found)
            total[group] += 1
            right[group] += hit
            if not hit:
                wanted = [result["Value"]["Timex"] for result in case["Results"]]
                misses.append(f"  {group}: {case['Input']} {wanted} {values}")
    return Counted(right, total, sum(len(cases.get(group, ())) for group in GROUPS), misses)


def _grouped(cases: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The English cases in the form of the Arabic ones."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for case in cases:
        results = [_result(result) for result in case["Results"]]
        group = results[0]["Group"] if results else "NoTime"
        groups.setdefault(group, []).append({**case, "Results": results})
    return groups


def _result(result: dict[str, Any]) -> dict[str, Any]:
    kind = result.get("TypeName", "").rpartition(".")[2]
    values = (result.get("Resolution") or {}).get("values") or [{}]
    past, future = (
        {key: value for key, value in one.items() if key in ("value", "start", "end")}
        for one in (values[0], values[-1])
    )
    value = {"Timex": values[0].get("timex")}
    value |= {"PastResolution": past, "FutureResolution": future}
    group = _TYPES.get(kind, "Other")
    return {"Text": result.get("Text", ""), "Type": kind, "Group": group, "Value": value}


def _is_news(case: dict[str, Any]) -> bool:
    """Whether every result of a case has a value, and a shape that news can hold."""
    results = case["Results"]
    if case["Input"].startswith("ضبط المنبه"):
        return False
    if "NotSupported" in str(case.get("NotSupported", "")):
        return False
    for result in results:
        value = result.get("Value")
        if not isinstance(value, dict) or not value.get("Timex"):
            return False
        if _outside(result["Text"].strip(), value["Timex"]):
            return False
    return True


def _in_open_figures(case: dict[str, Any]) -> bool:
    return any(_FIGURES.search(result["Text"]) for result in case["Results"])


def _outside(text: str, timex: str) -> bool:
    bare_day = timex.startswith("XXXX-XX-")
    two_digits = re.fullmatch(r"\d\d?[./-]\d\d?(?:[./,-] ?\d\d?)?", text) is not None
    mine = text.endswith(("أسبوعي", "يومي"))
    clocks = timex.startswith("(") and "T" in timex
    no_mark = timex.startswith("T") and not _CLOCK_WORDS.search(text)
    no_mark = no_mark or re.match(r"\d{1,2} (?:،|هذا)", text) is not None
    odd_number = timex.startswith("T") and re.search(r"\d{3}|غداء", text) is not None
    old = re.match(r"0\d\d\d|1[0-8]", timex) is not None
    in_pairs = "تسعة عشر" in text and not timex.startswith("XXXX")
    few = re.search(r"القليلة|بضع|عدة|\b(?:few|several|some|couple)\b", text) is not None
    # so many minutes or hours from the moment of reading
    counted = re.search(r"\bin\b|\bnow\b|\blater\b", text) and re.search(r"T\d", timex)
    office = re.search(r"\beo[dy]\b|business day|[sc]y ?\d\d|~", text, re.IGNORECASE) is not None
    of_month = re.search(r"-\d\d-W\d\d|#", timex) is not None
    untold = _UNTOLD.search(text) is not None and "P" not in timex[:1]
    shapes = (bare_day, two_digits, mine, clocks, no_mark, odd_number, old, in_pairs, few, of_month)
    return any((*shapes, counted, office, untold))


def _holds(values: list[str], result: dict[str, Any], anchor: str) -> bool:
    timex: str = result["Value"]["Timex"]
    wanted = {_plain(timex)}
    for side in ("PastResolution", "FutureResolution"):
        ends = list((result["Value"].get(side) or {}).values())
        if timex.startswith("("):
            wanted |= _interval(timex, ends)
        elif "XXXX" in timex and ends and result["Type"] != "set":
            part = re.search(r"T[A-Z]\w$", timex)
            day = ends[0][: _grain(timex)]
            wanted |= {_plain(str(ends[0]).replace(" ", "T")), day + (part[0] if part else "")}
    wanted |= {f"{anchor[:10]}{value}" for value in wanted if value.startswith("T")}
    plain = [_plain(value) for value in values]
    if _DISTANCE.search(result["Text"]) and re.fullmatch(r"\d{4}-\d\d-\d\d", timex):
        wanted |= {
            timex[:4],
            timex[:7],
            "{}-W{:02d}".format(*date.fromisoformat(timex).isocalendar()),
        }
    return any(value in wanted for value in [*plain, "/".join(plain)])


def _interval(timex: str, ends: list[str]) -> set[str]:
    """What an interval may be read as: both ends, or its length."""
    length = timex.strip("()").split(",")[2]
    first, last = (str(end)[:10] for end in (*ends, "", "")[:2])
    wanted = {f"{first}/{last}", length}
    if first.endswith("-01") and last.endswith("-01"):
        wanted.add(f"{first[:7]}/{last[:7]}")
    if first.endswith("-01-01") and last.endswith("-01-01"):
        wanted.add(f"{first[:4]}/{last[:4]}")
        if length == "P10Y":
            wanted.add(f"{first[:3]}X")
        if length == "P100Y":
            wanted.add(f"{first[:2]}XX")
    if length == "P3M" and first[8:] == "01":
        wanted.add(f"{first[:4]}-Q{int(first[5:7]) // 3 + 1}")
    return wanted


def _grain(timex: str) -> int:
    return 7 if re.fullmatch(r"XXXX-\d\d", timex) else 10


def _plain(value: str) -> str:
    """A value in one way of writing: full hours to the minute, no empty day, months for halves."""
    value = re.sub(r"(T\d\d:\d\d):00$", r"\1", value)
    value = re.sub(r"^XXXX-XX-XX(?=T)", "", value)
    return _HALF_YEAR.get(value) or re.sub(r"T(\d\d)$", r"T\1:00", value)


if __name__ == "__main__":
    sys.exit(main([arg for arg in sys.argv if not arg.startswith("--")]))
