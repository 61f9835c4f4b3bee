"""Claims: a row is the chain of voices of the last claim, outermost first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.model import Analysis, Kind, Voice

Read = Callable[..., Analysis]


def chain(analysis: Analysis) -> str:
    return " → ".join(voice.name or voice.kind for voice in analysis.claims[-1].chain)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال الوزير إن السد آمن.", "صحيفة الضفاف → الوزير"),
        (
            "نقلت وكالة النسيم عن مصدر في الوزارة أن السد آمن.",
            "صحيفة الضفاف → وكالة النسيم → مصدر في الوزارة",
        ),
        (
            "قال الوزير إن المدير أكد أن البلدية نفت أن الجسر انهار.",
            "صحيفة الضفاف → الوزير → المدير → البلدية",
        ),
        (
            "أعلنت الوزارة أن الخبراء يعتقدون أن السد آمن، وفقا لوكالة النسيم.",
            "صحيفة الضفاف → وكالة النسيم → الوزارة → الخبراء",
        ),
        ("قيل إن السد آمن.", "صحيفة الضفاف → unknown"),
        ("قالت البلدية: «ننصح السكان بالانتظار».", "صحيفة الضفاف → البلدية"),
        ("قال مصدر إن مصدرا أكد أن السد آمن.", "صحيفة الضفاف → مصدر → مصدرا"),
        (
            "قال وزير المياه سامر الحلبي إن السد آمن. وأكد الحلبي أن العمل بدأ.",
            "صحيفة الضفاف → وزير المياه سامر الحلبي",
        ),
    ],
)
def test_a_chain_leads_from_the_publisher_to_the_origin(read: Read, text: str, wanted: str) -> None:
    assert chain(read(text, outlet="صحيفة الضفاف")) == wanted


def test_an_unknown_publisher_is_a_voice_without_a_name(read: Read) -> None:
    analysis = read("قال الوزير إن السد آمن.")
    assert analysis.claims[0].chain[0] == Voice(Kind.OUTLET, None, None)


def test_every_attribution_makes_one_claim(read: Read) -> None:
    analysis = read("قال الوزير إن المدير أكد أن السد آمن. وأضاف أن العمل بدأ.")
    assert [c.attribution for c in analysis.claims] == [a.id for a in analysis.attributions]


def test_a_claim_keeps_content_and_stance(read: Read) -> None:
    analysis = read("نفت البلدية أن الجسر انهار.")
    (claim,), (attribution,) = analysis.claims, analysis.attributions
    assert (claim.content, claim.stance) == (attribution.content, attribution.stance)


def test_ids_of_claims_differ_from_those_of_attributions(read: Read) -> None:
    analysis = read("قال الوزير إن السد آمن.")
    assert analysis.claims[0].id != analysis.attributions[0].id
