"""Makes PDFs with the programs that newsrooms use, and measures how rightly Marsad reads them.

usage: python tools/pdfs.py samples
       python tools/pdfs.py measure [FILE…] [--documents N]

``samples`` writes the PDFs of tests/intake/samples anew from the texts beside them. ``measure``
prints, for each program and font, the share of the words of the texts that are read in their order
(the longest common subsequence of difflib), of paragraphs found whole, and pages per second of the
processor. FILE holds JSON lines with the key ``text`` (packed by gzip or not); without it, the
texts of the samples are measured. Programs that are absent are left out: Chromium, LibreOffice
(``soffice``) and the package ``typst``; the fonts are Amiri and Noto Naskh Arabic.
"""

from __future__ import annotations

import argparse
import difflib
import gzip
import html
import json
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from marsad.intake.failures import Unreadable
from marsad.intake.pdf import read_pdf

SAMPLES = Path(__file__).parents[1] / "tests" / "intake" / "samples"
FONTS = ("Amiri", "Noto Naskh Arabic")
PAGE = """<html lang="{lang}" dir="{dir}"><meta charset="utf-8"><title>{title}</title>
<style>@page {{ size: A4; margin: 25mm 22mm; {head} }} body {{ font: {size}pt/1.5 "{font}" }}
p {{ margin: 0 0 {gap}; text-align: justify; hyphens: auto; text-indent: {indent} }}
h1 {{ font-size: {large}pt; font-weight: 400 }} div {{ columns: {columns}; column-gap: 9mm }}
</style><h1>{title}</h1><div>{body}</div></html>"""
Maker = Callable[..., bytes]


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def is_arabic(text: str) -> bool:
    return any("\u0621" <= character <= "\u064a" for character in text)


HEADS = (
    '@top-right {{ content: "{name}" }} @top-left {{ content: "7/6/2017" }}'
    ' @bottom-center {{ content: "- " counter(page) " -" }}'
)


def lay_out(text: str, font: str, head: str = "", columns: int = 1, **sizes: Any) -> str:
    """A text as a web page: its first line is the headline."""
    title, *paragraphs = [line for line in text.splitlines() if line.strip()]
    arabic = is_arabic(text)
    size, gap = sizes.get("size", 12), sizes.get("gap", "0.6em")
    return PAGE.format(
        lang="ar" if arabic else "en-GB",
        dir="rtl" if arabic else "ltr",
        title=html.escape(title),
        font=font,
        size=size,
        large=round(size * 1.6),
        gap=gap,
        indent="0" if gap != "0" else "1.5em",
        columns=columns,
        head=HEADS.format(name=head) if head else "",
        body="".join(f"<p>{html.escape(line)}</p>" for line in paragraphs),
    )


def by_chromium(text: str, font: str, **layout: Any) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "article.html")
        page.write_text(lay_out(text, font, **layout), encoding="utf-8")
        run(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu"),
            "--no-pdf-header-footer",
            "--disable-pdf-tagging",
            *(f"--print-to-pdf={folder}/article.pdf", page.as_uri()),
        )
        return Path(folder, "article.pdf").read_bytes()


def by_libreoffice(text: str, font: str) -> bytes:
    """Through flat OpenDocument, so that the direction of paragraphs is that of the text."""
    arabic = is_arabic(text)
    mode, align = ("rl-tb", "end") if arabic else ("lr-tb", "start")
    title, *paragraphs = [html.escape(line) for line in text.splitlines() if line.strip()]
    body = "".join(f'<text:p text:style-name="P">{line}</text:p>' for line in paragraphs)
    document = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="T" style:family="paragraph"><style:paragraph-properties
 style:writing-mode="{mode}" fo:text-align="{align}" fo:margin-bottom="0.3cm"/>
<style:text-properties style:font-name-complex="{font}" style:font-family-complex="{font}"
 fo:font-family="{font}" fo:font-size="20pt" style:font-size-complex="20pt"/></style:style>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties
 style:writing-mode="{mode}" fo:text-align="justify" fo:margin-bottom="0.2cm"/>
<style:text-properties style:font-family-complex="{font}" fo:font-family="{font}"
 fo:font-size="13pt" style:font-size-complex="13pt"/></style:style>
