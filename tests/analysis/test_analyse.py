"""The whole reading: nothing raises, spans slice back, ids are stable, time is bounded."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from marsad.analysis.analyse import analyse, engine
from marsad.model import Analysis, Attribution, Document, Mention, Span
from marsad.packs.pack import Pack, load_pack

Read = Callable[..., Analysis]
PACK = load_pack("ar")
REPORT = (
    "قال وزير المياه سامر الحلبي إن السد آمن، مضيفا أن العمل بدأ أمس. ونقلت وكالة النسيم عن مصدر "
    'في البلدية قوله إن "الطريق مفتوح". وأعلنت شركة الموانئ إغلاق المرفأ، بحسب صحيفة الضفاف. '
    "وأضاف الوزير أن الخبراء يتوقعون أن تنخفض المياه في 8 يونيو 2017.\n\n"
)
PIECES = st.sampled_from(
    [
        *(
            "قال ",
            "وأضاف ",
            "الوزير ",
            "سامر الحلبي ",
            "إن ",
            "أن ",
            "السد ",
            "آمن",
            "نفت ",
            "مضيفا ",
        ),
        *(
            "نقلت ",
            "وكالة النسيم ",
            "عن ",
            "مصدر ",
            "في ",
            "البلدية ",
            "قوله ",
            "بحسب ",
            "وفقا ل",
            "على حد قوله ",
        ),
        *(
            "تأكيد ",
            "أوامر ",
            "تتضمن ",
            "إغلاق ",
            "جاء في ",
            "بيان ",
            "من المتوقع ",
            "كما ",
            "أما ",
            "الذي ",
            "كان ",
            "قد ",
        ),
        *(
            "المصادر:\n",
            "الكاتب: ",
            "التاريخ: ",
            "أمس ",
            "8 يونيو 2017 ",
            "سيعلن ",
            "اعتبره ",
            "هل ",
            "ما ",
            "لم ",
        ),
        *(
            ". ",
            "، ",
            ": ",
            "؟",
            "...",
            "\n",
            "\n\n",
            '"',
            "«",
            "»",
            "“",
            "”",
            "(",
            ")",
            "-",
            "—",
            "#",
            "_",
            "/",
        ),
        *(
            "ﻻ",
            "ﷺ",
            "ـ",
            "\u064b",
            "\u200f",
            "\u202b",
            "\u202c",
            "\ufeff",
            "\x00",
            "\ud800",
            "😀",
            "dam ",
            "漢",
            "٣",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


def read_text(text: str) -> Analysis:
    return analyse(Document(id="d1", text=text, lang="ar"), PACK)


def mentions(one: Attribution) -> Iterator[Mention]:
    yield from one.via
    if one.source is not None:
        yield one.source


def spans(analysis: Analysis) -> Iterator[Span]:
    for one in analysis.attributions:
        yield from (*one.cue, *one.content)
        for mention in mentions(one):
            yield from (mention.span, mention.head)
            if mention.antecedent is not None:
                yield mention.antecedent
    yield from (found.span for found in analysis.times)
    yield from (note.span for note in analysis.notes)


@given(TEXTS)
def test_every_span_marks_something_of_the_text(text: str) -> None:
    for start, end in spans(read_text(text)):
        assert 0 <= start < end <= len(text)


@given(TEXTS)
def test_a_second_run_changes_nothing(text: str) -> None:
    assert read_text(text) == read_text(text)


@given(TEXTS)
def test_no_two_findings_share_an_id(text: str) -> None:
    analysis = read_text(text)
    for ids in ([a.id for a in analysis.attributions], [c.id for c in analysis.claims]):
        assert len(ids) == len(set(ids))


@given(TEXTS)
def test_every_parent_is_an_earlier_finding(text: str) -> None:
    seen: set[str] = set()
    for one in read_text(text).attributions:
        assert one.parent is None or one.parent in seen
        seen.add(one.id)


@given(TEXTS)
def test_parts_of_a_cue_do_not_overlap(text: str) -> None:
    for one in read_text(text).attributions:
        for before, after in zip(one.cue, one.cue[1:], strict=False):
            assert before.end <= after.start


@given(st.text(st.characters(exclude_categories=()), max_size=300))
@example("قال هذا")
@example("قال #")
@example("وأعلن ذلك")
@example("نقلا عن")
@example("السد آمن، كما قال")
def test_no_text_raises(text: str) -> None:
    assert read_text(text).document.text == text


def test_another_document_has_other_ids(pack: Pack) -> None:
    text = "قال الوزير إن السد آمن."
    one, other = (analyse(Document(id=i, text=text), pack).attributions[0].id for i in ("a", "b"))
    assert one != other


def test_the_engine_names_version_and_pack(read: Read) -> None:
    assert read("قال الوزير.").engine == engine(PACK)
    assert engine(PACK).startswith("marsad ") and engine(PACK).endswith("(ar)")


def test_a_document_without_a_language_is_told_the_one_it_was_read_in() -> None:
    assert analyse(Document(id="a", text="قال الوزير إن السد آمن.")).document.lang == "ar"


def test_a_language_without_a_pack_is_refused() -> None:
    with pytest.raises(LookupError, match=r"'xx'.*there are: .*ar"):
        analyse(Document(id="a", text="a", lang="xx"))


def test_times_are_read_too(read: Read) -> None:
    assert [t.value for t in read("قال الوزير أمس إن السد آمن.", "2017-06-08").times] == [
        "2017-06-07"
    ]


ENGLISH = (
    "Officials in Damascus said on 5 June 2017 that the road to Raqqa was closed and that Russia "
    "had bombed it.\n\n"
)
MIXED = (
    f"السد آمن\n\n{REPORT}Road closed\n\n{ENGLISH}ونفت روسيا أن يكون الجيش الروسي قصف الرقة أمس."
)


def words(text: str, analysis: Analysis) -> set[str]:
    found = (*analysis.places, *analysis.actors, *analysis.times, *analysis.events)
    return {text[slice(*one.span)] for one in found}


def test_every_paragraph_is_read_with_the_pack_of_its_language() -> None:
    analysis = analyse(Document(id="a", text=MIXED, published="2017-06-08"))
    assert {"Damascus", "Raqqa", "الرقة", "روسيا", "أمس"} <= words(MIXED, analysis)
    assert (analysis.document.lang, analysis.engine) == ("ar", engine(PACK, load_pack("en")))
    assert analysis.document.title == Span(0, len("السد آمن"))
    assert [time.value for time in analysis.times].count("2017-06-07") == 2


def test_a_mixed_document_is_read_as_its_parts_would_be() -> None:
    analysis = analyse(Document(id="a", text=MIXED, published="2017-06-08"))
    at, end = MIXED.index("Road closed"), MIXED.index("ونفت روسيا")
    parts = {"ar": f"{MIXED[:at]}\n{' ' * (end - at - 1)}{MIXED[end:]}", "en": MIXED[at:end]}
    alone = {
        lang: analyse(Document(id="a", text=text, published="2017-06-08"), load_pack(lang))
        for lang, text in parts.items()
    }
    assert words(MIXED, analysis) == set().union(*(words(parts[i], alone[i]) for i in alone))
    assert len(analysis.claims) == sum(len(one.claims) for one in alone.values())
    assert {one.id for one in alone["ar"].attributions} <= {one.id for one in analysis.attributions}


def test_findings_of_a_mixed_document_stand_in_the_order_of_the_text() -> None:
    text = (MIXED + "\n\n") * 3
    analysis = analyse(Document(id="a", text=text, published="2017-06-08"))
    for kind in (analysis.places, analysis.actors, analysis.times, analysis.events):
        spans = [one.span for one in kind]
        assert spans == sorted(spans)
    assert [claim.attribution for claim in analysis.claims] == [
        one.id for one in analysis.attributions
    ]
    ids = [one.id for one in (*analysis.attributions, *analysis.events, *analysis.claims)]
    assert len(ids) == len(set(ids))


def test_a_word_for_the_language_does_not_make_another_text_of_it() -> None:
    analysis = analyse(Document(id="a", text=ENGLISH, lang="ar"))
    assert analysis.engine == engine(load_pack("en"))
    assert "Damascus" in words(ENGLISH, analysis)


def test_a_pack_that_is_handed_over_reads_everything() -> None:
    assert analyse(Document(id="a", text=MIXED), PACK).engine == engine(PACK)


def test_only_the_packs_that_a_document_needs_are_loaded() -> None:
    code = (
        "from marsad.analysis.analyse import analyse\n"
        "from marsad.model import Document\n"
        "from marsad.packs.pack import load_pack\n"
        "analyse(Document(id='a', text='قال الوزير إن السد آمن.'))\n"
        "print(load_pack.cache_info().currsize)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "1\n"


def seconds(text: str) -> float:
    begin = time.process_time()
    read_text(text)
    return time.process_time() - begin


@pytest.mark.slow
def test_time_grows_with_the_text_and_not_faster() -> None:
    seconds(REPORT)
    one = min(seconds(REPORT * 40) for _ in range(3))
    ten = min(seconds(REPORT * 400) for _ in range(2))
    assert ten <= 15 * max(one, 0.02)


@pytest.mark.slow
def test_time_grows_with_a_mixed_text_and_not_faster() -> None:
    def took(text: str) -> float:
        begin = time.process_time()
        analyse(Document(id="a", text=text))
        return time.process_time() - begin

    pair = REPORT + ENGLISH
    took(pair)
    one = min(took(pair * 20) for _ in range(3))
    ten = min(took(pair * 200) for _ in range(2))
    assert ten <= 15 * max(one, 0.02)


HOSTILE = {
    "one word of 5 MB": "ا" * 5_000_000,
    "quotation marks": '"' * 10_000,
    "spaced quotation marks": '" ' * 10_000,
    "opening marks": "«" * 10_000,
    "words in opening marks": "«سد " * 10_000,
    "speech in opening marks": '"قال «' * 4_000,
    "brackets": "(" * 20_000,
    "words in brackets": "(سد " * 20_000,
    "a sentence of 200,000 words": "كلمة " * 200_000,
    "50,000 times he said that": "قال الوزير إن " * 50_000,
    "that": "أن " * 100_000,
    "commas": "، " * 100_000,
    "colons": "الوزير: " * 30_000,
    "titles": "رئيس " * 50_000,
    "spokesmen": "المتحدث باسم " * 30_000,
    "administrations": "إدارة " * 50_000,
    "offices": "نظيره الرئيس التركي " * 15_000,
    "attacks": "قصف الجيش الروسي داعش في الرقة " * 8_000,
    "capitals": "موسكو " * 30_000,
    "given names": "محمد " * 50_000,
    "relative pronouns": "الوزير الذي " * 30_000,
    "prepositions of a source": "وفقا ل " * 30_000,
    "labels": "الكاتب: " * 50_000,
    "lists of sources": "المصادر:\n" * 50_000,
    "dates": "29 مايو 2017 " * 20_000,
    "stops": "." * 300_000,
    "breaks": "\n" * 200_000,
    "marks": "سَ" * 500_000,
    "bidi controls": "س\u200f" * 500_000,
    "ligatures": "ﷺ" * 50_000,
}
ENOUGH = 6.0  # seconds; on two cores none of these takes more than two


@pytest.mark.slow
@pytest.mark.parametrize("shape", HOSTILE)
def test_a_hostile_text_is_read_in_bounded_time(shape: str) -> None:
    assert seconds(HOSTILE[shape]) < ENOUGH


CUES = {
    "saying": "قائلا إن " * 4_000,
    "sources behind": "بحسب الوزير " * 2_000,
    "speech behind colons": "قال: " * 2_000,
    "statements in statements": "جاء في بيان أن " * 2_000,
    "nouns of speech": "تأكيد الوزير أن " * 2_000,
    "as he said": "، كما قال الوزير" * 2_000,
}


@pytest.mark.parametrize("shape", CUES)
def test_cues_without_end_are_read_in_bounded_time(shape: str) -> None:
    assert seconds(CUES[shape]) < ENOUGH
