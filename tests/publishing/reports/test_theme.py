"""The theme of an organisation: what it may say, what is refused, and where it is seen."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from marsad.archive.observatory import Observatory
from marsad.publishing.reports.house import keep_theme, kept_theme, theme_for
from marsad.publishing.reports.html import write_html
from marsad.publishing.reports.logos import LogoError, make_logo
from marsad.publishing.reports.nouns import Draft
from marsad.publishing.reports.theme import COLOURS, PLAIN, ThemeError, find_theme, read_theme
from tests.publishing.reports.laying import laid

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
WAVE = SVG.format('<path d="M0 5q5 -5 10 0" fill="#0b5470"/>')
THEME = """
name = "مرصد الضفاف"
logo = "wave.svg"
drawings = false
[colours]
accent = "#7a1f3d"
[fonts]
text = "Amiri"
"""


def png(wide: int, tall: int) -> bytes:
    """A picture without content, as a file begins."""
    head = struct.pack(">IIBBBBB", wide, tall, 8, 2, 0, 0, 0)
    body = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    (tmp_path / "wave.svg").write_text(WAVE, encoding="utf-8")
    (tmp_path / "theme.toml").write_text(THEME, encoding="utf-8")
    return tmp_path / "theme.toml"


def test_a_theme_shows_its_name_its_logo_and_its_colours(
    dam: Observatory, arabic: Draft, theme: Path
) -> None:
    page = "".join(write_html(laid(dam, arabic), read_theme(theme)))
    assert 'src="data:image/svg+xml;base64,' in page and "مرصد الضفاف</span>" in page
    assert "--accent: #7a1f3d" in page and 'font-family: "Amiri"' in page
    assert "<figure" not in page


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('colour = "#000000"', "colour: no such key; there are name, logo"),
        ("name = 3", "name: text is wanted, not 3"),
        ('drawings = "yes"', "drawings: true or false is wanted"),
        ('[colours]\nink = "black"', "colours.ink: a colour as #0b5470 is wanted"),
        ('[colours]\nink = "#eeee99"', "take a darker one"),
        ('[colours]\nsky = "#0000ff"', "colours.sky: no such key"),
        ('[fonts]\ntext = "A\\"; } body { x"', "fonts.text: a name as Amiri is wanted"),
        ('[fonts]\nfolder = "nowhere"', "is no folder"),
        ('logo = "absent.png"', "logo: "),
        ("name = ", "not TOML"),
    ],
)
def test_a_wrong_key_is_named_with_its_remedy(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "theme.toml"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ThemeError) as refused:
        read_theme(path)
    assert told in str(refused.value) and str(path) in str(refused.value)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onload="alert(1)"/>',
        '<image href="https://elsewhere.example/x.png"/>',
        '<use href="https://elsewhere.example/x.svg#a"/>',
        "<style>@import url(https://elsewhere.example/x.css)</style>",
        '<path fill="url(https://elsewhere.example/x)"/>',
        '<path style="background: url( &quot;//elsewhere.example&quot;)"/>',
        '<a href="#x"><path/></a>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<set attributeName="href" to="javascript:x"/>',
    ],
)
def test_a_logo_that_is_more_than_a_drawing_is_refused(inside: str) -> None:
    with pytest.raises(LogoError):
        make_logo(SVG.format(inside).encode())


def test_a_logo_keeps_its_gradients_and_loses_its_comments() -> None:
    inside = '<!-- made by --><defs><linearGradient id="g"/></defs><rect fill="url(#g)"/>'
    kept = make_logo(SVG.format(inside).encode()).data
    assert b"url(#g)" in kept and b"made by" not in kept


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a",
        b"<html/>",
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + WAVE.encode(),
        png(100_000, 100_000),
        png(0, 10),
        png(10, 10),  # cut behind its head
        SVG.format('<use href="#a"/>' * 21).encode(),
    ],
)
def test_what_is_no_logo_is_refused(data: bytes) -> None:
    with pytest.raises(LogoError):
        make_logo(data)


def test_a_file_goes_before_the_environment_and_that_before_the_archive(
    dam: Observatory, theme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MARSAD_THEME", raising=False)
    assert find_theme() is PLAIN
    with dam.judging() as connection:
        keep_theme(connection, read_theme(theme))
    theme.unlink()
    with dam.reading() as connection:
        kept = theme_for(connection)
        assert kept.name == "مرصد الضفاف" and kept.logo == make_logo(WAVE.encode())
        other = tmp_path / "other.toml"
        other.write_text('name = "Banks"', encoding="utf-8")
        monkeypatch.setenv("MARSAD_THEME", str(other))
        assert theme_for(connection).name == "Banks"
    with dam.judging() as connection:
        keep_theme(connection, None)
        assert kept_theme(connection) is None


def test_a_whole_png_is_taken() -> None:
    end = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    assert make_logo(png(10, 10) + end).kind == "png"


def test_every_key_of_a_theme_is_documented() -> None:
    told = (Path(__file__).parents[3] / "docs" / "reports.md").read_text(encoding="utf-8")
    keys = {"name", "logo", "drawings", "fonts.text", "fonts.headings", "fonts.folder"}
    for key in keys | {f"colours.{name}" for name in COLOURS}:
        assert f"`{key}`" in told, key
