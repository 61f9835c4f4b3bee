"""PDFs: made by the programs that newsrooms use, laid out by hand, and hostile."""

from __future__ import annotations

import random
import subprocess
import zlib
from pathlib import Path

import pytest

from marsad.intake import glyphs as glyphs_module
from marsad.intake import pdf as pdf_module
from marsad.intake.failures import Unreadable
from marsad.intake.glyphs import Book, Glyph, Sheet, spell
from marsad.intake.pdf import read_pdf
from marsad.intake.pdftext import extract_pdf, put_together

SAMPLES = Path(__file__).parent / "samples"
PDFS = sorted(SAMPLES.glob("*.pdf"))


def source_of(pdf: Path) -> str:
    return SAMPLES.joinpath(f"{pdf.stem.split('-')[1]}.txt").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: pdf.stem)
def test_every_word_and_paragraph_of_the_source_comes_back(pdf: Path) -> None:
    assert extract_pdf(pdf.read_bytes()).text == source_of(pdf)


@pytest.mark.parametrize("pdf", PDFS, ids=lambda pdf: pdf.stem)
def test_the_headline_is_the_title_and_the_day_of_printing_no_date(pdf: Path) -> None:
    extract = extract_pdf(pdf.read_bytes())
    assert extract.title == source_of(pdf).splitlines()[0]
    assert extract.published is None


def test_text_put_together_from_arabic_glyphs_says_so() -> None:
    told = {pdf.stem: extract_pdf(pdf.read_bytes()).degraded for pdf in PDFS}
    assert told.pop("chromium-english") is None
    assert len(told) == 3
    assert all("out of order" in (message or "") for message in told.values())


def test_a_process_of_its_own_reads_the_same() -> None:
    data = SAMPLES.joinpath("libreoffice-arabic.pdf").read_bytes()
    assert read_pdf(data) == extract_pdf(data)


@pytest.mark.parametrize(
    ("glyph", "letters"),
    [
        ("\ufefb", "لا"),
        ("\ufef7", "لأ"),
        ("ال", "لا"),  # no glyph is alef before lam: this is lam-alef written down backwards
        ("لا", "لا"),
        ("\ufee3", "م"),
        ("\ufdf2", "الله"),
        ("\ufb01", "fi"),
        ("\u200f", ""),
        ("\u00a0", " "),
    ],
)
def test_a_glyph_is_spelled_in_plain_letters(glyph: str, letters: str) -> None:
    assert spell(glyph) == letters


# Pages laid out by hand: every letter is 5 points wide and 10 high.


def lay(text: str, *, x: float = 50, y: float = 700, size: float = 10, nth: int = 0) -> list[Glyph]:
    """One line as it looks, from left to right."""
    return [
        Glyph(letter, x + 5 * at, x + 5 * at + 5, y, size, False, nth + at)
        for at, letter in enumerate(text)
    ]


def lay_lines(*lines: str, x: float = 50, y: float = 700) -> list[Glyph]:
    return [
        glyph
        for at, line in enumerate(lines)
        for glyph in lay(line, x=x, y=y - 12 * at, nth=1000 * at)
    ]


def book(*pages: list[Glyph], title: str | None = None, author: str | None = None) -> Book:
    return Book([Sheet(842, page) for page in pages], [], title, author)


def read(*pages: list[Glyph]) -> str:
    return put_together(book(*pages)).text


def turn(text: str) -> str:
    """A line of Arabic letters alone, as it looks."""
    return text[::-1]


def test_brackets_are_turned_round_where_the_document_gives_their_looks() -> None:
    looks = "(" + turn("أمس") + ") " + turn("قال الوزير")
    assert read(lay(looks)) == "قال الوزير (أمس)"


def test_brackets_stay_where_the_document_gives_their_meaning() -> None:
    meant = ")" + turn("أمس") + "( " + turn("قال الوزير")
    assert read(lay(meant)) == "قال الوزير (أمس)"


def test_a_mark_painted_before_its_letter_comes_behind_it() -> None:
    line = lay(turn("قال كتب"))
    line.insert(2, Glyph("\u0651", 60, 60, 702, 10, False, 2))
    painted = [glyph._replace(nth=at) for at, glyph in enumerate(line)]
    # As it looks: ba, ta, shadda, kaf …: the mark belongs to what is painted after it.
    assert read(painted) == "قال كّتب"


