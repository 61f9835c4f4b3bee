"""Writes docs/walk.md: an Arabic article through every stage, and an English one through the last.

Run it after a change of the reading: ``python docs/walk.py``. A test fails while the page is stale.
The narrative stands here, the articles in docs/walk-article.txt and docs/walk-english.txt.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from marsad.analysis.analyse import analyse
from marsad.analysis.attribution import find_attributions
from marsad.analysis.header import Header, find_header
from marsad.analysis.times import find_times
from marsad.grammar.drafts import Draft
from marsad.grammar.phrases import Phrase
from marsad.grammar.tagged import Tagged, tag
from marsad.intake.read import read
from marsad.model import Analysis, Attribution, Document, Span
from marsad.packs.lexicon import CLASSES
from marsad.packs.pack import Pack, load_pack
from marsad.text.page import Page, open_page

HERE = Path(__file__).parent
ARTICLE = HERE / "walk-article.txt"
PAGE = HERE / "walk.md"
OUTLET = "صحيفة الشاطئ"
SHOWN = "ونقلت"  # the sentence with this word is the one looked at closely
ENGLISH = HERE / "walk-english.txt"
ENGLISH_OUTLET = "The Harbour Herald"
ENGLISH_SHOWN = "anonymity"

HEAD = """\
# One article, every stage

<!-- Written by docs/walk.py; do not edit. After a change of the reading: python docs/walk.py -->

Marsad is a row of small steps. Each takes a value, returns a value, and can be printed. This page
follows one short article through all of them; what you see in the grey boxes is what the code
printed when the page was made, faults included. The article, its outlet and its people are
invented, the town is real. It was written to be awkward in the ways that news pages are awkward.
An English article follows at the end: the steps are the same, only the words differ.
"""

TAIL = """\
Every key of the published form is explained in [reading.md](reading.md); the words
that drove all this stand in the [language pack](packs.md).
"""


def render() -> str:
    """The page, as it has to be now."""
    document = _open(ARTICLE, OUTLET)
    pack = load_pack("ar")
    page = open_page(document.text, pack.writing)
    header = find_header(page, pack)
    analysis = analyse(document, pack)
    tagged = _tagged(page, pack, analysis.document)
    parts = [
        HEAD,
        _bytes(),
        _document(document),
        _clean(page),
        _segments(page),
        _header(page, header, analysis),
        _times(analysis),
        _words(tagged),
        _phrases(tagged, header),
        _attributions(analysis),
        _claims(analysis),
        _notes(analysis),
        _english(),
        TAIL,
    ]
    return "\n".join(parts)


def _open(path: Path, outlet: str) -> Document:
    document = next(iter(read(path, outlet=outlet)))
    if not isinstance(document, Document):
        raise ValueError(f"{path.name}: {document.message}")
    return document


def _tagged(page: Page, pack: Pack, document: Document) -> Tagged:
    found = find_times(page, pack.times, document.published)
    held = frozenset(t for f in found for t in range(f.first_token, f.last_token_exclusive))
    return tag(page, pack, held, document.outlet)


def _box(lines: Iterable[str]) -> str:
    return "\n".join(("```text", *(line.rstrip() for line in lines), "```", ""))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _section(title: str, words: str, *boxes: Iterable[str]) -> str:
    return "\n".join((f"## {title}\n", words.strip() + "\n", *map(_box, boxes)))


def _bytes() -> str:
    raw = ARTICLE.read_bytes()
    words = """
A file is bytes until somebody decides what they mean. `intake` recognises UTF-8, UTF-16 and
Windows-1256, unpacks gzip, and refuses what is no text with one line that says why. It does not
guess on thin grounds, because an article read in the wrong alphabet is worse than one refused; and
it strips nothing but a byte order mark, so that positions stay what they were."""
    begin = " ".join(f"{byte:02x}" for byte in raw[:24])
    boxes = [f"{len(raw)} bytes", f"{begin} …"], raw.decode().splitlines()
    return _section("1. Bytes", words, *boxes)


def _document(document: Document) -> str:
    words = """
The text is kept exactly as it was decoded, for good. All offsets count its code points, so that
whoever doubts a finding can put a finger on the very letters. The id is made from the content: two
people who read the same text get the same id. We told the command which outlet published it
(`--outlet`); everything else is still unknown, and unknown is written `None`, not guessed."""
    plain = ("id", "outlet", "lang", "title", "published", "views", "source_hash")
    lines = [f"{name:12}{_short(getattr(document, name))}" for name in plain]
    return _section("2. Document", words, [f"{'text':12}{len(document.text)} code points", *lines])


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 32 else f"{text[:32]}…"


def _clean(page: Page) -> str:
    words = """
