"""A report as a Word document to work on: real footnotes, right to left where its language is."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from docx import Document as new_document
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from marsad.publishing.reports.directions import stretches
from marsad.publishing.reports.footnotes import Footnotes
from marsad.publishing.reports.pictures import to_png
from marsad.publishing.reports.press import has_fonts
from marsad.publishing.reports.sheet import Sheet
from marsad.publishing.reports.theme import PLAIN, Theme
from marsad.publishing.reports.typesetting import AMIRI, typeset

_FIRST = (1980, 1, 1, 0, 0, 0)  # the earliest time of a file in a zip; the report tells its own
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - Word's properties have no zone
_UNFIT = {code: None for code in range(32) if code not in (9, 10, 13)} | {
    0xFFFE: None,
    0xFFFF: None,
}
# What follows in its parent, for elements whose order the format prescribes (ECMA-376).
_BEHIND_BIDI = ("w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
_BEHIND_BORDER = ("w:shd", "w:tabs", "w:bidi", *_BEHIND_BIDI)
_BEHIND_VISUAL = (
    "w:tblStyleRowBandSize",
    "w:tblW",
    "w:jc",
    "w:tblBorders",
    "w:tblLayout",
    "w:tblLook",
)
_BEHIND_BOLD = ("w:bCs", "w:i", "w:iCs", "w:color", "w:spacing", "w:kern", "w:sz", "w:szCs")
_WIDTHS = (Cm(1.4), Cm(8.6), Cm(3.4), Cm(2.8))  # of the table of sources


def write_docx(sheet: Sheet, theme: Theme = PLAIN) -> bytes:
    """The report on A4 paper; the same bytes for the same report.

    Drawings are set in the fonts of the build; without them they are left out, and it is said.
    """
    plain = theme.drawings and not has_fonts()
    return _Writer(sheet, theme.without_drawings() if plain else theme).write(plain=plain)


class _Writer:
    """Writes one document."""

    def __init__(self, sheet: Sheet, theme: Theme) -> None:
        self._data = typeset(sheet, theme)
        self._words: dict[str, str] = self._data["words"]
        self._theme = theme
        self._rtl = sheet.direction == "rtl"
        self._doc: Document = new_document()
        self._ids = 0

    def write(self, *, plain: bool) -> bytes:
        """The file; ``plain`` tells that drawings had to be left out."""
        self._set_up()
        self._notes = Footnotes(self._doc)
        self._head()
        for section in self._data["sections"]:
            self._section(section)
        if self._data["figures"]:
            self._say(self._paragraph("Heading 1"), self._words["days_places"])
            self._drawings(self._data["figures"])
        self._sources()
        self._foot(plain)
        return _packed(self._doc)

    # -- the look of it

    def _set_up(self) -> None:
        doc, page = self._doc, self._doc.sections[0]
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.left_margin = page.right_margin = Cm(2.4)
        page.top_margin = page.bottom_margin = Cm(2.4)
        if self._rtl:
            _flag(page._sectPr, "w:bidi", ("w:rtlGutter", "w:docGrid"))
        names = {"Normal": self._theme.text, "Title": None, "Heading 1": None}
        for name in names:
            headings = self._theme.headings or self._theme.text
            font = self._theme.text if name == "Normal" else headings
            _set_font(doc.styles[name], font or AMIRI)
        self._style("Normal", 12, "ink")
        self._style("Title", 22, "accent")
        self._style("Heading 1", 15, "accent")
        for border in doc.styles["Title"].element.get_or_add_pPr().findall(qn("w:pBdr")):
            border.getparent().remove(border)
        for name in ("Title", "Heading 1"):
            _flag(doc.styles[name].element.get_or_add_rPr(), "w:b", _BEHIND_BOLD)
            _flag(doc.styles[name].element.get_or_add_rPr(), "w:bCs", _BEHIND_BOLD[1:])
        normal = doc.styles["Normal"]
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.25
        lang = self._data["lang"]
        marks = {"bidi": lang} if self._rtl else {"val": lang}
        _flag(normal.element.get_or_add_rPr(), "w:lang", ("w:eastAsianLayout",), **marks)
        about = doc.core_properties
        about.title, about.author = _clean(self._data["title"]), _clean(self._data["author"])
        about.comments, about.language, about.last_modified_by = "", lang, ""
        about.created = about.modified = _MADE
        about.revision = 1

    def _style(self, name: str, size: int, colour: str) -> None:
        """Arabic has a size and a weight of its own beside those of Latin letters."""
        style = self._doc.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = self._colour(colour)
        parts = style.element.get_or_add_rPr()
        behind = ("w:highlight", "w:u", "w:effect", "w:vertAlign", "w:rtl", "w:cs", "w:lang")
        for old in parts.findall(qn("w:szCs")):
            parts.remove(old)
        _flag(parts, "w:szCs", behind, val=str(2 * size))

    def _colour(self, key: str) -> RGBColor:
        return RGBColor.from_string(self._theme.colour(key)[1:].upper())

    # -- parts of the page

    def _head(self) -> None:
        theme = self._theme
        if theme.logo is not None:
            png = theme.logo.data if theme.logo.kind == "png" else to_png(theme.logo.data)
            place = self._paragraph()
            shape = place.add_run().add_picture(io.BytesIO(png), height=Cm(1.6))
            _describe(shape, self._data["logo"]["alt"])
        if self._data["name"] is not None:
            run = self._say(self._paragraph(), self._data["name"])
            run.font.color.rgb = self._colour("accent")
        self._say(self._paragraph("Title"), self._data["shown"])
        self._quiet(self._paragraph(), " · ".join(self._data["facts"]))
        if self._data["correction"]:
            self._say(self._beside(), self._data["correction"])

    def _section(self, section: dict[str, Any]) -> None:
        self._say(self._paragraph("Heading 1"), section["heading"])
        for line in section["lines"]:
            if line["kind"] == "counted":
                self._quiet(self._beside(), line["text"])
                continue
            place = self._beside() if line["kind"] == "judged" else self._paragraph()
            self._say(place, line["text"])
            self._marks(place, line["notes"])
            if line["kind"] == "judged":
                self._quiet(place, f" ({self._words['judged']})")
        self._drawings(section["drawings"])

    def _drawings(self, drawings: list[dict[str, str]]) -> None:
        for one in drawings:
            place = self._paragraph()
            place.paragraph_format.keep_with_next = True
            png = io.BytesIO(to_png(one["svg"].encode()))
            _describe(place.add_run().add_picture(png, Cm(16.2)), one["alt"])
            self._quiet(self._paragraph(), one["caption"], size=9)

    def _marks(self, place: Paragraph, notes: list[dict[str, Any]]) -> None:
        """The numbers of a sentence: a footnote where it is new, else a link to where it was."""
        for at, cited in enumerate(notes):
            if at:
                comma = place.add_run(self._words["comma"])
                comma.font.superscript = True
            number = cited["note"]
            if cited["first"]:
                run = place.add_run()
                self._mark_place(run, f"note_{number}")
                self._footnote(self._notes.add(run), self._data["notes"][str(number)])
            else:
                run = self._link(place, f"note_{number}", str(number))
                run.font.superscript = True

    def _footnote(self, foot: Paragraph, note: dict[str, Any]) -> None:
        self._turn(foot)
        self._say(foot, note["text"])
        told = f" {note['chain']}{self._words['comma']}" if note["chain"] else " "
        self._quiet(foot, told, size=9)
        self._link(foot, f"source_{note['source']}", f"{self._words['source']} {note['source']}")

    def _sources(self) -> None:
        words = self._words
        self._say(self._paragraph("Heading 1"), words["sources"])
        rows = self._data["sources"]
        if not rows:
            self._say(self._paragraph(), words["no_sources"])
            return
        table = self._doc.add_table(rows=1, cols=4)
        table.autofit = False
        table._tbl.tblPr.insert_element_before(self._lines(), "w:tblLayout", "w:tblLook")
        if self._rtl:
            _flag(table._tbl.tblPr, "w:bidiVisual", _BEHIND_VISUAL)
        heads = (words["number"], words["source_head"], words["date"], words["notes"])
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            self._say(self._cell(cell), head).bold = True
        _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row in rows:
            self._source(table, row)
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = width
        for line in table.rows:
            _flag(line._tr.get_or_add_trPr(), "w:cantSplit", ("w:tblHeader",))
            for cell, width in zip(line.cells, _WIDTHS, strict=True):
                cell.width = width

    def _lines(self) -> Any:
        """Thin lines between the rows of a table, and none between its columns."""
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            one = OxmlElement(f"w:{side}")
            colour = self._theme.colour("line")[1:].upper()
            for key, value in {"val": "single", "sz": "6", "space": "0", "color": colour}.items():
                one.set(qn(f"w:{key}"), value)
            borders.append(one)
        return borders

    def _source(self, table: Table, row: dict[str, Any]) -> None:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        number = self._cell(cells[0])
        self._mark_place(self._say(number, str(row["number"])), f"source_{row['number']}")
        self._say(self._cell(cells[1]), row["named"])
        if row["url"] is not None:
            place = self._cell(cells[1], again=True)
            if row["target"] is not None:
                self._web(place, row["target"], row["url"])
            else:
                self._quiet(place, row["url"], size=9)
        self._say(self._cell(cells[2]), row["day"])
        cited = self._cell(cells[3])
        if not row["notes"]:
            self._quiet(cited, self._words["drawn"], size=9)
        for at, note in enumerate(row["notes"]):
            if at:
                self._say(cited, self._words["comma"])
            self._link(cited, f"note_{note}", str(note))

    def _foot(self, plain: bool) -> None:
        data, words = self._data, self._words
        if plain:
            self._quiet(self._beside(), words["undrawn"], size=9)
        caution = self._beside()
        caution.paragraph_format.space_before = Pt(18)
        self._quiet(caution, words["caution"], size=9)
        if data["hash"] is not None:
            told = (
                f"{words['fingerprint']}: \u2066{data['hash']}\u2069 · \u2066{data['engine']}\u2069"
            )
            self._quiet(self._paragraph(), told, size=8)
        footer = self._turn(self._doc.sections[0].footer.paragraphs[0])
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = words["page"].split("{}")
        for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, None)):
            self._quiet(footer, text, size=9)
            if code is not None:
                _field(footer, code)

    # -- words

    def _paragraph(self, style: str | None = None) -> Paragraph:
        return self._turn(self._doc.add_paragraph(style=style))

    def _cell(self, cell: Any, *, again: bool = False) -> Paragraph:
        paragraph = self._turn(cell.add_paragraph() if again else cell.paragraphs[0])
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.0
        return paragraph

    def _beside(self) -> Paragraph:
        """A paragraph with a line beside it, where reading begins."""
        paragraph = self._paragraph()
        border, side = OxmlElement("w:pBdr"), OxmlElement("w:right" if self._rtl else "w:left")
        colour = self._theme.colour("line")[1:].upper()
        for key, value in {"val": "single", "sz": "16", "space": "6", "color": colour}.items():
            side.set(qn(f"w:{key}"), value)
        border.append(side)
        paragraph._p.get_or_add_pPr().insert_element_before(border, *_BEHIND_BORDER)
        return paragraph

    def _turn(self, paragraph: Paragraph) -> Paragraph:
        if self._rtl:
            _flag(paragraph._p.get_or_add_pPr(), "w:bidi", _BEHIND_BIDI)
        return paragraph

    def _say(self, paragraph: Paragraph, laid: str) -> Run:
        """The words of a line, a run for each direction; returns the last."""
        run = None
        for one in stretches(laid, "rtl" if self._rtl else "ltr"):
            run = paragraph.add_run(_clean(one.text))
            if one.direction == "rtl":
                _flag(run._r.get_or_add_rPr(), "w:rtl", ("w:cs", "w:lang"))
        return run or paragraph.add_run()

    def _quiet(self, paragraph: Paragraph, laid: str, size: int = 10) -> None:
        there = len(paragraph.runs)
        self._say(paragraph, laid)
        for run in paragraph.runs[there:]:
            run.font.color.rgb = self._colour("muted")
            _resize(run, size)

    # -- links

    def _mark_place(self, run: Run, name: str) -> None:
        self._ids += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for one in (start, end):
            one.set(qn("w:id"), str(self._ids))
        start.set(qn("w:name"), name)
        run._r.addprevious(start)
        run._r.addnext(end)

    def _link(self, paragraph: Paragraph, place: str, text: str) -> Run:
        made = OxmlElement("w:hyperlink")
        made.set(qn("w:anchor"), place)
        return self._linked(paragraph, made, text)[-1]

    def _web(self, paragraph: Paragraph, address: str, text: str) -> None:
        made = OxmlElement("w:hyperlink")
        related = self._doc.part.relate_to(_clean(address), RELATIONSHIP_TYPE.HYPERLINK, True)
        made.set(qn("r:id"), related)
        for run in self._linked(paragraph, made, text):
            _resize(run, 9)

    def _linked(self, paragraph: Paragraph, made: Any, text: str) -> list[Run]:
        there = len(paragraph.runs)
        self._say(paragraph, text)
        runs = paragraph.runs[there:]
        runs[0]._r.addprevious(made)
        for run in runs:
            run.font.color.rgb = self._colour("accent")
            made.append(run._r)
        return runs


def _flag(parent: Any, name: str, before: tuple[str, ...] = (), **values: str) -> None:
    """Put an element in its place among its siblings, once."""
    if parent.find(qn(name)) is not None:
        return
    child = OxmlElement(name)
    for key, value in values.items():
        child.set(qn(f"w:{key}"), value)
    parent.insert_element_before(child, *before)


def _set_font(style: Any, name: str) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in list(fonts.attrib):
        del fonts.attrib[slot]
    for slot in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), name)


def _resize(run: Run, size: int) -> None:
    run.font.size = Pt(size)
    behind = ("w:highlight", "w:u", "w:effect", "w:vertAlign", "w:rtl", "w:cs", "w:lang")
    _flag(run._r.get_or_add_rPr(), "w:szCs", behind, val=str(2 * size))


def _field(paragraph: Paragraph, code: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    _resize(Run(run, paragraph), 9)


def _describe(shape: Any, alt: str) -> None:
    shape._inline.docPr.set("descr", _clean(alt))


def _clean(text: str) -> str:
    """Text that XML can hold."""
    return text.translate(_UNFIT)


def _packed(doc: Document) -> bytes:
    """The document as a zip whose files have no time of their own."""
    held, out = io.BytesIO(), io.BytesIO()
    doc.save(held)
    with zipfile.ZipFile(held) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, _FIRST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            zipped.writestr(entry, made.read(name))
    return out.getvalue()