def test_a_mark_of_the_same_text_as_its_letter_is_not_doubled() -> None:
    line = lay(turn("قال نعم"))
    line.insert(2, Glyph("ن\u0651", 60, 60, 702, 10, False, 2))
    line[3] = line[3]._replace(text="ن\u0651", told=True)
    assert read([g._replace(nth=at) for at, g in enumerate(line)]) == "قال نّعم"


def test_strokes_that_stretch_a_word_are_no_letters() -> None:
    assert read(lay(turn("قـــال الهـلال هـ"))) == "قال الهلال هـ"
    line = lay(turn("تجمع"))
    line.insert(1, Glyph("\ufffd", 55, 57.5, 700, 10, False, 0))
    assert read([glyph._replace(nth=at) for at, glyph in enumerate(line)]) == "تجمع"


def test_columns_are_read_one_after_the_other_from_the_side_of_the_script() -> None:
    left, right = ["one two three", "four five six", "seven eight.."], ["nine ten more"] * 3
    english = [*lay_lines(*left, x=50), *lay_lines(*right, x=150)]
    assert read(english).split() == " ".join([*left, *right]).split()
    first = ["كتب محرر الجريدة", "أن الميناء مفتوح", "وأن السفن وصلت."]
    second = ["ونفى ناطق البلدة", "كل ما كتبه محرر.", "ولم يزد على هذا."]
    arabic = [
        *lay_lines(*map(turn, second), x=50),
        *lay_lines(*map(turn, first), x=160),
    ]
    assert read(arabic).split() == " ".join([*first, *second]).split()


def test_unaligned_columns_are_not_fused() -> None:
    left = ["alpha beta gam", "delta epsilon ", "zeta eta theta"]
    right = ["iota kappa lam", "mu nu xi omicr", "pi rho sigma t"]
    page = [*lay_lines(*left, x=50), *lay_lines(*right, x=150, y=694)]
    assert read(page).split() == " ".join([*left, *right]).split()


def test_a_wide_space_of_a_justified_line_is_no_column() -> None:
    page = [
        *lay("the council of the town denied on Tuesday", y=700),
        *lay("that the harbour", y=688, nth=100),
        *lay("had been closed", x=180, y=688, nth=200),
        *lay("and said so to everybody who asked for it", y=676, nth=300),
    ]
    assert "that the harbour had been closed and said" in read(page)


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [
        [
            *lay("Al-Marsa News, 7 June", y=810),
            *lay(f"The council met {word} time.", y=600, nth=100),
            *lay(f"- {number} -", y=30, nth=200),
        ]
        for number, word in enumerate(("the first", "the second", "the third"), 1)
    ]
    assert read(*pages).splitlines() == [
        "The council met the first time.",
        "The council met the second time.",
        "The council met the third time.",
    ]


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    first = lay_lines("The council said that the", "harbour had not been closd", y=150)
    second = lay_lines("at any time of that month.", y=700)
    assert read(first, second) == (
        "The council said that the harbour had not been closd at any time of that month."
    )


def test_a_word_parted_at_the_end_of_a_line_is_one_again() -> None:
    page = lay_lines(
        "the council of the munici-", "pality met long-distance-", "drivers of long-dis-"
    )
    assert "municipality" in read(page)


def test_a_short_last_line_ends_a_paragraph() -> None:
    page = lay_lines(
        "the council of the town met on",
        "Tuesday.",
        "A union said that the quays of",
        "the harbour were not open yet.",
    )
    assert read(page).splitlines() == [
        "the council of the town met on Tuesday.",
        "A union said that the quays of the harbour were not open yet.",
    ]


def test_title_and_author_of_the_file_count_only_if_the_text_has_them() -> None:
    page = lay_lines("Harbour open again", "by Salem Dabbous", "The council said so to all.")
    good = put_together(book(page, title="Harbour open again", author="Salem Dabbous"))
    assert (good.title, good.author) == ("Harbour open again", "Salem Dabbous")
    bad = put_together(book(page, title="Microsoft Word - doc1.docx", author="user7"))
    assert (bad.title, bad.author) == (None, None)


# Files written byte by byte.


