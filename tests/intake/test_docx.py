"""Word and OpenDocument files, put together part by part."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from marsad.intake import docx as docx_module
from marsad.intake.docx import read_docx, read_odt
from marsad.intake.failures import Unreadable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>{author}</dc:creator><dcterms:created>2017-06-08T10:00:00Z</dcterms:created>"
    "</cp:coreProperties>"
)


def pack(**parts: str | bytes) -> bytes:
    """A zip file; ``word__document`` becomes ``word/document.xml``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return file.getvalue()


def word(body: str) -> str:
    return f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:bidi/></w:pPr>{''.join(runs)}</w:p>"


def read(body: str, **parts: str | bytes) -> str:
    return read_docx(pack(word__document=word(body), **parts)).text


def test_paragraphs_come_in_their_order_whatever_runs_they_are_cut_into() -> None:
    body = paragraph(run("قال الوز"), run("ير إن الميناء")) + paragraph() + paragraph(run("مفتوح."))
    assert read(body) == "قال الوزير إن الميناء\nمفتوح."


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    body = paragraph(
        run("The harbour is "),
        "<w:del><w:r><w:delText>closed</w:delText></w:r></w:del>",
        f"<w:ins>{run('open')}</w:ins>",
        f"<w:moveFrom>{run(' never')}</w:moveFrom>",
        run("."),
    )
    assert read(body) == "The harbour is open."


def test_links_fields_and_content_controls_keep_their_text_only() -> None:
    body = paragraph(
        run("See "),
        f"<w:hyperlink>{run('the notice')}</w:hyperlink>",
        '<w:r><w:instrText> HYPERLINK "http://example.org" </w:instrText></w:r>',
        f"<w:sdt><w:sdtContent>{run(' of June')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple>{run(' 8')}</w:fldSimple>",
    )
    assert read(body) == "See the notice of June 8"


def test_breaks_make_lines_and_tabs_stay() -> None:
    body = paragraph(run("one"), "<w:r><w:br/></w:r>", run("two"), "<w:r><w:tab/></w:r>", run("3"))
    assert read(body) == "one\ntwo\t3"


def test_tables_are_read_row_by_row() -> None:
    rows = [("Town", "Dead"), ("Derna", "3")]
    cells = ["".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in row) for row in rows]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    assert read(paragraph(run("Before")) + body) == "Before\nTown\tDead\nDerna\t3"


def test_a_text_box_is_read_once() -> None:
    box = f"<wps:txbx><w:txbxContent>{paragraph(run('In the box'))}</w:txbxContent></wps:txbx>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert read(paragraph(run("Beside it."), both)) == "Beside it.\nIn the box"


def test_notes_stand_at_the_end_and_heads_nowhere() -> None:
    notes = (
        f"<w:footnotes {NAMES}><w:footnote w:type='separator'>{paragraph(run('----'))}</w:footnote>"
        f"<w:footnote w:id='1'>{paragraph(run('Says the council.'))}</w:footnote></w:footnotes>"
    )
    end = (
        f"<w:endnotes {NAMES}><w:endnote>{paragraph(run('Since denied.'))}</w:endnote></w:endnotes>"
    )
    head = f"<w:hdr {NAMES}>{paragraph(run('Confidential'))}</w:hdr>"
    text = read(
        paragraph(run("Open.")), word__footnotes=notes, word__endnotes=end, word__header1=head
    )
    assert text == "Open.\nSays the council.\nSince denied."


def test_title_and_author_are_those_of_the_properties_and_the_date_is_not() -> None:
    core = CORE.format(title="الميناء مفتوح", author="سالم دبوس")
    extract = read_docx(pack(word__document=word(paragraph(run("نص"))), docProps__core=core))
    assert (extract.title, extract.author, extract.published) == (
        "الميناء مفتوح",
        "سالم دبوس",
        None,
    )
    plain = read_docx(pack(word__document=word(paragraph(run("نص"))), docProps__core="<broken"))
    assert (plain.title, plain.author, plain.degraded) == (None, None, None)


def encrypted() -> bytes:
    """A zip whose entry says that it is locked."""
    data = bytearray(pack(word__document=word(paragraph(run("x")))))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(signature) + at
        data[place : place + 2] = struct.pack("<H", 1)
    return bytes(data)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    f"<w:document {NAMES}><w:body>{paragraph(run('&c;'))}</w:body></w:document>"
)
FETCHES = LAUGHS.replace('"ha"', 'SYSTEM "file:///etc/hostname"')
GOOD = pack(word__document=word(paragraph(run("x" * 2_000))))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "broken DOCX"),
        (GOOD[:200], "broken DOCX"),
        (b"\xd0\xcf\x11\xe0 old", r"old Word file \(.doc\); open it in a word processor"),
        (b"{\\rtf1 text}", "RTF file; open it in a word processor"),
        (pack(xl__workbook="<x/>"), "no word/document.xml"),
        (pack(word__document="<w:document"), "broken XML in word/document.xml"),
        (pack(word__document=LAUGHS), "declares entities"),
        (pack(word__document=FETCHES), "declares entities"),
        (pack(word__document=word("<w:p>" * 5_000)), "broken XML"),
        (pack(word__document=word(paragraph())), "no text in the document"),
        (encrypted(), "locked by a password"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(Unreadable, match=message) as caught:
        read_docx(data)
    assert "\n" not in str(caught.value)


def test_a_bomb_is_not_unpacked_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = pack(word__document=word(paragraph(run("a" * (8 << 20)))))
    assert len(bomb) < 20_000
    monkeypatch.setattr(docx_module._Parts, "left", 1 << 20)
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read_docx(bomb)


def test_a_thousand_parts_are_not_even_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_module, "MAX_ENTRIES", 3)
    with pytest.raises(Unreadable, match="more than 3 parts"):
        read_docx(pack(a="", b="", c="", word__document=word("")))


def odt(body: str) -> bytes:
    return pack(
        content='<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
        'office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def test_an_opendocument_text_is_read_likewise() -> None:
    body = (
        "<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>"
        "<text:h>الميناء مفتوح</text:h>"
        "<text:p>قال <text:span>الوزير</text:span>"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>في بيان.</text:p></text:note-body></text:note> نعم<text:line-break/>أمس.</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>درنة</text:p></table:table-cell>"
        "<table:table-cell><text:p>3</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert read_odt(odt(body)).text == "الميناء مفتوح\nقال الوزير نعم\nأمس.\nدرنة\t3\nفي بيان."


def test_an_opendocument_table_of_figures_is_refused() -> None:
    with pytest.raises(Unreadable, match="holds no text document"):
        read_odt(pack(content="<spreadsheet/>"))
