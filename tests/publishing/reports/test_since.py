"""What changed since the last report, and what one edition says that another does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.publishing.reports import editing, keeping
from marsad.publishing.reports.drafting import Wish, draft
from marsad.publishing.reports.editions import compare, tell_differences
from marsad.publishing.reports.nouns import Basis, Draft
from tests.publishing.reports.laying import begun, published

FIRST = (
    "a", "وكالة الضفاف للأنباء", "2024-03-02",
    "أغلقت وزارة الموارد المائية العراقية ثلاث بوابات في سد الموصل.",
)  # fmt: skip
DENIAL = (
    "b", "وكالة النخيل", "2024-03-05",
    "نفت وزارة الموارد المائية العراقية أن تكون قد أغلقت ثلاث بوابات في سد الموصل.",
)  # fmt: skip


def add(archive: Observatory, rows: Iterable[tuple[str, str, str, str]], home: Path) -> None:
    keys = ("id", "outlet", "published", "text")
    lines = (json.dumps(dict(zip(keys, row, strict=True)), ensure_ascii=False) for row in rows)
    path = home / "more.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    archive.add(path)
    Linked(archive).update()


@pytest.fixture
def small(tmp_path: Path) -> Iterable[Observatory]:
    with Observatory.create(tmp_path / "small.db") as made:
        add(made, [FIRST], tmp_path)
        yield made


def wish(lang: str) -> Wish:
    return Wish(lang=lang, title="سد الموصل", author="مرصد", day="2024-03-06")


@pytest.mark.parametrize(
    ("lang", "heading", "status", "denial"),
    [
        (
            "ar",
            "ما تغير منذ العدد 1",
            "صار هذا القول متنازعا فيه بعد العدد 1",
            "جاء هذا النفي بعد العدد 1",
        ),
        (
            "en",
            "Changed since report No. 1",
            "This became contested after report No. 1",
            "This denial came after report No. 1",
        ),
    ],
)
def test_what_became_contested_and_denied_is_told_first(
    small: Observatory, tmp_path: Path, lang: str, heading: str, status: str, denial: str
) -> None:
    published(small, draft(small, wish(lang)))
    add(small, [DENIAL], tmp_path)
    made = draft(small, wish(lang))
    first = made.sections[0]
    assert (first.kind, first.heading) == ("since", heading)
    text = "\n".join(one.text for one in first.sentences)
    assert status in text and denial in text
    assert editing.check(small, made).faults == ()
    told = [one.proposition for one in made.sentences if one.proposition and not one.since]
    assert not {one.proposition for one in first.sentences} & set(told)


def test_where_nothing_changed_there_is_no_such_section(small: Observatory) -> None:
    published(small, draft(small, wish("ar")))
    assert all(one.kind != "since" for one in draft(small, wish("ar")).sections)


def test_a_change_that_is_none_any_more_is_refused(small: Observatory, tmp_path: Path) -> None:
    published(small, draft(small, wish("ar")))
    add(small, [DENIAL], tmp_path)
    made = draft(small, wish("ar"))
    sentences = [one for one in made.sentences if one.since]
    wrong = replace(sentences[0], text=sentences[0].text.replace("1", "7"))
    section = replace(made.sections[0], sentences=(wrong,))
    faults = editing.check(small, replace(made, sections=(section,))).faults
    assert [one.code for one in faults] == ["counted"]


def test_an_earlier_report_may_be_named(small: Observatory, tmp_path: Path) -> None:
    published(small, draft(small, wish("ar")))
    add(small, [DENIAL], tmp_path)
    published(small, draft(small, wish("ar")))
    assert all(one.kind != "since" for one in draft(small, wish("ar")).sections)
    named = draft(small, replace(wish("ar"), earlier=1))
    assert named.sections[0].heading == "ما تغير منذ العدد 1"
    with pytest.raises(LookupError, match="no such report"):
        draft(small, replace(wish("ar"), earlier=9))


def changed(arabic: Draft) -> Draft:
    """A title, a sentence put otherwise, one that went and one that came."""
    first, *rest = arabic.sections
    one, two, *others = first.sentences
    other = replace(one, text=one.text.replace("(", "(في ", 1))
    come = replace(two, text="الأمر يستحق المتابعة.", basis=Basis.JUDGED, statements=())
    section = replace(first, sentences=(other, *others, come))
    return replace(arabic, title="سد الموصل، مصححا", sections=(section, *rest))


def test_two_editions_are_compared_in_words(dam: Observatory, arabic: Draft) -> None:
    number = begun(dam, arabic)
    editing.publish(dam, "Nadia", number)
    with dam.judging() as connection:
        keeping.save(connection, "Nadia", number, changed(arabic))
        before, after = keeping.two_editions(connection, number)
    assert (before.version, after.version) == (1, None)
    editing.publish(dam, "Nadia", number, "العنوان")
    with dam.reading() as connection:
        before, after = keeping.two_editions(connection, number)
        assert (before.version, after.version) == (1, 2)
        same = keeping.two_editions(connection, number, 1, 1)
    found = compare(before.draft, after.draft)
    kinds = [(one.what, one.before is not None, one.after is not None) for one in found]
    assert kinds[0] == ("title", True, True)
    assert sorted(kinds[1:]) == [
        ("sentence", False, True), ("sentence", True, False), ("sentence", True, True),
    ]  # fmt: skip
    told = tell_differences(found, before, after)
    assert told.startswith("--- الإصدار 1\n+++ الإصدار 2\n")
    assert "+ الأمر يستحق المتابعة." in told and "+ العنوان: سد الموصل، مصححا" in told
    assert "لا فرق" in tell_differences(compare(same[0].draft, same[1].draft), *same)