def write_pdf(content: bytes, *, page: str = "", trailer: str = "", stream: str = "") -> bytes:
    """A PDF of one page, without a table of its objects, which readers then look for."""
    return (
        b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        b"3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R\n"
        b"/Resources <</Font <</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >> >> "
        + page.encode()
        + b">> endobj\n4 0 obj <</Length "
        + str(len(content)).encode()
        + b" "
        + stream.encode()
        + b">> stream\n"
        + content
        + b"\nendstream endobj\ntrailer <</Root 1 0 R "
        + trailer.encode()
        + b">>\n"
    )


SAY = b"BT /F 12 Tf 72 700 Td (The harbour is open.) Tj ET"


def test_a_plain_page_is_read() -> None:
    assert extract_pdf(write_pdf(SAY)).text == "The harbour is open."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no PDF"),
        (b"GIF89a and so on", "no PDF"),
        (b"%PDF-1.7\nnothing", "broken PDF"),
        (write_pdf(b"q Q"), r"recognise the text \(OCR\)"),
        (
            write_pdf(
                SAY,
                trailer="/ID [<00> <00>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -4 "
                f"/O <{'ab' * 32}> /U <{'cd' * 32}>>>",
            ),
            "locked by a password",
        ),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        extract_pdf(data)
    assert "\n" not in str(caught.value)


def test_cut_and_damaged_files_are_read_in_part_or_refused() -> None:
    chance = random.Random(5)
    data = SAMPLES.joinpath("typst-arabic.pdf").read_bytes()
    damaged = [data[: chance.randrange(len(data))] for _ in range(10)]
    for _ in range(20):
        broken = bytearray(data)
        for _ in range(30):
            broken[chance.randrange(len(data))] = chance.randrange(256)
        damaged.append(bytes(broken))
    for one in damaged:
        try:
            assert extract_pdf(one).text
        except Unreadable as error:
            assert len(str(error)) < 300


def test_a_broken_page_costs_only_itself() -> None:
    data = SAMPLES.joinpath("chromium-english.pdf").read_bytes()
    whole = glyphs_module.read_glyphs(data)
    assert len(whole.sheets) > 1
    extract = put_together(whole._replace(broken=[2], sheets=whole.sheets[:1]))
    assert "1 pages are missing or cut short (first: 2)" in (extract.degraded or "")


def test_too_many_pages_and_letters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = SAMPLES.joinpath("chromium-english.pdf").read_bytes()
    monkeypatch.setattr(glyphs_module, "MAX_PAGES", 1)
    with pytest.raises(Unreadable, match="more than 1 pages; split the PDF"):
        extract_pdf(data)
    monkeypatch.undo()
    monkeypatch.setattr(glyphs_module, "MAX_GLYPHS", 100)
    with pytest.raises(Unreadable, match="more than 100 letters"):
        extract_pdf(data)


@pytest.mark.slow
def test_a_bomb_costs_one_process_and_not_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    packer = zlib.compressobj(9)
    packed = b"".join([*(packer.compress(bytes(1 << 24)) for _ in range(16)), packer.flush()])
    monkeypatch.setattr(pdf_module, "MAX_MEMORY", 200 << 20)
    with pytest.raises(Unreadable, match="too much memory"):
        read_pdf(write_pdf(packed, stream="/Filter /FlateDecode"))


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "MAX_SECONDS", 1)
    endless = SAY + b" q 1 0 0 1 0 0 cm Q" * 2_000_000
    with pytest.raises(Unreadable, match="not read within 1 seconds"):
        read_pdf(write_pdf(endless))


def test_a_small_file_gets_less_time_than_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []

    def run(*_: object, timeout: int, **__: object) -> None:
        given.append(timeout)
        raise subprocess.TimeoutExpired("python", timeout)

    monkeypatch.setattr(subprocess, "run", run)
    for size in (1_000, 500_000, 50_000_000):
        with pytest.raises(Unreadable, match="not read within"):
            read_pdf(b"%PDF-1.7".ljust(size))
    assert given == [20, 120, 300]


def test_pages_that_contain_themselves_end() -> None:
    looped = write_pdf(SAY).replace(b"/Kids [3 0 R]", b"/Kids [2 0 R 3 0 R 3 0 R]")
    assert extract_pdf(looped).text == "The harbour is open."
