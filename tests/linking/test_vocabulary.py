"""The words of a document, parted once for all stretches that are read of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.entities.lists import load_lists
from marsad.linking.reading.vocabulary import Wording, load_vocabulary
from marsad.model import Span
from marsad.packs.pack import load_pack
from marsad.text.words import placed_words

ARABIC = "وقال الجنديان السوريّان إنّ الجســـر الذي بناه الجيش اللبناني انهار (يوم الأحد)، ﷺ."
ENGLISH = "The ministry's engineers, who'd built Qatar\u2019s café-bridge, said: it's safe's."


@given(st.sampled_from([("ar", ARABIC), ("en", ENGLISH)]), st.data())
def test_a_stretch_has_the_words_that_it_has_by_itself(
    written: tuple[str, str], data: st.DataObject
) -> None:
    lang, text = written
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    vocabulary = load_vocabulary(load_pack(lang), load_lists())
    words, told = Wording(text, vocabulary).stretch(Span(start, end))
    alone = placed_words(text[start:end])
    assert [(one.norm, one.stem, one.start - start, one.end - start) for one in words] == alone
    assert list(told) == [vocabulary.told(word) for word in alone]


def test_words_that_a_span_holds_are_not_free() -> None:
    vocabulary = load_vocabulary(load_pack("en"), load_lists())
    stretch = Wording("The Syrian army left Raqqa", vocabulary).stretch(Span(0, 26))
    free = stretch.free([Span(21, 26), Span(0, 10)])
    assert [word.norm for word in free.words] == ["army", "left"]
    assert len(free.told) == 2 and stretch.free([]) == stretch


def test_a_word_tells_its_state_its_concept_or_itself() -> None:
    vocabulary = load_vocabulary(load_pack("ar"), load_lists())
    the, bridge, that, syrian = (vocabulary.told(one) for one in placed_words("في زورق الذي سوري"))
    assert the.empty and the.term is None
    assert bridge.term is not None and bridge.term[0].startswith("w:")
    assert that.relative and not syrian.relative
    assert syrian.national and syrian.term is not None and syrian.term[0] == "n:SY"
