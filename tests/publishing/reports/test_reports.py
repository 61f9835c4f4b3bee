"""A report is drafted, says only what its passages hold, is frozen, and knows when they change."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from marsad.archive.callnames import find_number
from marsad.archive.observatory import Observatory
from marsad.archive.schema import originals
from marsad.linking.people.withdrawals import withdraw
from marsad.linking.stored.linked import Linked
from marsad.model import Kind, Span, Voice
from marsad.publishing.reports import editing, keeping
from marsad.publishing.reports.articles import with_article
from marsad.publishing.reports.checking import check_draft, check_sentence
from marsad.publishing.reports.drafting import Wish, draft, is_fragment
from marsad.publishing.reports.html import write_html
from marsad.publishing.reports.markdown import tell_address, write_markdown
from marsad.publishing.reports.nouns import Basis, Draft, Section, Sentence
from marsad.publishing.reports.phrasing import phrases
from marsad.publishing.reports.sheet import lay_out, of_report
from marsad.publishing.reports.verifying import verify


def told(draft: Draft) -> list[Sentence]:
    return [one for one in draft.sentences if one.basis is Basis.TOLD]


def gates(draft: Draft) -> Sentence:
    """The sentence of three gates."""
    return next(one for one in told(draft) if "ثلاث بوابات" in one.text)


def with_sentence(draft: Draft, sentence: Sentence) -> Draft:
    return replace(draft, sections=(Section(heading="x", sentences=(sentence,)),))


def faults(dam: Observatory, draft: Draft, text: str, like: Sentence) -> set[str]:
    """What is wrong with a text that rests on the passages of another sentence."""
    one = replace(like, text=text)
    return {fault.code for fault in editing.check(dam, with_sentence(draft, one)).faults}


@pytest.mark.parametrize("lang", ["arabic", "english"])
def test_a_draft_says_only_what_its_passages_hold(
    dam: Observatory, lang: str, request: pytest.FixtureRequest
) -> None:
    draft = request.getfixturevalue(lang)
    checked = editing.check(dam, draft)
    assert checked.faults == ()
    assert len(told(draft)) >= 6 and len(checked.passages) >= 5


def test_a_draft_tells_who_says_it_who_denies_it_and_who_goes_in_a_ring(arabic: Draft) -> None:
    kinds = [section.kind for section in arabic.sections]
    assert kinds[0] == "contested" and "circular" in kinds
    text = "\n".join(one.text for one in arabic.sentences)
    assert "قال مصدر في وزارة الموارد المائية العراقية إن «الوزارة أغلقت ثلاث بوابات" in text
    assert "نفت وزارة الموارد المائية العراقية أن «تكون قد أغلقت بوابات" in text
    assert "إذاعة القنطرة عن صحيفة دجلة الجديدة عن إذاعة القنطرة" in text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("ثلاث بوابات", "تسع بوابات", "quotation"),
        ("قال مصدر", "نفى مصدر", "polarity"),
        ("وزارة الموارد المائية العراقية", "وزارة الدفاع الإيطالية", "actor"),
        ("2 مارس 2024", "19 أبريل 2024", "day"),
        ("سد الموصل", "سد طوكيو", "quotation"),
    ],
)
def test_a_changed_sentence_is_refused(
    dam: Observatory, arabic: Draft, old: str, new: str, code: str
) -> None:
    right = gates(arabic)
    assert old in right.text
    assert code in faults(dam, arabic, right.text.replace(old, new), right)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("أغلقت وزارة الموارد المائية العراقية ثلاث بوابات في سد الموصل.", set()),
        ("أغلقت وزارة الموارد المائية العراقية خمس بوابات في سد الموصل.", {"number"}),
        ("لم تغلق وزارة الموارد المائية العراقية ثلاث بوابات في سد الموصل.", {"polarity"}),
        ("أغلقت وزارة الموارد المائية العراقية ثلاث بوابات في سد دوكان.", {"place"}),
        ("أغلقت وزارة الدفاع التركية ثلاث بوابات في سد الموصل.", {"actor"}),
    ],
)
def test_words_of_the_analyst_are_held_against_the_passages_as_well(
    dam: Observatory, arabic: Draft, text: str, wrong: set[str]
) -> None:
    found = faults(dam, arabic, text, gates(arabic))
    assert found >= wrong and bool(found) == bool(wrong)


def test_an_english_sentence_is_held_against_an_arabic_passage(
    dam: Observatory, english: Draft
) -> None:
    like = gates(english)
    right = "The Iraqi Ministry of Water Resources closed three gates of the Mosul Dam."
    assert faults(dam, english, right, like) == set()
    assert "number" in faults(dam, english, right.replace("three", "seven"), like)
    assert "place" in faults(dam, english, right.replace("Mosul Dam", "dam in Nairobi"), like)


def test_a_sentence_without_a_claim_is_a_judgement_or_refused(
    dam: Observatory, arabic: Draft
) -> None:
    bare = Sentence(text="السد في خطر.", basis=Basis.TOLD)
    assert [one.code for one in editing.check(dam, with_sentence(arabic, bare)).faults] == [
        "evidence"
    ]
    judged = replace(bare, basis=Basis.JUDGED)
    checked = editing.check(dam, with_sentence(arabic, judged))
    assert checked.faults == ()
    page = "".join(write_markdown(lay_out(checked.draft, checked.passages)))
    assert "تقدير المحلل" in page


def test_what_is_counted_is_counted_anew(dam: Observatory, arabic: Draft) -> None:
    counted = next(one for one in arabic.sentences if one.basis is Basis.COUNTED)
    wrong = replace(counted, text=counted.text.replace("مصدر", "مئة مصدر"))
    assert [one.code for one in editing.check(dam, with_sentence(arabic, wrong)).faults] == [
        "counted"
    ]


def test_a_published_report_is_frozen_and_a_correction_is_its_next_version(
    dam: Observatory, arabic: Draft
) -> None:
    with dam.judging() as connection:
        number = keeping.begin(connection, "Nadia", arabic)
    first = editing.publish(dam, "Nadia", number)
    assert (first.number, first.version) == (1, 1)
    with pytest.raises(ValueError, match="as it stands"):
        editing.publish(dam, "Nadia", number)
    with dam.judging() as connection:
        keeping.save(connection, "Omar", number, replace(arabic, title="سد الموصل، مصححا"))
    with pytest.raises(ValueError, match="says what it corrects"):
        editing.publish(dam, "Omar", number)
    second = editing.publish(dam, "Omar", number, "العنوان")
    assert second.version == 2
    with dam.reading() as connection:
        assert keeping.load_edition(connection, number, 1) == first
        assert keeping.load_edition(connection, number) == second
        assert [one.open for one in keeping.list_reports(connection)] == [False]


def test_a_report_that_says_more_than_its_passages_is_refused(
    dam: Observatory, arabic: Draft
) -> None:
    right = gates(arabic)
    wrong = replace(right, text=right.text.replace("ثلاث", "تسع"))
    with dam.judging() as connection:
        number = keeping.begin(connection, "Nadia", with_sentence(arabic, wrong))
    with pytest.raises(editing.Refused) as refused:
        editing.publish(dam, "Nadia", number)
    assert {one.code for one in refused.value.faults} == {"quotation"}
    with dam.reading() as connection, pytest.raises(LookupError, match="not published"):
        keeping.load_edition(connection, number)


def test_a_withdrawn_report_flags_what_rests_on_it(dam: Observatory, arabic: Draft) -> None:
    with dam.judging() as connection:
        number = keeping.begin(connection, "Nadia", arabic)
    made = editing.publish(dam, "Nadia", number)
    with dam.reading() as connection:
        assert list(verify(connection, made)) == []
    with dam.judging() as connection:
        taken = find_number(connection, made.passages[0].document)
        withdraw(connection, "Nadia", taken, "taken back")
    with dam.reading() as connection:
        codes = {one.code for one in verify(connection, made)}
        assert codes == {"withdrawn"}
        forged = replace(made, draft=replace(made.draft, title="another"))
        assert "report" in {one.code for one in verify(connection, forged)}


def test_a_damaged_file_is_told_by_whoever_looks_at_files(dam: Observatory, arabic: Draft) -> None:
    with dam.judging() as connection:
        number = keeping.begin(connection, "Nadia", arabic)
    made = editing.publish(dam, "Nadia", number)
    with dam.writing() as connection:
        connection.execute(update(originals).values(data=b"not what it was"))
    with dam.reading() as connection:
        assert {one.code for one in verify(connection, made)} == {"source"}
        assert list(verify(connection, made, files=False)) == []


def test_the_list_of_sources_is_complete(dam: Observatory, arabic: Draft) -> None:
    with dam.judging() as connection:
        number = keeping.begin(connection, "Nadia", arabic)
    sheet = of_report(editing.publish(dam, "Nadia", number))
    cited = {note.passage.document for note in sheet.notes}
    drawn = {work.document for work in sheet.drawn.works}
    assert {source.passage.document for source in sheet.sources} == cited | drawn
    assert len(cited) >= 5 and drawn - cited
    page = "".join(write_html(sheet))
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert {link for link in re.findall(r'href="#([^"]+)"', page)} <= anchors
    assert "<script" not in page and 'dir="rtl"' in page


def test_a_hostile_title_and_passage_are_only_words(dam: Observatory, arabic: Draft) -> None:
    evil = "<script>alert(1)</script>\u202e](javascript:x)"
    draft = replace(arabic, title=evil, author=evil)
    sheet = lay_out(draft, editing.check(dam, draft).passages)
    page = "".join(write_html(sheet))
    assert "<script" not in page and "\u202e" not in page
    told = "".join(write_markdown(sheet))
    assert not re.search(r"(?<!\\)(\]\(javascript|<script)", told)


def test_a_part_of_a_quotation_may_be_left_out(dam: Observatory, arabic: Draft) -> None:
    right = gates(arabic)
    evidence = list(editing.check(dam, with_sentence(arabic, right)).evidence.values())
    text = "قال مصدر في وزارة الموارد المائية العراقية إن «الوزارة أغلقت … بوابات»."
    assert [code for code, _ in check_sentence(text, arabic, evidence)] == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://a.example/%D8%B3%D8%AF/1?q=%D8%A7", "https://a.example/سد/1?q=ا"),
        ("https://a.example/%D8%A7%E2%80%AE", "https://a.example/%D8%A7%E2%80%AE"),
        ("https://a.example/%D8%A7%22%3E", "https://a.example/%D8%A7%22%3E"),
        ("https://a.example/%D8%A7%D9%94%D9%83", "https://a.example/ا\u0654ك"),
        ("https://a.example/a%2Fb", "https://a.example/a%2Fb"),
        ("https://a.example/%ff", "https://a.example/%ff"),
    ],
)
def test_an_address_stands_in_letters_where_these_do_nothing(url: str, shown: str) -> None:
    assert tell_address(url) == shown


def test_english_bodies_and_unnamed_sources_have_their_article(english: Draft) -> None:
    text = "\n".join(one.text for one in english.sentences)
    assert "A source in the Iraqi Ministry of Water Resources said" in text
    assert "\nThe Iraqi Ministry of Water Resources denied" in text
    assert "The mayor of Mosul, Hazim al-Jarrah said" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("army", "the army"),
        ("health ministry", "the health ministry"),
        ("results", "results"),
        ("sources", "sources"),
        ("statement", "a statement"),
        ("official", "an official"),
        ("BBC", "BBC"),
        ("sources in the army", "sources in the army"),
        ("official in Ministry of Health", "an official in the Ministry of Health"),
    ],
)
def test_a_name_has_the_article_that_english_gives_it(name: str, told: str) -> None:
    voice = Voice(Kind.UNKNOWN, name, Span(0, 1))
    assert with_article(name, voice, "en", phrases("en")["article"]) == told


def test_a_check_is_remembered_until_its_passage_changes(dam: Observatory, arabic: Draft) -> None:
    evidence = editing.check(dam, arabic).evidence
    right = gates(arabic)
    changed = {
        id: replace(one, passage=replace(one.passage, text="أغلقت الوزارة بوابات."))
        for id, one in evidence.items()
    }
    draft = with_sentence(arabic, right)
    assert check_draft(draft, evidence, {}) == check_draft(draft, evidence, {}) == ()
    assert "quotation" in {one.code for one in check_draft(draft, changed, {})}


def test_a_part_of_a_clause_is_not_drafted() -> None:
    parts = ["على الرغم من أن الموضوع لم يتضح", "which the council had sold to him", "بالقصف"]
    for lang, text in zip(("ar", "en", "ar"), parts, strict=True):
        assert is_fragment(lang, text, verbal=text != parts[2])
    assert not is_fragment("ar", "ثلاثون إصابة مؤكدة في البوكمال", verbal=False)


def test_sections_take_turns(dam: Observatory) -> None:
    short = draft(dam, Wish(lang="ar", title="سد الموصل", author="مرصد", day="2024-03-06", most=8))
    assert [section.kind for section in short.sections] == ["contested", "new"]
    assert 6 <= len(short.sentences) <= 8


def test_what_is_contested_stands_beside_what_contradicts_it(arabic: Draft) -> None:
    contested = next(one for one in arabic.sections if one.kind == "contested")
    text = [one.text for one in contested.sentences]
    assert any("five gates" in one for one in text) and any("ثلاث بوابات" in one for one in text)


def test_a_quotation_in_another_language_brings_its_own_not(
    dam: Observatory, tmp_path: Path
) -> None:
    dam.add(_written(tmp_path, "قال المتحدث سالم العلي إن المصرف المركزي لن يرفع سعر الفائدة."))
    Linked(dam).update()
    made = draft(dam, Wish(lang="en", title="x", author="x", day="2024-03-06", since=738_960))
    (sentence,) = told(made)
    assert made.sections[0].kind == "denied" and editing.check(dam, made).faults == ()
    turned = sentence.text.replace(" said", " denied", 1)
    assert faults(dam, made, turned, sentence) == {"polarity"}


def _written(folder: Path, text: str) -> Path:
    path = folder / "bank.json"
    one = {"id": "bank-1", "outlet": "موقع السوق", "published": "2024-03-20", "text": text}
    path.write_text(json.dumps(one), encoding="utf-8")
    return path
