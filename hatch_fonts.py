"""Makes the fonts of PDF reports out of the web fonts of Amiri, with what a reader of PDF needs.

usage: hatch_fonts.py AMIRI OUT

``hatch_build.py`` runs this where a build makes the fonts; AMIRI is the package of the web fonts.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

_LETTERS = 0x590  # where right-to-left scripts begin
# Controls of direction: the right-to-left mark, which ends a part of a line, and the Arabic letter
# mark, which parts a vowel mark from its letter. Widths are of 1,000 in a square: 10 are 0.04 mm in
# a text of 11.5 points.
_MARK, _MARK_WIDTH, _PARTING = 0x200F, 10, 0x61C
_VOWELS = (*range(0x64B, 0x653), 0x670)  # what stands over and under letters: fathatan to sukun
_LETTER = range(0x621, 0x64B)
_PLAIN, _ACCENT = 1, 3  # the classes of letters, and of glyphs that stand on them (GDEF)
_GAP = 45  # of 1,000 in a square; two rules may add up
_FAR_AWAY = 7  # the sort of rules that are told by a distance of 32 bits (GSUB)
_AS_IT_IS = 0x204  # a part that is not scaled, and gives its metrics


class Moved(NamedTuple):
    """A mark that is drawn elsewhere, in units of the font."""

    mark: str
    along: int
    higher: int

    @property
    def name(self) -> str:
        return f"{self.mark}.{self.along}.{self.higher}".replace("-", "m")


def make_fonts(amiri: Path, out: Path) -> None:
    """The faces of Amiri as files that a typesetter reads, each part of the letters a family.

    The Arabic part has one bracket of two and no full set of signs: what stands below the
    right-to-left scripts is taken out of it, so that signs come from the Latin part as a whole. It
    gets controls by which a reader of PDF knows how a line runs, and vowel marks that need not be
    raised. The licence stands beside the fonts; it reserves no name.
    """
    from fontTools.ttLib import TTFont

    out.mkdir(parents=True, exist_ok=True)
    for subset, family in (("arabic", "Amiri"), ("latin", "Amiri Latin")):
        for weight in (400, 700):
            font = TTFont(
                amiri / f"files/amiri-{subset}-{weight}-normal.woff", recalcTimestamp=False
            )
            font.flavor = None
            for table in font["cmap"].tables if subset == "arabic" else ():
                kept = {code: glyph for code, glyph in table.cmap.items() if code >= _LETTERS}
                table.cmap = kept | {code: g for code, g in table.cmap.items() if code == ord(" ")}
            if subset == "arabic":
                _draw_control(font, _MARK, "marsad.mark", _MARK_WIDTH, _PLAIN)
                _draw_control(font, _PARTING, "marsad.parting", 0, _ACCENT)
                _level_vowels(font)
                _close_gaps(font)
            for name in font["name"].names:
                if name.nameID in (1, 16):
                    place = name.platformID, name.platEncID, name.langID
                    font["name"].setName(family, name.nameID, *place)
            font.save(out / f"amiri-{subset}-{weight}.ttf")
    shutil.copyfile(amiri / "LICENSE", out / "LICENSE.txt")


def _draw_control(font: Any, code: int, name: str, width: int, sort: int) -> None:
    """A glyph of its own for a control of direction, which has no ink.

    Without one a typesetter drops the control, or gives its character to a neighbour, and who takes
    the words out of the PDF finds none between a number and what follows, and none between a letter
    and its vowel mark. Shapers hide such characters, but not what a substitution of the font has
    put in their place. A width keeps it apart from the next letter for readers that sort by place;
    without one, and as an accent, it stands on a letter, and no rule for letters minds it.
    """
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    hidden, kept = names = (name, f"{name}.kept")
    font.setGlyphOrder([*font.getGlyphOrder(), *names])
    for one in names:
        font["glyf"][one] = Glyph()
        font["hmtx"][one] = (width, 0)
        font["GDEF"].table.GlyphClassDef.classDefs[one] = sort
    for table in font["cmap"].tables:
        table.cmap[code] = hidden
    _add_rule(font, "ccmp", _swap({hidden: kept}))


def _level_vowels(font: Any) -> None:
    """A vowel mark drawn in its place for each place above and below letters that it can have.

    A typesetter sets a mark that has to be raised in a line of its own, with the words of mark and
    letter once more: who copies كثيراً out of the PDF gets its alef twice. And a mark that begins
    far beside its letter parts the word. So the mark behind a letter, with the control between
    them, becomes a glyph that stands as the letter wants it; where it looks is unchanged.
    """
    marks = list(_positions(font, "MarkBasePos"))
    vowels, letters = _shaped(font, _VOWELS), _shaped(font, _LETTER)
    moved: dict[Moved, set[str]] = {}  # behind which letters
    for place in marks:
        below = place.BaseCoverage.glyphs, place.BaseArray.BaseRecord
        anchored = {
            name: one.BaseAnchor for name, one in zip(*below, strict=True) if name in letters
        }
        for mark, record in zip(place.MarkCoverage.glyphs, place.MarkArray.MarkRecord, strict=True):
            for letter, anchors in anchored.items() if mark in vowels else ():
                if (anchor := anchors[record.Class]) is not None:
                    along = anchor.XCoordinate - record.MarkAnchor.XCoordinate
                    higher = anchor.YCoordinate - record.MarkAnchor.YCoordinate
                    key = Moved(mark, along, higher)
                    moved.setdefault(key, set()).add(letter)
    moved = {key: moved[key] for key in sorted(moved) if key.along or key.higher}
    _draw_moved(font, moved)
    for place in marks:
        _stand(font, place.MarkCoverage, place.MarkArray.MarkRecord, moved)
    for place in _positions(font, "MarkMarkPos"):  # a second mark stands on the first
        _stand(font, place.Mark1Coverage, place.Mark1Array.MarkRecord, moved)
        _stand(font, place.Mark2Coverage, place.Mark2Array.Mark2Record, moved)
    _choose_moved(font, moved)


def _close_gaps(font: Any) -> None:
    """Letters that rules move apart within a word, as ر before ي, no wider than a reader of PDF
    allows: from a tenth of the size on poppler finds two words, and a search for سوريا none."""
    values: dict[int, Any] = {}  # some stand in more than one rule
    for rule in _positions(font, "SinglePos"):
        for value in rule.Value if isinstance(rule.Value, list) else [rule.Value]:
            values[id(value)] = value
    for rule in _positions(font, "PairPos"):
        for pairs in getattr(rule, "PairSet", ()):
            values |= {id(pair.Value1): pair.Value1 for pair in pairs.PairValueRecord}
        for row in getattr(rule, "Class1Record", ()):
            values |= {id(pair.Value1): pair.Value1 for pair in row.Class2Record}
    for value in values.values():
        before = getattr(value, "XPlacement", 0)
        if before > 0:
            value.XPlacement = min(before, _GAP)
            behind = min(getattr(value, "XAdvance", 0) - before, _GAP)
            value.XAdvance = value.XPlacement + behind


def _draw_moved(font: Any, moved: Iterable[Moved]) -> None:
    """Glyphs that are another one, elsewhere."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

    font.setGlyphOrder([*font.getGlyphOrder(), *(one.name for one in moved)])
    for one in moved:
        part, glyph = GlyphComponent(), Glyph()
        part.glyphName, part.x, part.y, part.flags = one.mark, one.along, one.higher, _AS_IT_IS
        glyph.numberOfContours, glyph.components = -1, [part]
        font["glyf"][one.name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][one.name] = font["hmtx"][one.mark][0], glyph.xMin
        font["GDEF"].table.GlyphClassDef.classDefs[one.name] = _ACCENT


