"""The proof of a language pack: every example, sample and known fault is read, and must hold.

A pack is its own test. An example that no longer fires its entry, a sample that reads otherwise
than it says, and a known fault that has been mended are all failures, each named by its entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli

from marsad.analysis.analyse import analyse
from marsad.model import Analysis, Attribution, Document, Span
from marsad.packs.concepts import check_concepts
from marsad.packs.counts import load_counts
from marsad.packs.events import load_events
from marsad.packs.pack import HOME, Pack, languages, load_pack
from marsad.packs.skeleton import check_spelling

_CLAIM = frozenset({"via", "source", "cue", "content", "stance"})
_LAYERS = frozenset({"text", "claims", "times", "published"})


def check_packs(lang: str | None = None, home: Path = HOME) -> list[str]:
    """What is wrong with one pack, or with all: a line each, none when all is well.

    Raises:
        LookupError: there is no pack of that language.
    """
    faults: list[str] = []
    for name in [lang] if lang else languages(home):
        try:
            pack = load_pack(name, home)
        except ValueError as error:
            faults.append(str(error))
            continue
        faults += check_spelling(home / name)
        faults += _examples(pack)
        faults += _events(pack)
        faults += _concepts(pack)
        faults += _counts(pack)
        faults += _samples(pack, home / name)
    return faults


def _read(pack: Pack, text: str, published: str | None = None) -> Analysis:
    return analyse(Document(id="example", text=text, lang=pack.lang, published=published), pack)


def _slice(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[span.start : span.end] for span in spans)


def _examples(pack: Pack) -> list[str]:
    faults = []
    for cue in pack.cues.cues:
        found = _read(pack, cue.example).attributions
        fired = [one for one in found if one.rule.startswith(f"{cue.id}:")]
        said = [one for one in fired if _slice(cue.example, one.content) == cue.content]
        if not fired:
            faults.append(
                f"{pack.lang}/cues.toml: {cue.id}: its example fires no entry: {cue.example}"
            )
        elif not said:
            got = _slice(cue.example, fired[0].content)
            faults.append(
                f"{pack.lang}/cues.toml: {cue.id}: content is «{got}», not «{cue.content}»"
            )
        elif cue.source and not any(_source(cue.example, one) == cue.source for one in said):
            got = _source(cue.example, said[0])
            faults.append(f"{pack.lang}/cues.toml: {cue.id}: source is «{got}», not «{cue.source}»")
    return faults


def _counts(pack: Pack) -> list[str]:
    """What keeps the words of counts from being read."""
    try:
        load_counts(pack)
    except ValueError as error:
        return [str(error)]
    return []


def _events(pack: Pack) -> list[str]:
    """Entries of the event lexicon whose example tells no event of their type."""
    try:
        triggers = load_events(pack).triggers
    except ValueError as error:
        return [str(error)]
    faults = []
    for trigger in triggers:
        told = {event.type for event in _read(pack, trigger.example).events}
        if not told & {trigger.type, trigger.court, trigger.future}:
            where = f"{pack.lang}/events.toml: {trigger.id}"
            faults.append(f"{where}: its example tells no such event: {trigger.example}")
    return faults


def _concepts(pack: Pack) -> list[str]:
    try:
        return check_concepts(pack)
    except ValueError as error:
        return [str(error)]


def _source(text: str, attribution: Attribution) -> str:
    return _slice(text, [attribution.source.span]) if attribution.source else ""


def _samples(pack: Pack, folder: Path) -> list[str]:
    faults = []
    for file, wanted in (("samples.toml", True), ("known.toml", False)):
        for number, sample in enumerate(_table(folder / file), 1):
            where = f"{pack.lang}/{file}: sample {number}"
            unknown = sorted(sample.keys() - _LAYERS)
            if unknown:
                faults.append(f"{where}: no key called {', '.join(unknown)}")
                continue
            malformed = _malformed(sample)
            if malformed:
                faults.append(f"{where}: {malformed}")
                continue
            differences = _differences(pack, sample)
            if wanted:
                faults += [f"{where}: {difference}" for difference in differences]
            elif not differences:
                faults.append(f"{where}: reads right now; move it to samples.toml")
    return faults


def _malformed(sample: dict[str, Any]) -> str:
    """What is wrong with the form of a sample, before anything is read."""
    if not isinstance(sample.get("text"), str):
        return "a sample needs a text"
    for claim in sample.get("claims", ()):
        unknown = sorted(claim.keys() - _CLAIM)
        if unknown:
            return f"no key called {', '.join(unknown)} in a claim"
        if not {"cue", "content"} <= claim.keys():
            return "a claim needs a cue and a content"
        if not all(isinstance(value, str) for value in claim.values()):
            return "each value of a claim is one string; several voices are written «a ← b»"
    return ""


def _table(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    samples: list[dict[str, Any]] = tomli.loads(path.read_text(encoding="utf-8")).get("sample", [])
    return samples


def _differences(pack: Pack, sample: dict[str, Any]) -> list[str]:
    """What a sample says and the reading does not, and the other way round."""
    text = sample["text"]
    analysis = _read(pack, text, sample.get("published"))
    found = {claim_line(text, one) for one in analysis.attributions}
    wanted = {_wanted_line(claim) for claim in sample.get("claims", ())}
    out = [f"not found: {line}" for line in sorted(wanted - found)]
    out += [f"found too: {line}" for line in sorted(found - wanted)]
    if "times" in sample:
        times = [f"{_slice(text, [t.span])}={t.type}:{t.value}" for t in analysis.times]
        if times != sample["times"]:
            out.append(f"times are {times}, not {sample['times']}")
    return out


def claim_line(text: str, attribution: Attribution) -> str:
    """One attribution as a line that a reader checks by eye: via, source, cue, content."""
    via = " ← ".join(_slice(text, [voice.span]) for voice in attribution.via)
    parts = (via, _source(text, attribution), _slice(text, attribution.cue))
    return " | ".join((*parts, _slice(text, attribution.content), attribution.stance))


def _wanted_line(claim: dict[str, Any]) -> str:
    parts = (claim.get("via", ""), claim.get("source", ""), claim["cue"], claim["content"])
    return " | ".join((*parts, claim.get("stance", "neutral")))
