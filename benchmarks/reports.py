"""Whether reports say only what their passages hold: drafted, checked, changed, checked again.

usage: reports.py [--documents DIR...] [--changes N] [--files DIR]

A report of 40 sentences is drafted in each language over the documents of DIR (default: the
stories of ``shared/gold/link-dev`` beside the repository), with the seconds it takes. It is made
into HTML, PDF and DOCX with its drawings, each twice, as the first drawing loads the gazetteer;
``--files DIR`` keeps them. Where pdftotext (poppler) is there, its words of the PDF are compared
with the sentences: after NFKC, with white space folded and controls of direction left out, each has
to stand there as it is written, behind the one before it; then the same without vowel marks. It is
checked, twice: every sentence has to be held by its passages.
Then N sentences (200) are changed in one actor, number, place or in their polarity, and the check
has to refuse them: as they are drafted, with the words of the sources in quotation marks, and
plain, as an analyst may write them, without the marks. Changes come from the lists and from other
sentences, by a fixed seed. Says so when DIR is absent.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from articles import SHARED
from joining import GIVEN, read_story
from tables import print_table

from marsad.analysis.analyse import analyse
from marsad.archive.observatory import Observatory
from marsad.codec import to_json
from marsad.linking.stored.linked import Linked
from marsad.model import Document, Span
from marsad.publishing.reports import keeping
from marsad.publishing.reports.checking import check_sentence
from marsad.publishing.reports.drafting import Wish, draft
from marsad.publishing.reports.editing import Checked, check, lay_out_draft
from marsad.publishing.reports.holding import quantities
from marsad.publishing.reports.html import write_html
from marsad.publishing.reports.nouns import Basis, Draft, Sentence
from marsad.publishing.reports.pdf import PrintError, write_pdf
from marsad.publishing.reports.phrasing import phrases
from marsad.publishing.reports.sheet import Sheet
from marsad.publishing.reports.word import write_docx

SEED = 41
_MARKS = re.compile("[«»“”]")
# Other names than those of a sentence, of the lists; all of them are in the news of every country.
_ACTORS = {
    "ar": (
        "وزارة الخارجية اليابانية",
        "الأمم المتحدة",
        "وزارة الدفاع الإيطالية",
        "الاتحاد الأفريقي",
    ),
    "en": ("the Japanese foreign ministry", "the United Nations", "the Italian defence ministry"),
}
_PLACES = {"ar": ("طوكيو", "نيروبي", "بوينس آيرس"), "en": ("Tokyo", "Nairobi", "Buenos Aires")}
Changed = tuple[str, str]  # what was changed, and the sentence


def main() -> None:
    """Print seconds, and shares of sentences that are held and refused."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=Path, nargs="*")
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--files", type=Path)
    asked = parser.parse_args()
    gold = SHARED / "gold" / "link-dev"
    folders = asked.documents or sorted(one for one in gold.glob("*") if one.is_dir())
    if not folders:
        print(f"{gold}: no stories here; nothing measured")
        return
    rows = []
    with tempfile.TemporaryDirectory() as home, Observatory.create(Path(home) / "a.db") as archive:
        _fill(archive, folders, Path(home))
        for lang in _ACTORS:
            begun = time.perf_counter()
            wish = Wish(lang=lang, title="t", author="a", day="2020-01-01")
            made = draft(archive, wish)
            seconds = time.perf_counter() - begun
            rows += _print(archive, made, asked.files)
            for turn in ("first", "again"):
                begun = time.perf_counter()
                checked = check(archive, made)
                rows.append((f"{lang} checked", turn, f"{time.perf_counter() - begun:.2f} s"))
            told = [one for one in made.sentences if one.basis is Basis.TOLD]
            rows.append((f"{lang} sentences", f"{len(made.sentences)}", f"{seconds:.1f} s"))
            faulty = {fault.sentence for fault in checked.faults}
            held = 1 - len(faulty) / len(made.sentences)
            rows.append((f"{lang} held", f"{held:.1%}", f"{len(told)} rest on passages"))
            for fault in checked.faults:
                print(lang, fault, made.sentences[fault.sentence - 1].text)
            for plain in (False, True):
                rows += _measure(checked, told, asked.changes, plain)
    print_table(("of", "figure", "with"), rows)


def _print(archive: Observatory, made: Draft, files: Path | None) -> Iterator[tuple[str, str, str]]:
    """The seconds for each form of a report, laid out once."""
    with archive.judging() as connection:
        number = keeping.begin(connection, "bench", made)
    begun = time.perf_counter()
    sheet = lay_out_draft(archive, number)
    yield f"{made.lang} drawings gathered", "", f"{time.perf_counter() - begun:.2f} s"
    for form, write in (("html", _write_html), ("pdf", write_pdf), ("docx", write_docx)):
        for turn in ("first", "again"):
            begun = time.perf_counter()
            try:
                data = write(sheet)
            except PrintError as error:
                yield f"{made.lang} {form}", "none", str(error)
                break
            seconds = time.perf_counter() - begun
            yield f"{made.lang} {form}", turn, f"{seconds:.2f} s, {len(data) / 1000:,.0f} kB"
            if form == "pdf" and turn == "again" and shutil.which("pdftotext"):
                yield from _read_again(made, data)
            if files is not None:
                files.mkdir(parents=True, exist_ok=True)
                (files / f"report-{made.lang}.{form}").write_bytes(data)