def _stand(font: Any, coverage: Any, records: list[Any], moved: Iterable[Moved]) -> None:
    """Moved marks stand, and carry others, where the mark does that they were made of."""
    known = dict(zip(coverage.glyphs, records, strict=True))
    for one in moved:
        if one.mark in known:
            known[one.name] = record = deepcopy(known[one.mark])
            anchors = record.Mark2Anchor if hasattr(record, "Mark2Anchor") else [record.MarkAnchor]
            for anchor in filter(None, anchors):
                anchor.XCoordinate += one.along
                anchor.YCoordinate += one.higher
    coverage.glyphs = sorted(known, key=font.getGlyphID)
    records[:] = [known[name] for name in coverage.glyphs]


def _choose_moved(font: Any, moved: dict[Moved, set[str]]) -> None:
    """Rules that put the moved mark behind its letters, after all others have chosen theirs."""
    from fontTools.otlLib.builder import buildCoverage
    from fontTools.ttLib.tables import otTables

    order, contexts = font.getReverseGlyphMap(), []
    for by in sorted({one[1:] for one in moved}):
        alike = [one for one in moved if one[1:] == by]
        swap = _append_lookup(font, 1, [_swap({one.mark: one.name for one in alike})])
        groups: dict[frozenset[str], set[str]] = {}  # letters: the marks that they move so
        for one in alike:
            groups.setdefault(frozenset(moved[one]), set()).add(one.mark)
        for letters, marks in groups.items():
            context, record = otTables.ChainContextSubst(), otTables.SubstLookupRecord()
            record.SequenceIndex, record.LookupListIndex = 0, swap
            context.Format = 3
            before = ({"marsad.parting.kept"}, letters)  # the nearest first
            context.BacktrackCoverage = [buildCoverage(one, order) for one in before]
            context.InputCoverage = [buildCoverage(marks, order)]
            context.LookAheadCoverage, context.SubstLookupRecord = [], [record]
            contexts.append(context)
    _add_rule(font, "rlig", *contexts)


