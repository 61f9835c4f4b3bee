"""Where a content ends: the brackets of a row hold the content of its first cue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.grammar.endings import find_end
from marsad.grammar.openings import find_opening
from marsad.grammar.tagged import Tagged


def read(tagged: Callable[[str], Tagged], row: str) -> str:
    page = tagged(row.replace("[", "").replace("]", ""))
    at = next(i for i, entry in enumerate(page.entries) if entry.cues)
    limit = page.clause_limit(at, page.page.sentences[0].end)
    opening = find_opening(page, page.entries[at].cues[0].cue, at + 2, limit, after="source")
    assert opening is not None
    end = find_end(page, opening, limit)
    return page.page.clean[opening.start : page.page.ends[end - 1]]


def bracketed(row: str) -> str:
    return row[row.index("[") + 1 : row.index("]")]


WHOLE = [
    "قال الوزير [إن السد آمن].",
    "قال الوزير [إن السد آمن وإن المياه نظيفة].",
    "قال الوزير [إن السد آمن، وإن المياه نظيفة].",
    "قال الوزير [إن السد آمن، والطريق مفتوح، والجسر سليم].",
    "قال الوزير [إن السد الذي بني قبل قرن آمن].",
    'قال الوزير [إن "النهر" آمن].',
    "قال الوزير [إن السد (الكبير) آمن].",
    "أعلنت الوزارة [إغلاق الميناء حتى الأحد].",
]
ANOTHER_CUE = [
    "قال الوزير [إن السد آمن]، مضيفا أن المياه نظيفة.",
    "قال الوزير [إن السد آمن] مضيفا أن المياه نظيفة.",
    "قال الوزير [إن السد آمن]، مشيرا إلى أن المياه نظيفة.",
    "قال الوزير [إن السد آمن]، وأضاف أن المياه نظيفة.",
    "قال الوزير [إن السد آمن] وأضاف أن المياه نظيفة.",
    "قال الوزير [إن السد آمن]، وأكد المدير أن المياه نظيفة.",
    "قال الوزير [إن السد آمن]، لكن المدير أكد أن الجدار متصدع.",
    "قال الوزير [إن السد آمن]، فيما نفت البلدية ذلك.",
    "قال الوزير [إن السد آمن]، بينما أكدت البلدية أن الجدار متصدع.",
]
SOURCE_BEHIND = [
    "قال الوزير [إن السد آمن]، بحسب صحيفة الضفاف.",
    "قال الوزير [إن السد آمن] بحسب صحيفة الضفاف.",
    "قال الوزير [إن السد آمن]، وفقا لوكالة النسيم.",
    "قال الوزير [إن السد آمن] على حد تعبيره.",
    "قال الوزير [إن السد آمن]، نقلا عن خبراء.",
]
ASIDES = [
    "قال الوزير [إن السد آمن]، وذلك بعد يوم من الفيضان.",
    "قال الوزير [إن السد آمن]، في إشارة إلى الفيضان.",
    "قال الوزير [إن السد آمن]، في خطوة تثير الجدل.",
    "أعلنت الوزارة [إغلاق الميناء]، بعد يوم من الفيضان.",
    "أعلنت الوزارة [إغلاق الميناء]، وهو ما أثار الجدل.",
    "أعلنت الوزارة [إغلاق الميناء] عندما هبت العاصفة.",
]
QUOTATIONS = [
    'قال الوزير ["السد آمن ولا خوف عليه"].',
    'قال الوزير ["السد آمن ولا خوف عليه"]، وغادر.',
    'قال الوزير ["السد آمن ولا خوف عليه"] وأضاف أن المياه نظيفة.',
    "قال الوزير [«السد آمن. لا خوف عليه أبدا»].",
    'قال الوزير [إن "السد آمن ولا خوف عليه"]، مضيفا أن المياه نظيفة.',
]


@pytest.mark.parametrize("row", [*WHOLE, *ANOTHER_CUE, *SOURCE_BEHIND, *ASIDES, *QUOTATIONS])
def test_the_content_is_what_the_brackets_hold(tagged: Callable[[str], Tagged], row: str) -> None:
    assert read(tagged, row) == bracketed(row)


def test_a_content_ends_at_its_limit(tagged: Callable[[str], Tagged]) -> None:
    page = tagged("قال الوزير إن السد آمن ولا خوف عليه")
    cue = page.entries[0].cues[0].cue
    opening = find_opening(page, cue, 2, 5)
    assert opening is not None and find_end(page, opening, 5) == 5


def test_a_content_inside_a_quotation_ends_with_it(tagged: Callable[[str], Tagged]) -> None:
    page = tagged('ذكر الوفد "قال الوزير إن السد آمن" وغادر')
    limit = page.clause_limit(page.page.words.index("قال"), len(page.page.words))
    assert page.page.words[limit] == '"' and page.page.words[limit - 1] == "آمن"