</office:automatic-styles><office:body><office:text>
<text:p text:style-name="T">{title}</text:p>{body}</office:text></office:body></office:document>"""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "article.fodt")
        file.write_text(document, encoding="utf-8")
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, str(file))
        return Path(folder, "article.pdf").read_bytes()


def by_typst(text: str, font: str) -> bytes:
    import typst

    title, *paragraphs = [
        json.dumps(line, ensure_ascii=False) for line in text.splitlines() if line
    ]
    lang = "ar" if is_arabic(text) else "en"
    lines = [
        '#set page(paper: "a4", numbering: "1")',
        f'#set text(font: "{font}", lang: "{lang}", size: 12pt)',
        "#set par(justify: true, spacing: 1.4em)",
        f"#text(size: 18pt)[#{title}]",
        *(f"#par[#{line}]" for line in paragraphs),
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "article.typ")
        file.write_text("\n\n".join(lines), encoding="utf-8")
        return bytes(typst.compile(str(file)))


def find_makers() -> dict[str, Maker]:
    """The programs that this machine has."""
    makers: dict[str, Maker] = {}
    if shutil.which("chromium"):
        makers["Chromium"] = by_chromium
        makers["Chromium, two columns"] = lambda text, font: by_chromium(
            text, font, columns=2, size=10, gap="0"
        )
    if shutil.which("soffice"):
        makers["LibreOffice"] = by_libreoffice
    if find_spec("typst"):
        makers["Typst"] = by_typst
    return makers


def words_in_order(source: str, read: str) -> float:
    """The share of the words of a text that another one has in the same order."""
    words, found = source.split(), read.split()
    match = difflib.SequenceMatcher(None, words, found, autojunk=False)
    return sum(block.size for block in match.get_matching_blocks()) / max(len(words), 1)


def whole_paragraphs(source: str, read: str) -> float:
    paragraphs = [" ".join(line.split()) for line in source.splitlines() if line.strip()]
    lines = {" ".join(line.split()) for line in read.splitlines()}
    return sum(paragraph in lines for paragraph in paragraphs) / max(len(paragraphs), 1)


def texts_of(files: list[Path], documents: int) -> Iterator[str]:
    """Texts of an article's length, drawn by chance, the same in every run."""
    if not files:
        yield from (
            SAMPLES.joinpath(name).read_text("utf-8") for name in ("arabic.txt", "english.txt")
        )
    for file in files:
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        fit = [text for text in texts if 1_000 < len(text) < 8_000]
        yield from random.Random(17).sample(fit, min(documents, len(fit)))


def processor_time() -> float:
    """Seconds of the processor that finished child processes took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure(files: list[Path], documents: int) -> None:
    texts = list(texts_of(files, documents))
    print(f"{len(texts)} texts, {sum(len(text.split()) for text in texts):,} words")
    print("| program | font | words in order | whole paragraphs | pages | pages/s |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, make in find_makers().items():
        for font in FONTS:
            total, right, whole, pages, seconds = 0, 0.0, 0.0, 0, 0.0
            for text in texts:
                data = make(text, font)
                began = processor_time()
                try:
                    read = read_pdf(data).text
                except Unreadable as error:
                    print(name, font, error)
                    read = ""
                seconds += processor_time() - began
                pages += max(data.count(b"/Type /Page\n"), data.count(b"/Type/Page/"), 1)
                size = len(text.split())
                total += size
                right += size * words_in_order(text, read)
                whole += size * whole_paragraphs(text, read)
            print(
                f"| {name} | {font} | {right / total:.1%} | {whole / total:.1%} | {pages} "
                f"| {pages / seconds:.1f} |"
            )


def write_samples() -> None:
    arabic, english = (
        SAMPLES.joinpath(f"{name}.txt").read_text("utf-8") for name in ("arabic", "english")
    )
    made = {
        "chromium-arabic.pdf": by_chromium(
            arabic, "DejaVu Sans", head="وكالة المرسى", columns=2, size=17, gap="0"
        ),
        "chromium-english.pdf": by_chromium(
            english, "DejaVu Serif", head="Al-Marsa News", columns=2, size=17
        ),
        "libreoffice-arabic.pdf": by_libreoffice(arabic, FONTS[0]),
        "typst-arabic.pdf": by_typst(arabic, FONTS[1]),
    }
    for name, data in made.items():
        SAMPLES.joinpath(name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("samples", "measure"))
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--documents", type=int, default=20)
    given = parser.parse_args()
    if given.what == "samples":
        write_samples()
    else:
        measure(given.files, given.documents)


if __name__ == "__main__":
    main()
