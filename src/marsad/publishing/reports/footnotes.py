"""Footnotes of a Word document: the part that holds them, and the marks that point to it.

ECMA-376 part 1, 11.3.7 and 17.11. Every text is set as a value of lxml, and so is never markup.
"""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TEXT, MARK = "footnote text", "footnote reference"  # styles, as Word calls them
_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>
</w:footnote>
</w:footnotes>"""


class Footnotes:
    """The footnotes of one document, numbered from 1 in the order in which they are added."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_EMPTY),
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._add_styles()
        self._name_separators()
        self._count = 0

    def add(self, run: Run) -> Paragraph:
        """Put a mark into a run, and return the paragraph at the foot that it points to."""
        self._count += 1
        run.style = MARK
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self._count))
        run._r.append(reference)
        note = OxmlElement("w:footnote")
        note.set(qn("w:id"), str(self._count))
        paragraph = OxmlElement("w:p")
        note.append(paragraph)
        self._part.element.append(note)
        made = Paragraph(paragraph, _Holder(self._document))
        made.style = self._document.styles[TEXT]
        mark = made.add_run()
        mark.style = self._document.styles[MARK]
        mark._r.append(OxmlElement("w:footnoteRef"))
        made.add_run(" ")
        return made

    @property
    def part(self) -> XmlPart:
        """What hyperlinks of footnotes are related to."""
        return self._part

    def _add_styles(self) -> None:
        styles = self._document.styles
        there = {one.name for one in styles}
        if TEXT not in there:
            text = styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH)
            text.base_style = styles["Normal"]
            text.font.size = Pt(9)
            text.paragraph_format.space_after = Pt(2)
            text.paragraph_format.line_spacing = 1.0
            large = OxmlElement("w:szCs")  # the size of letters of right-to-left scripts
            large.set(qn("w:val"), "20")
            text.element.get_or_add_rPr().append(large)
        if MARK not in there:
            mark = styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER)
            mark.font.superscript = True

    def _name_separators(self) -> None:
        """The settings name the lines between text and notes, as Word writes them."""
        settings = self._document.settings.element
        named = OxmlElement("w:footnotePr")
        for id in ("-1", "0"):
            one = OxmlElement("w:footnote")
            one.set(qn("w:id"), id)
            named.append(one)
        after = ("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang")
        place = next(
            (found for name in after if (found := _child(settings, name)) is not None), None
        )
        if place is None:
            settings.append(named)
        else:
            place.addprevious(named)


class _Holder:
    """What python-docx asks a paragraph's parent for: the part whose styles it uses."""

    def __init__(self, document: Document) -> None:
        self.part = document.part


def _child(element: Any, name: str) -> Any:
    try:
        return element.find(qn(name))
    except KeyError:  # a prefix that python-docx does not know
        return None
