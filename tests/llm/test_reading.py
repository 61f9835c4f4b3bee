"""Documents read by a model: asked, kept, counted, and read on by the rules."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad.analysis.analyse import analyse
from marsad.intake.failures import Failure
from marsad.llm.asking import Closed
from marsad.llm.cache import Cache, Kept, default_folder
from marsad.llm.tally import Spent, Tally, Used
from marsad.model import Analysis, Document, Stance, Told
from tests.llm.conftest import Model, Reader, chat, report, send

TEXT = "قال وزير المياه إن السدود ممتلئة، ونفى أن يكون سد درنة مهددا.\n"
RIGHT = {
    "relations": [
        {"source": "وزير المياه", "cue": ["قال"], "content": ["إن السدود ممتلئة"]},
        {
            "source": "وزير المياه",
            "cue": ["نفى"],
            "content": ["أن يكون سد درنة مهددا"],
            "stance": "deny",
        },
    ]
}
WRONG = {"source": "المحافظ", "cue": ["قال"], "content": ["إن السدود ممتلئة"]}


def read(made: Any, *documents: Document) -> list[Analysis]:
    told = made.read(documents)
    assert all(isinstance(one, Told) for one in told), told
    return [analyse(doc, told=one) for doc, one in zip(documents, told, strict=True)]


def test_what_is_told_is_read_on_by_the_rules(model: Model, reader: Reader) -> None:
    model.play = lambda _: RIGHT
    [analysis] = read(reader(), report(TEXT))
    first, second = analysis.attributions
    assert first.source is not None and first.source.label == "Minister of Water Resources"
    assert (first.stance, second.stance) == (Stance.NEUTRAL, Stance.DENY)
    assert [TEXT[slice(*one.span)] for one in analysis.places] == ["درنة"]
    assert len(analysis.claims) == 2
    assert analysis.claims[1].chain[-1].name == "وزير المياه"
    assert (
        analysis.engine.startswith("marsad ") and "; read by llm toy-7b, prompt" in analysis.engine
    )


def test_the_rules_and_a_model_that_tells_the_same_give_the_same_claims(
    model: Model, reader: Reader
) -> None:
    model.play = lambda _: RIGHT
    [told], ruled = read(reader(), report(TEXT)), analyse(report(TEXT))
    assert told.claims == ruled.claims
    assert told.assertions == ruled.assertions
    assert (told.times, told.places, told.actors) == (ruled.times, ruled.places, ruled.actors)


def test_what_was_asked_once_is_asked_no_more(model: Model, reader: Reader) -> None:
    model.play = lambda _: RIGHT
    first = read(reader(), report(TEXT))
    again = reader()
    assert read(again, report(TEXT, "other"))[0].attributions[0].cue == first[0].attributions[0].cue
    assert len(model.asked) == 1
    total = again.tally.total()
    assert (total.calls, total.kept, total.given) == (0, 1, 0)
    read(reader(name="toy-70b"), report(TEXT))  # another model is another answer
    read(reader(), report(TEXT + "."))  # and so is another text
    assert len(model.asked) == 3


def test_all_is_counted(model: Model, reader: Reader) -> None:
    model.play = lambda _: {"relations": [*RIGHT["relations"], WRONG]}
    made = reader()
    read(made, report(TEXT))
    total = made.tally.total()
    assert (total.documents, total.failed, total.calls) == (1, 0, 1)
    assert (total.given, total.taken, total.guessed) == (100, 20, 0)
    assert total.cost == pytest.approx((100 * 2 + 20 * 8) / 1e6)
    assert (total.relations, total.located, total.refused) == (2, 6, (("source", 1),))


def test_a_long_text_is_asked_in_pieces(model: Model, reader: Reader) -> None:
    sentence = "قالت البلدية إن الحي رقم {} بخير.\n"
    text = "".join(sentence.format(n) for n in range(400))

    def play(piece: str) -> dict[str, Any]:
        return {
            "relations": [
                {"source": "البلدية", "cue": "قالت", "content": f"إن الحي رقم {n} بخير"}
                for n in range(400)
                if f" {n} " in piece
            ]
        }

    model.play = play
    [analysis] = read(reader(), report(text))
    assert len(model.asked) == 3 and "".join(model.texts) == text
    assert len(analysis.attributions) == 400
    for number, one in enumerate(analysis.attributions):
        assert text[slice(*one.content[0])] == f"إن الحي رقم {number} بخير"
        assert one.source is not None and text[slice(*one.source.span)] == "البلدية"


def test_documents_come_in_their_order_and_only_so_many_at_once(
    model: Model, reader: Reader
) -> None:
    busy, most, lock = 0, 0, threading.Lock()

    def play(text: str) -> dict[str, Any]:
        nonlocal busy, most
        with lock:
            busy, most = busy + 1, max(most, busy + 1)
        time.sleep(0.05 if text.endswith("0") else 0.01)
        with lock:
            busy -= 1
        return {"relations": []}

    model.play = play
    taken = []

    def documents() -> Iterator[Document]:
        for number in range(12):
            taken.append(number)
            yield report(f"النص {number}", str(number))

    stream = reader(parallel=3).stream(documents())
    assert next(stream)[0].id == "0" and len(taken) <= 4  # nothing is taken long before its time
    assert [doc.id for doc, _ in stream] == [str(number) for number in range(1, 12)]
    assert 1 < most <= 3


def test_a_document_without_an_answer_costs_no_other(model: Model, reader: Reader) -> None:
    model.play = lambda text: "I would rather not." if "2" in text else RIGHT
    made = reader()
    told = made.read([report(f"{TEXT}{number}", str(number)) for number in range(4)])
    assert [type(one) for one in told] == [Told, Told, Failure, Told]
    assert isinstance(told[2], Failure)
    assert told[2].place == "2" and "no list of attributions" in told[2].message
    assert made.tally.total().failed == 1


def test_when_none_is_answered_nobody_waits_for_more(model: Model, reader: Reader) -> None:
    model.play = lambda _: "no"
    with pytest.raises(Closed, match="5 documents in a row"):
        reader().read([report(str(number), str(number)) for number in range(30)])
    assert len(model.asked) <= 8


def test_an_answer_that_was_cut_keeps_what_it_has(model: Model, reader: Reader) -> None:
    content = json.dumps(RIGHT, ensure_ascii=False)
    cut = content[: content.rindex("{") + 20]
    model.route = lambda handler, _: send(handler, chat(cut, "length"))
    [analysis] = read(reader(), report(TEXT))
    assert len(analysis.attributions) == 1
    assert "model.cut" in {note.code for note in analysis.notes}


def test_the_budget_is_kept(model: Model, reader: Reader) -> None:
    model.play = lambda _: RIGHT
    made = reader(budget=6_500, parallel=3)
    told = made.read([report(f"{TEXT} {number}", str(number)) for number in range(4)])
    answered = [one for one in told if isinstance(one, Told)]
    assert answered
    total = made.tally.total()
    assert total.given + total.taken <= 6_500
    small = reader(budget=10)
    [failed] = small.read([report("نص جديد")])
    assert isinstance(failed, Failure) and "--budget" in failed.message
    assert len(model.asked) == total.calls  # nothing was asked


def test_a_budget_waits_for_what_is_under_way() -> None:
    tally = Tally(budget=100)
    done = []

    def second() -> None:
        with tally.hold(60):
            done.append("second")

    with tally.hold(60):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.05)
        assert done == []
        tally.count_call(Used(20, 10))
    thread.join(2)
    assert done == ["second"]
    with pytest.raises(Spent), tally.hold(80):
        pass


def test_a_key_is_never_kept_nor_told(model: Model, reader: Reader, tmp_path: Path) -> None:
    key = "sk-invented-9c2e"
    model.play = lambda _: RIGHT
    made = reader(key=key)
    [analysis] = read(made, report(TEXT))
    assert model.headers[0]["authorization"] == f"Bearer {key}"
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*.json"))
    assert kept and key.encode() not in kept
    assert key not in repr(made._service) and key not in analysis.engine


def test_kept_answers_that_are_broken_are_asked_anew(
    model: Model, reader: Reader, tmp_path: Path
) -> None:
    model.play = lambda _: RIGHT
    read(reader(), report(TEXT))
    [path] = (tmp_path / "answers").rglob("*.json")
    for broken in (b"", b"[]", b'{"key": "other", "answer": "{}"}', path.read_bytes()[:30]):
        path.write_bytes(broken)
        [analysis] = read(reader(), report(TEXT))
        assert len(analysis.attributions) == 2
    assert len(model.asked) == 5
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_costs_the_keeping_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = Cache(tmp_path / "file" / "answers")
    cache.store("ab12", Kept("{}"))
    assert cache.load("ab12") is None
    nowhere = Cache(None)
    nowhere.store("ab12", Kept("{}"))
    assert nowhere.load("ab12") is None
    assert default_folder({"XDG_CACHE_HOME": "/x"}) == Path("/x/marsad/llm")


def test_the_name_of_a_model_cannot_pass_for_anything_else(reader: Reader) -> None:
    name = reader(name="toy; read by (x)\n\x1b[31m" + "a" * 300).name
    assert name.isprintable() and len(name) < 150
    assert not set(name) & set(";()")