The same word is written in many ways: with vowel marks or without, stretched to fill a line, with
two kinds of digits, with or without hamza. So there are two levels beside the text. **Level 1**
(`clean`) drops what is not read aloud as a letter and keeps a list of steps that leads every
position back. **Level 2** (the `key` of a word) makes spelling variants equal, one letter for one
letter; it is used to look words up and for nothing else. Here are the words that level 1 or
level 2 changed: as read, level 1, level 2."""
    seen: dict[str, str] = {}
    for at, (word, key) in enumerate(zip(page.words, page.keys, strict=True)):
        start, end = page.token_span(at, at + 1)
        read_as = page.text[start:end]
        if read_as != word:
            seen.setdefault(read_as, f"{start:4}  {read_as}  |  {word}  |  {key}")
    folded = [
        f"{page.token_span(at, at + 1).start:4}  {word}  |  {word}  |  {key}"
        for at, (word, key) in enumerate(zip(page.words, page.keys, strict=True))
        if word != key
    ]
    return _section(
        "3. Page: clean text and keys",
        words,
        [f"{len(page.steps)} steps lead from {len(page.clean)} characters to {len(page.text)}"],
        [*seen.values(), *islice(folded, 4), "…"],
    )


def _segments(page: Page) -> str:
    words = """
Sentences come next. A line break in mid-sentence does not end one, and neither does a full stop
inside a quotation, because pages break lines and quote people wherever they like. Quotation marks
are paired by what stands beside them: `"` looks the same at both ends, and a quotation may hold
another one in the same marks. A mark that nothing closes is closed at the end of its paragraph, and
said so (`open`)."""
    sentences = [
        f"{s.end - s.start:3} tokens  {_excerpt(page, s.start, s.end)}" for s in page.sentences
    ]
    quotations = [
        f"depth {q.depth}  {'closed' if q.closed else 'open  '}  "
        f"{_excerpt(page, q.open, q.close + q.closed)}"
        for q in page.quotations
    ]
    return _section("4. Page: sentences and quotations", words, sentences, quotations)


def _excerpt(page: Page, first: int, end: int) -> str:
    span = page.token_span(first, end)
    text = _flat(page.text[span.start : span.end])
    return text if len(text) <= 72 else f"{text[:72].rsplit(' ', 1)[0]} …"


def _header(page: Page, header: Header, analysis: Analysis) -> str:
    words = """
Many archives fuse title, author, date and reader counter into one line. The labels that part them
come from the language pack. This has to happen early: the date of the page is what *yesterday* and
*next Thursday* are counted from, and a label is nobody who speaks."""
    document = analysis.document
    lines = [
        f"{'title':12}{_slice(page.text, document.title)}",
        f"{'byline':12}{_slice(page.text, document.byline)}",
        f"{'published':12}{document.published}",
        f"{'views':12}{document.views}",
        f"{'body':12}tokens {', '.join(f'{first} to {end}' for first, end in header.body)}",
    ]
    return _section("5. Header", words, lines)


def _slice(text: str, span: Span | None) -> str:
    return "None" if span is None else _flat(text[span.start : span.end])


def _times(analysis: Analysis) -> str:
    words = """
Calendar expressions are read before anything else in the sentence, for two reasons: they are worth
having, and their words are taken out of play (*the Monday* is no speaker). Values are those of
TIMEX3. What is counted from the date of the report names that date as its anchor; without a date
the value would be `None`."""
    return _section("6. Times", words, _time_lines(analysis))


def _time_lines(analysis: Analysis) -> list[str]:
    text = analysis.document.text
    return [
        f"{t.type:9}{t.value or 'None':18}{t.basis:10}{t.anchor or '-':12}{_slice(text, t.span)}"
        for t in analysis.times
    ]


def _words(tagged: Tagged) -> str:
    words = """
Now every word is looked up in the pack: is it a cue (a form of *say*, *deny*, *according to*), the
head of a voice (*agency*, *source*, *minister*), or a word with a job (a preposition, the *that*
which opens a clause)? Letters that Arabic glues to its words are peeled first; the column `peeled`
counts a conjunction and a preposition. A word may be several things at once; which of them holds is
decided later, by the company it keeps. This is one sentence."""
    return _section("7. Words with what the pack knows", words, _word_lines(tagged, SHOWN))


def _word_lines(tagged: Tagged, shown: str) -> list[str]:
    page = tagged.page
    sentence = page.sentences[page.sentence_at(page.words.index(shown))]
    lines = ["   #  offset  peeled  what the pack knows                       word"]
    for at in range(sentence.start, sentence.end):
        entry, start = tagged.entries[at], page.token_span(at, at + 1).start
        peeled = f"{entry.lead}+{entry.glue}"
        lines.append(f"{at:4}  {start:6}  {peeled:6}  {_known(tagged, at):40}  {page.words[at]}")
    return lines


def _known(tagged: Tagged, at: int) -> str:
    entry = tagged.entries[at]
    told = [f"cue {part}" for part in dict.fromkeys(form.part for form in entry.cues)]
    told += [f"role {kind}" for kind in dict.fromkeys(role.kind for role in entry.roles)]
    told += [name for place, name in enumerate(CLASSES) if entry.mask >> place & 1]
    told += ["time"] if at in tagged.times else []
    return ", ".join(told) if len(told) <= 3 else ", ".join([*told[:3], "…"])


def _phrases(tagged: Tagged, header: Header) -> str:
    words = """