def _shaped(font: Any, codes: Iterable[int]) -> set[str]:
    """All glyphs that stand for these characters, alone or some of them together."""
    known = {glyph for code, glyph in font.getBestCmap().items() if code in codes}
    found: set[str] = set()
    while known - found:
        found |= known
        for rule in _rules(font):
            match type(rule).__name__:
                case "SingleSubst":
                    known |= {to for glyph, to in rule.mapping.items() if glyph in found}
                case "LigatureSubst":
                    known |= {
                        one.LigGlyph
                        for glyph, made in rule.ligatures.items()
                        for one in made
                        if found.issuperset((glyph, *one.Component))
                    }
    return found


def _rules(font: Any) -> Iterator[Any]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        yield from (getattr(one, "ExtSubTable", one) for one in lookup.SubTable)


def _positions(font: Any, kind: str) -> Iterator[Any]:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        rules = (getattr(one, "ExtSubTable", one) for one in lookup.SubTable)
        yield from (one for one in rules if type(one).__name__ == kind)


def _swap(glyphs: dict[str, str]) -> Any:
    from fontTools.ttLib.tables import otTables

    rule = otTables.SingleSubst()
    rule.mapping = glyphs
    return rule


def _append_lookup(font: Any, kind: int, rules: list[Any]) -> int:
    """Substitutions that a feature or another rule calls by their number.

    Each rule is told by a distance of 32 bits: there are too many for those of 16, and to find
    that out takes longer than all else.
    """
    from fontTools.ttLib.tables import otTables

    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = _FAR_AWAY, 0
    lookup.SubTable, lookup.SubTableCount = [], len(rules)
    for rule in rules:
        far = otTables.ExtensionSubst()
        far.Format, far.ExtensionLookupType, far.ExtSubTable = 1, kind, rule
        lookup.SubTable.append(far)
    lookups = font["GSUB"].table.LookupList
    lookups.Lookup.append(lookup)
    lookups.LookupCount += 1
    return int(lookups.LookupCount) - 1


def _add_rule(font: Any, tag: str, *rules: Any) -> None:
    """Substitutions that come after all others of a feature."""
    kind = 1 if type(rules[0]).__name__ == "SingleSubst" else 6
    number = _append_lookup(font, kind, list(rules))
    for feature in font["GSUB"].table.FeatureList.FeatureRecord:
        if feature.FeatureTag == tag:
            feature.Feature.LookupListIndex.append(number)
            feature.Feature.LookupCount += 1


if __name__ == "__main__":
    make_fonts(Path(sys.argv[1]), Path(sys.argv[2]))