def _read_again(made: Draft, data: bytes) -> Iterator[tuple[str, str, str]]:
    """How many sentences poppler takes out of a PDF as they are written, and in their order."""
    read = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    for what, kinds in (("as written", {"Cf"}), ("without vowel marks", {"Cf", "Mn"})):
        found, at, held = _folded(read.stdout.decode(), kinds), 0, 0
        for wanted in (_folded(one.text, kinds) for one in made.sentences):
            there = found.find(wanted, at)
            if there >= 0:
                held, at = held + 1, there + len(wanted)
        yield f"{made.lang} pdftotext", f"{held} of {len(made.sentences)}", what


def _folded(text: str, without: set[str]) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(c for c in plain if unicodedata.category(c) not in without).split())


def _write_html(sheet: Sheet) -> bytes:
    return "".join(write_html(sheet)).encode()


def _fill(archive: Observatory, folders: list[Path], home: Path) -> None:
    lines = []
    for folder in folders:
        for one in read_story(folder):
            lines.append(to_json({key: getattr(one, key) for key in GIVEN}))
    path = home / "stories.jsonl"
    path.write_bytes(b"\n".join(lines))
    archive.add(path)
    Linked(archive).update()


def _measure(
    checked: Checked, told: list[Sentence], wanted: int, plain: bool
) -> Iterator[tuple[str, str, str]]:
    """How many changed sentences are refused, by what was changed in them."""
    lang = checked.draft.lang
    dice = random.Random(SEED)
    if plain:  # words of another language are quoted, or translated by a person
        told = [one for one in told if _langs(one, checked) == {lang}]
    pool = [
        (one, what, text)
        for one in told
        for what, text in _change(_MARKS.sub("", one.text) if plain else one.text, lang, dice)
    ]
    if not pool:
        return
    dice.shuffle(pool)
    chosen = (pool * (1 + wanted // max(1, len(pool))))[:wanted]
    asked, refused = Counter[str](), Counter[str]()
    for one, what, text in chosen:
        evidence = [checked.evidence[id] for id in one.statements]
        asked[what] += 1
        refused[what] += any(True for _ in check_sentence(text, checked.draft, evidence))
        if plain and not any(True for _ in check_sentence(text, checked.draft, evidence)):
            print("missed", what, text)
    kind = "plain" if plain else "quoted"
    share = sum(refused.values()) / max(1, sum(asked.values()))
    by = ", ".join(f"{what} {refused[what]} of {asked[what]}" for what in sorted(asked))
    yield f"{lang} {kind} refused", f"{share:.1%}", by
    if plain:
        right = [_MARKS.sub("", one.text) for one in told]
        clean = sum(not _faults(text, one, checked) for text, one in zip(right, told, strict=True))
        yield f"{lang} plain held", f"{clean / max(1, len(told)):.1%}", "unchanged, without marks"


def _langs(one: Sentence, checked: Checked) -> set[str | None]:
    return {checked.evidence[id].passage.lang for id in one.statements}


def _faults(text: str, one: Sentence, checked: Checked) -> list[tuple[str, str]]:
    evidence = [checked.evidence[id] for id in one.statements]
    return list(check_sentence(text, checked.draft, evidence))


def _change(text: str, lang: str, dice: random.Random) -> Iterator[Changed]:
    """A sentence with one actor, number, place changed, or its polarity turned."""
    read = analyse(Document(id="s", text=text, lang=lang))
    named = [one.span for one in read.actors if one.entity and not _inside(text, one.span, lang)]
    for span in named[:2]:
        yield "actor", _put(text, span, dice.choice(_ACTORS[lang]))
    for place in read.places[:2]:
        yield "place", _put(text, place.span, dice.choice(_PLACES[lang]))
    for amount in quantities(read, Span(0, len(text)))[:2]:
        yield "number", _put(text, amount.span, str(int(amount.low) + dice.randint(3, 90)))
    yield from _turned(text, lang)


def _inside(text: str, span: Span, lang: str) -> bool:
    """Whether a name is part of where it stands: the outlet in brackets is no actor."""
    return text.rfind("(", 0, span.start) > text.rfind(")", 0, span.start) or not lang


def _turned(text: str, lang: str) -> Iterator[Changed]:
    verbs = phrases(lang)["told"]
    for gender in ("m", "f"):
        says, denies = verbs["neutral"][gender], verbs["deny"][gender]
        if re.search(rf"(?<!\w){re.escape(says)}(?!\w)", text):
            yield "polarity", re.sub(rf"(?<!\w){re.escape(says)}(?!\w)", denies, text, count=1)
            return
        if re.search(rf"(?<!\w){re.escape(denies)}(?!\w)", text):
            yield "polarity", re.sub(rf"(?<!\w){re.escape(denies)}(?!\w)", says, text, count=1)
            return


def _put(text: str, span: Span, other: str) -> str:
    return f"{text[: span.start]}{other}{text[span.end :]}"


if __name__ == "__main__":
    main()