A cue is where the search begins. Its neighbours are read as noun phrases, from left to right and
word by word: where can somebody who speaks begin, and where must he end? Then the content: from
*that*, a quotation mark or a colon to where the writer takes the word again. What comes out is a
draft. `known` says that the head stands in `roles.toml`; a name that is in no list is found too, by
its place."""
    drafts = [d for first, end in header.body for d in find_attributions(tagged, first, end)]
    phrases = {
        (voice.first, voice.end): voice
        for draft in drafts
        for voice in (*draft.via, draft.source)
        if voice is not None
    }
    lines = [_phrase(tagged.page, phrases[key]) for key in sorted(phrases)]
    found = [_draft(tagged.page, draft) for draft in drafts]
    return _section("8. Noun phrases and drafts", words, lines, found)


def _phrase(page: Page, phrase: Phrase) -> str:
    flags = [name for name in ("definite", "named", "known") if getattr(phrase, name)]
    text = _excerpt(page, phrase.first, phrase.end)
    return f"{phrase.kind:14}{phrase.gender or '-':3}{', '.join(flags) or '-':24}{text}"


def _draft(page: Page, draft: Draft) -> str:
    voice = "speaker left out" if draft.source is None else "speaker in place"
    cue = " … ".join(page.clean[a:b] for a, b in draft.cue)
    return f"{draft.stance:9}{draft.score:.2f}  {voice}  {cue}"


def _attributions(analysis: Analysis) -> str:
    words = """
Drafts of all constructions (verbs, participles, nouns, *according to*, headlines with a colon) are
brought together: each relation once, speakers that the words left out filled in from the sentence
before, carriers put in front of origins. An attribution is **source + cue + content**, each a list
of spans. `rule` names the pack entry and the construction that fired, so that a wrong reading can
be traced to one line of a TOML file; `score` orders findings by how firm that construction is and
is no probability."""
    return _section("9. Attributions", words, _attribution_lines(analysis))


def _attribution_lines(analysis: Analysis) -> list[str]:
    text = analysis.document.text
    places = {found.id: place for place, found in enumerate(analysis.attributions, 1)}
    lines = [line for found in analysis.attributions for line in _attribution(text, found, places)]
    return lines[:-1]


def _attribution(text: str, found: Attribution, places: dict[str, int]) -> list[str]:
    source = found.source
    inside = f", inside {places[found.parent]}" if found.parent else ""
    lines = [
        f"{places[found.id]}. {found.stance}, {found.mode}, score {found.score}{inside}",
        *(f"   via     {_slice(text, voice.span)}" for voice in found.via),
        f"   source  {'None' if source is None else _slice(text, source.span)}",
    ]
    if source is not None:
        lines.append(f"   kind    {source.kind}")
    if source is not None and source.antecedent is not None:
        lines.append(f"   is      {source.name}")
    lines.append(f"   cue     {' … '.join(_slice(text, part) for part in found.cue)}")
    lines.extend(f"   content {_slice(text, part)}" for part in found.content)
    return [*lines, f"   rule    {found.rule}", ""]


def _claims(analysis: Analysis) -> str:
    words = """
A claim is a content with everybody it passed through, outermost first. The publisher stands at the
head of every chain, because what a paper prints comes to us on its word; the last voice that we
know is the origin. This is what the whole work is for: the agency is no witness of what its unnamed
source says, and a denial keeps its stance, so that nothing downstream can count it as support."""
    return _section("10. Claims with their chains", words, _claim_lines(analysis))


def _claim_lines(analysis: Analysis) -> list[str]:
    lines = []
    for place, claim in enumerate(analysis.claims, 1):
        names = [voice.name or voice.kind.value for voice in claim.chain]
        lines.append(f"{place}. {claim.stance}")
        lines.extend(f"   {'   ' * depth}{name}" for depth, name in enumerate(names))
    return lines


def _notes(analysis: Analysis) -> str:
    words = """
What was seen and not understood is said, not hidden: a verb of reporting without a content, a
quotation without an end, a speaker nobody names. A note never stops the reading, and its code is
stable, so that notes can be counted over a thousand articles to find what to mend next."""
    text = analysis.document.text
    lines = [
        f"{note.code:20}{note.span.start:4}–{note.span.end:<4}  {_slice(text, note.span)}"
        for note in analysis.notes
    ]
    return _section("11. Notes", words, lines or ["(none)"])


def _english() -> str:
    words = """
Nothing was told of the language: it is recognised by its letters and small words, paragraph by
paragraph, and each is read with its own pack. English puts its subject first and glues nothing to
its words, which its `pack.toml` says; no code asks which language it is. The boxes are the article,
its times, one sentence with what the pack knows, the attributions, and the chains. See how *she*
and *it* are led back to the only speaker who can be meant, and how an official without a name
stays without one."""
    document = _open(ENGLISH, ENGLISH_OUTLET)
    analysis = analyse(document)
    pack = load_pack(analysis.document.lang or "")
    tagged = _tagged(open_page(document.text, pack.writing), pack, analysis.document)
    boxes = [
        document.text.splitlines(),
        _time_lines(analysis),
        _word_lines(tagged, ENGLISH_SHOWN),
        _attribution_lines(analysis),
        _claim_lines(analysis),
    ]
    return _section("12. The same in English", words, *boxes)


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
