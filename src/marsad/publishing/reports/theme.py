"""How reports of an organisation look: its name, logo, colours and letters, from a TOML file."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tomli

from marsad.publishing.reports.logos import Logo, LogoError, read_logo

SETTING = "MARSAD_THEME"  # the variable of the environment that names a theme
_LARGEST = 64 << 10  # bytes of a theme
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[\w][\w .-]{0,59}")
_NAME = 120  # letters of an organisation's name
_CONTRAST = 4.5  # of letters on white paper, as WCAG 2.2 asks (1.4.3)
# Of a report on paper: letters, quieter letters, headings and links, lines.
COLOURS = {"ink": "#1c2026", "muted": "#565d66", "accent": "#0b5470", "line": "#ddd8cc"}
_LETTERS = ("ink", "muted", "accent")
_KEYS: Mapping[str, type] = {
    "name": str,
    "logo": str,
    "drawings": bool,
    "colours": dict,
    "fonts": dict,
}
_FONTS = ("text", "headings", "folder")


class ThemeError(ValueError):
    """A theme that cannot be used; the text names the file, the key and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours are ``#rrggbb`` by their keys; fonts are names, ``None`` for the ones of Marsad.

    ``folder`` holds font files for PDF.
    """

    name: str | None = None
    logo: Logo | None = None
    drawings: bool = True
    colours: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    headings: str | None = None
    folder: str | None = None

    def colour(self, key: str) -> str:
        """A colour of the theme, or Marsad's own."""
        return self.colours.get(key, COLOURS[key])

    def without_drawings(self) -> Theme:
        return replace(self, drawings=False)


PLAIN = Theme()


def find_theme(path: Path | None = None) -> Theme:
    """The theme of a file, else of the file that the environment names, else the plain one.

    Raises:
        ThemeError: the file cannot be used.
    """
    if path is None:
        named = os.environ.get(SETTING)
        path = Path(named) if named else None
    return PLAIN if path is None else read_theme(path)


def read_theme(path: Path) -> Theme:
    """A theme from a TOML file; paths in it count from its folder.

    Raises:
        ThemeError: the file cannot be read, or a key of it is not one of a theme.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ThemeError(f"{path}: more than {_LARGEST >> 10} kB; this is no theme")
        given = tomli.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"{path}: {error.strerror or error}; name a theme in TOML") from error
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ThemeError(f"{path}: not TOML: {error}") from error
    try:
        return _theme(given, path.parent)
    except LogoError as error:
        raise ThemeError(f"{path}: logo: {error}") from error
    except ThemeError as error:
        raise ThemeError(f"{path}: {error}") from error


def change_theme(kept: Theme, given: dict[str, Any], logo: Logo | None) -> Theme:
    """A theme with another name, logo and colours; its fonts stay.

    Args:
        given: ``name``, ``drawings`` and ``colours``, as in a file.

    Raises:
        ThemeError: a value is not one of a theme.
    """
    made = _theme(given, Path())
    return replace(made, logo=logo, text=kept.text, headings=kept.headings, folder=kept.folder)


def tell_theme(theme: Theme) -> str:
    """A theme on a few lines, key by key."""
    told = [f"name      {theme.name}"] if theme.name else []
    if theme.logo is not None:
        told.append(f"logo      {theme.logo.kind}, {len(theme.logo.data):,} bytes")
    told.append(f"drawings  {'yes' if theme.drawings else 'no'}")
    told += [f"colours   {key} {value}" for key, value in theme.colours.items()]
    fonts = {"text": theme.text, "headings": theme.headings, "folder": theme.folder}
    told += [f"fonts     {key} {value}" for key, value in fonts.items() if value]
    return "\n".join(told)


def _theme(given: dict[str, Any], home: Path) -> Theme:
    _check_keys(given, tuple(_KEYS), "")
    for key, value in given.items():
        if not isinstance(value, _KEYS[key]):
            raise ThemeError(f"{key}: {_asked(_KEYS[key])} is wanted, not {value!r}")
    fonts = _fonts(given.get("fonts", {}))
    logo, folder = given.get("logo"), fonts.pop("folder", None)
    name = given.get("name", "").strip()
    if len(name) > _NAME:
        raise ThemeError(f"name: at most {_NAME} letters, not {len(name)}")
    if folder is not None and not (home / folder).is_dir():
        raise ThemeError(f"fonts.folder: {home / folder} is no folder; put the font files there")
    return Theme(
        name=name or None,
        logo=None if logo is None else read_logo(home / logo),
        drawings=given.get("drawings", True),
        colours=_colours(given.get("colours", {})),
        text=fonts.get("text"),
        headings=fonts.get("headings"),
        folder=None if folder is None else str((home / folder).resolve()),
    )


def _colours(given: dict[str, Any]) -> dict[str, str]:
    _check_keys(given, tuple(COLOURS), "colours.")
    for key, value in given.items():
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            raise ThemeError(f"colours.{key}: a colour as #0b5470 is wanted, not {value!r}")
        if key in _LETTERS and _contrast(value) < _CONTRAST:
            told = f"{_contrast(value):.1f} : 1 on white, and letters need {_CONTRAST} : 1"
            raise ThemeError(f"colours.{key}: {value} has {told}; take a darker one")
    return given


def _fonts(given: dict[str, Any]) -> dict[str, str]:
    _check_keys(given, _FONTS, "fonts.")
    for key, value in given.items():
        if not isinstance(value, str) or (key != "folder" and not _FONT.fullmatch(value)):
            raise ThemeError(f"fonts.{key}: a name as Amiri is wanted, not {value!r}")
    return dict(given)


def _check_keys(given: Mapping[str, Any], known: tuple[str, ...], under: str) -> None:
    for key in given:
        if key not in known:
            raise ThemeError(f"{under}{key}: no such key; there are {', '.join(known)}")


def _asked(kind: type) -> str:
    return {str: "text", bool: "true or false", dict: "a table"}[kind]


def _contrast(colour: str) -> float:
    """The contrast of a colour with white, by WCAG's relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    light = sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (light + 0.05)
