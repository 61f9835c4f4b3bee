"""What bad files get: each with its time, its memory, its exit code and the error it is told.

usage: badinputs.py [FOLDER] [--only PART] [--seconds N]

Writes more than a hundred bad files into FOLDER (default: a temporary one), reads each with
``COMMAND`` in a process of its own, and prints a table; then the whole folder at once, with ten
times the time. A line says ``TOO LONG`` after N seconds (default 60), ``CRASHED`` for a traceback
or a signal, ``TOO LARGE`` above the budget of memory. The exit code is 1 if there is such a line.
Needs Linux or macOS. As root, files without permissions are readable.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import io
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

# {path} is the bad file, {archive} an archive that all of them share.
COMMAND = (sys.executable, "-m", "marsad", "add", "{path}", "--archive", "{archive}")
BEFORE = (sys.executable, "-m", "marsad", "init", "--archive", "{archive}")
MEMORY = 350 << 20  # DESIGN 9: memory while streaming any number of documents
# A PDF is read by a process of its own, with this much: marsad.intake.pdf.MAX_MEMORY.
MEMORY_OF_PDF = 1 << 30

ARABIC = "قال وزير المياه إن السدود ممتلئة، ونفى أن يكون سد درنة مهددا. "
ENGLISH = "The mayor of Tobruk said on Tuesday that the harbour was open. "
ARTICLE = f"<p>{ARABIC * 5}</p>"
RSS = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"
ITEM = "<item><title>Harbour open</title><link>http://127.0.0.1:9/a</link></item>"
WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-"
    "123456789012>\r\nWARC-Date: 2017-06-08T00:00:00Z\r\nWARC-Target-URI: http://example.org/a\r\n"
    "Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{}\r\n\r\n"
)
HTTP = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


ALL = "(all)"
HEAD = (
    "| file | what it is | s | MB | code | what it got |",
    "| --- | --- | ---: | ---: | ---: | --- |",
)
MORE = re.compile(r"marsad: ([\d,]+) more failed")
WIDTH = 180  # letters of an error that are shown


class Bad(NamedTuple):
    name: str
    what: str
    make: Callable[[Path], object]


def data(content: bytes | str) -> Callable[[Path], object]:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return lambda path: path.write_bytes(raw)


def zipped(**parts: bytes | str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def zeros(size: int) -> Iterator[bytes]:
    for _ in range(size >> 20):
        yield bytes(1 << 20)


def gzip_bomb(path: Path) -> None:
    with gzip.open(path, "wb") as file:
        for piece in zeros(1 << 30):
            file.write(piece)


def zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("news.txt", "w", force_zip64=True) as file,
    ):
        for piece in zeros(1 << 30):
            file.write(piece)


def nested_zip(path: Path, depth: int = 40) -> None:
    content = zipped(**{"news.txt": ENGLISH})
    for level in range(depth):
        content = zipped(**{f"level{level}.zip": content})
    path.write_bytes(content)


def wide_nested_zip(path: Path) -> None:
    """Ten copies in ten copies, six deep: a million files."""
    content = zipped(**{"news.txt": ENGLISH})
    for _ in range(6):
        content = zipped(**{f"{copy}.zip": content for copy in range(10)})
    path.write_bytes(content)


def overlapping_zip(path: Path) -> None:
    """Every name in the list points to the same packed bytes."""
    one = zipped(**{"news.txt": ENGLISH * 1000})
    start = one.index(b"PK\x01\x02")
    entry, end = one[start : one.index(b"PK\x05\x06")], one[one.index(b"PK\x05\x06") :]
    count = 5_000
    size = len(entry) * count
    tail = end[:8] + struct.pack("<HHLL", count, count, size, start) + end[20:]
    path.write_bytes(one[:start] + entry * count + tail)


def locked_zip(path: Path) -> None:
    raw = bytearray(zipped(**{"news.txt": ENGLISH}))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.index(signature) + at
        raw[place : place + 2] = struct.pack("<H", 1)
    path.write_bytes(raw)


WORD = {"[Content_Types].xml": "<Types/>"}


def word(body: str, **parts: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    text = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped(**WORD, **{"word/document.xml": text}, **parts)


def packed_zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*map(packer.compress, zeros(size)), packer.flush()])


def pdf(content: bytes, page: str = "", stream: str = "", trailer: str = "") -> bytes:
    """A PDF of one page, whose objects a reader has to look for."""
    font = "<</F <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"
    return (
        b"%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
        + f"3 0 obj <</Type /Page /Parent 2 0 R /Contents 4 0 R "
        f"/Resources <</Font {font}>> ".encode()
        + f"{page}>> endobj\n4 0 obj <</Length {len(content)} {stream}>> stream\n".encode()
        + content
        + f"\nendstream endobj\ntrailer <</Root 1 0 R {trailer}>>\n".encode()
    )


SAY = b"BT /F 12 Tf 72 700 Td (The harbour is open.) Tj ET"
LOCK = (
    "/ID [<00><00>] /Encrypt <</Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'ab' * 32}> /U <{'cd' * 32}>>>"
)
LAUGHS = "<!DOCTYPE l [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)


def wide_font(path: Path) -> None:
    """A font that gives widths to two thousand million letters."""
    font = (
        "<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        "[<</Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 2000000000 500]>>]>>"
    )
    raw = pdf(b"BT /G 12 Tf 72 700 Td <0001> Tj ET")
    path.write_bytes(raw.replace(b"<</F <<", f"<</G {font} /F <<".encode()))


def nested_forms(path: Path) -> None:
    """Each form paints the next one ten times."""
    forms = b"".join(
        f"{10 + n} 0 obj <</Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 60 /Resources "
        f"<</XObject <</X {11 + n} 0 R>> >> >> stream\n{'/X Do ' * 10}\nendstream endobj\n".encode()
        for n in range(9)
    )
    raw = pdf(b"/X Do").replace(b"/Resources <<", b"/Resources <</XObject <</X 10 0 R>> ")
    path.write_bytes(raw.replace(b"trailer", forms + b"trailer"))


def make_socket(path: Path) -> None:
    # The name of a socket may have a hundred bytes only, so it is given from inside its folder.
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(before)


def unreadable(path: Path) -> None:
    path.write_text(ENGLISH, encoding="utf-8")
    path.chmod(0)


def closed_folder(path: Path) -> None:
    path.mkdir()
    (path / "news.txt").write_text(ENGLISH, encoding="utf-8")
    path.chmod(0)


def looped_folder(path: Path) -> None:
    path.mkdir()
    (path / "self").symlink_to(path, target_is_directory=True)
    (path / "news.txt").write_text(ENGLISH, encoding="utf-8")


def deep_folder(path: Path) -> None:
    path.mkdir()
    before = Path.cwd()
    os.chdir(path)
    try:
        for _ in range(200):
            os.mkdir("d" * 60)
            os.chdir("d" * 60)
        Path("news.txt").write_text(ENGLISH, encoding="utf-8")
    finally:
        os.chdir(before)


def crowded_folder(path: Path) -> None:
    path.mkdir()
    for number in range(2_000):
        (path / f"{number}.txt").touch()


def devil_tar(path: Path) -> None:
    with tarfile.open(path, "w") as archive:
        archive.addfile(tarfile.TarInfo("../../up.txt"), io.BytesIO())


def words(word_: str, size: int) -> Callable[[Path], object]:
    return lambda path: path.write_text(word_ * (size // len(word_.encode())), encoding="utf-8")


def rows(count: int) -> str:
    return "".join(f'http://example.org/{n},"{ENGLISH}"\n' for n in range(count))


def bad_texts() -> tuple[Bad, ...]:
    return (
        Bad("empty.txt", "no byte", data(b"")),
        Bad("blanks.txt", "blanks and line ends only", data(b" \n\t\r\n" * 1000)),
        Bad("bom.txt", "a byte order mark only", data(b"\xef\xbb\xbf")),
        Bad("random.txt", "random bytes", data(os.urandom(200_000))),
        Bad(
            "koi8.txt",
            "Russian in KOI8-R",
            data(("Министр сказал, что порт открыт. " * 50).encode("koi8-r")),
        ),
        Bad(
            "double.txt",
            "UTF-8 read as Windows-1256 and saved",
            data(ARABIC.encode().decode("cp1256", "replace")),
        ),
        Bad("cut-utf8.txt", "UTF-8 cut inside a letter", data((ARABIC * 20).encode()[:-2])),
        Bad(
            "mixed.txt",
            "UTF-8 and Windows-1256 in one file",
            data(ARABIC.encode() + ARABIC.encode("cp1256", "replace")),
        ),
        Bad(
            "utf16-odd.txt",
            "UTF-16 cut at half a letter",
            data(b"\xff\xfe" + ARABIC.encode("utf-16-le")[:-1]),
        ),
        Bad("utf32.txt", "UTF-32", data(ARABIC.encode("utf-32"))),
        Bad("nul.txt", "NUL between the letters", data(ENGLISH.replace(" ", "\0"))),
        Bad("nuls.txt", "a megabyte of NUL", data(bytes(1 << 20))),
        Bad(
            "surrogates.txt",
            "lone surrogates as bytes",
            data((ENGLISH + "\ud83d " + ENGLISH).encode("utf-8", "surrogatepass")),
        ),
        Bad(
            "controls.txt",
            "terminal and direction controls",
            data(f"\x1b[31m{ENGLISH}\x1b]0;title\x07\u202e{ARABIC}\u2066"),
        ),
        Bad("one-word.txt", "50 MB of one word", words("harbour ", 50_000_000)),
        Bad("one-word-arabic.txt", "50 MB of one Arabic word", words("ميناء ", 50_000_000)),
        Bad("no-space.txt", "10 MB without a space", words("x", 10_000_000)),
        Bad("marks.txt", "2 MB of vowel marks on one letter", words("\u064e", 2_000_000)),
        Bad(
            "quotes.txt",
            "100,000 unclosed quotation marks",
            data("«" * 50_000 + '"' * 50_000 + ARABIC),
        ),
        Bad("brackets.txt", "100,000 unclosed brackets", data("([{" * 33_000 + ENGLISH)),
        Bad(
            "open-quote.txt",
            "a quotation that is never closed",
            data(f'The mayor said: "{ENGLISH * 200}'),
        ),
        Bad("lines.txt", "a million line ends", data("a\n" * 1_000_000)),
        Bad(
            "sentence.txt",
            "one sentence of a megabyte",
            data("said the mayor, who said that " * 35_000),
        ),
    )


def bad_json() -> tuple[Bad, ...]:
    return (
        Bad("deep.json", "100,000 lists in one another", data("[" * 100_000)),
        Bad("deep-objects.json", "50,000 objects in one another", data('{"a":' * 50_000)),
        Bad("half.json", "cut in mid-string", data('{"text": "' + ENGLISH)),
        Bad("no-text.json", "an object without text", data('{"title": "Harbour"}')),
        Bad("number.json", "text that is a number", data('{"text": 12}')),
        Bad(
            "digits.json",
            "a number of a million digits",
            data('{"text": "x", "id": ' + "9" * 1_000_000 + "}"),
        ),
        Bad(
            "escapes.json",
            "lone surrogates as escapes",
            data('{"text": "' + "\\ud800" * 1000 + ENGLISH + '"}'),
        ),
        Bad(
            "bad-date.json",
            "a date that is none",
            data(json.dumps({"text": ENGLISH, "published": "2017-02-31"})),
        ),
        Bad("nan.json", "NaN and comments", data('{"text": NaN} // no')),
        Bad(
            "mixed.jsonl",
            "every second line is broken",
            data((json.dumps({"text": ENGLISH}) + "\n{broken\n") * 100),
        ),
        Bad("long-line.jsonl", "a line of 80 MB", words("x", 80_000_000)),
        Bad(
            "twice.jsonl",
            "a thousand times the same id",
            data((json.dumps({"id": "a", "text": ENGLISH}) + "\n") * 1000),
        ),
    )


def bad_tables() -> tuple[Bad, ...]:
    return (
        Bad(
            "quotes.csv",
            "a quotation mark that is never closed",
            data('url,text\n"http://example.org/a,"' + rows(2_000)),
        ),
        Bad(
            "ragged.csv",
            "rows of one to forty fields",
            data("url,text\n" + "\n".join("a," * n for n in range(40))),
        ),
        Bad("no-head.csv", "no line of names", data(rows(10))),
        Bad("nul.csv", "NUL in a field", data("url,text\nhttp://example.org/a,a\0b\n")),
        Bad(
            "field.csv",
            "a field of 40 MB",
            lambda path: path.write_text('text\n"' + "x" * 40_000_000 + '"\n'),
        ),
        Bad(
            "gdelt.csv", "a GDELT list with 3 of its 58 fields", data("1\t20170608\t201706\n" * 10)
        ),
        Bad(
            "private.csv",
            "addresses of private networks",
            data("url\nhttp://169.254.169.254/latest\nhttp://localhost:22/\nfile:///etc/passwd\n"),
        ),
    )


def bad_pages() -> tuple[Bad, ...]:
    return (
        Bad(
            "scripts.html",
            "scripts, frames and events",
            data(
                f"<html><body onload='x()'><script>{'alert(1);' * 9999}</script><iframe src='file:///etc/passwd'></iframe>{ARTICLE}</body></html>"
            ),
        ),
        Bad(
            "only-scripts.html",
            "a page that only a browser fills",
            data("<html><body><div id=root></div><script src=a.js></script></body></html>"),
        ),
        Bad(
            "deep.html",
            "100,000 elements in one another",
            data("<html><body>" + "<div>" * 100_000 + ARTICLE),
        ),
        Bad(
            "attributes.html",
            "an element of 100,000 attributes",
            data("<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{ARTICLE}"),
        ),
        Bad(
            "unclosed.html",
            "nothing is closed",
            data(f"<html><head><title>Harbour<body><p>{ENGLISH * 9}<b><i"),
        ),
        Bad(
            "wrong-charset.html",
            "says UTF-8 and is Windows-1256",
            data(b"<html><meta charset=utf-8><body><p>" + (ARABIC * 9).encode("cp1256", "replace")),
        ),
        Bad(
            "no-charset.html",
            "says an encoding that does not exist",
            data(f"<html><meta charset=x-none><body>{ARTICLE}"),
        ),
        Bad(
            "frames.html",
            "a page of frames",
            data("<html><frameset><frame src=a.html></frameset></html>"),
        ),
        Bad("huge.html", "60 MB of paragraphs", words(ARTICLE, 60_000_000)),
        Bad(
            "laughs.xml",
            "an XML bomb",
            data(LAUGHS + "<rss><channel><title>&a9;</title></channel></rss>"),
        ),
        Bad(
            "outside.xml",
            "XML that asks for a file of the machine",
            data(
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
                + RSS.format("<title>&x;</title>")
            ),
        ),
        Bad(
            "remote.xml",
            "XML that asks for another machine",
            data("<!DOCTYPE r SYSTEM 'http://127.0.0.1:9/x.dtd'>" + RSS.format(ITEM)),
        ),
        Bad("cut-feed.xml", "a feed cut in the middle", data(RSS.format(ITEM * 3)[:150])),
        Bad("empty-feed.xml", "a feed without items", data(RSS.format(""))),
        Bad("many-items.xml", "a feed of 200,000 items", data(RSS.format(ITEM * 200_000))),
        Bad("no-feed.xml", "XML that is no feed", data("<config><port>22</port></config>")),
    )


def bad_archives() -> tuple[Bad, ...]:
    return (
        Bad("bomb.gz", "gzip of 1 GB of zeros", gzip_bomb),
        Bad(
            "bomb.txt.gz",
            "gzip in gzip in gzip",
            data(gzip.compress(gzip.compress(gzip.compress(ENGLISH.encode())))),
        ),
        Bad("cut.txt.gz", "gzip cut in the middle", data(gzip.compress(os.urandom(9_000))[:5_000])),
        Bad(
            "crc.txt.gz",
            "gzip with a wrong checksum",
            data(gzip.compress((ENGLISH * 99).encode())[:-8] + bytes(8)),
        ),
        Bad("bomb.zip", "zip of 1 GB of zeros", zip_bomb),
        Bad("nested.zip", "forty zip files in one another", nested_zip),
        Bad("million.zip", "a million files in nested zips", wide_nested_zip),
        Bad("overlap.zip", "5,000 names for the same bytes", overlapping_zip),
        Bad("locked.zip", "a zip with a password", locked_zip),
        Bad("cut.zip", "a zip without its list", data(zipped(**{"a.txt": ENGLISH * 99})[:150])),
        Bad("empty.zip", "a zip without files", data(zipped())),
        Bad(
            "up.zip",
            "names that lead out of the folder",
            data(
                zipped(
                    **{"../../up.txt": ENGLISH, "/etc/marsad.txt": ENGLISH, "C:\\x.txt": ENGLISH}
                )
            ),
        ),
        Bad(
            "names.zip",
            "names with NUL, controls and 60,000 letters",
            data(zipped(**{"a\x01\x1b[31m.txt": ENGLISH, "n" * 60_000 + ".txt": ENGLISH})),
        ),
        Bad("up.tar", "a tar file that leads out of the folder", devil_tar),
    )


def bad_documents() -> tuple[Bad, ...]:
    return (
        Bad("cut.pdf", "a PDF cut in the middle", data(pdf(SAY)[:300])),
        Bad("head.pdf", "the first line of a PDF", data(b"%PDF-1.7\n")),
        Bad("scan.pdf", "a PDF of a picture", data(pdf(b"q Q"))),
        Bad("locked.pdf", "a PDF with a password", data(pdf(SAY, trailer=LOCK))),
        Bad(
            "bomb.pdf",
            "a page that unpacks to 4 GB",
            lambda path: path.write_bytes(
                pdf(packed_zeros(4 << 30), stream="/Filter /FlateDecode")
            ),
        ),
        Bad("widths.pdf", "a font of two thousand million widths", wide_font),
        Bad("forms.pdf", "forms that paint one another 10^9 times", nested_forms),
        Bad(
            "loop.pdf",
            "pages that contain themselves",
            data(pdf(SAY).replace(b"[3 0 R]", b"[2 0 R 3 0 R]")),
        ),
        Bad(
            "xref.pdf",
            "a table of objects that points to itself",
            data(
                pdf(SAY)
                + b"xref\n0 1\n0000000000 65535 f\ntrailer <</Root 1 0 R /Prev 500>>\n"
                + b"startxref\n500\n%%EOF"
            ),
        ),
        Bad(
            "bomb.docx",
            "a Word file that unpacks to 300 MB",
            data(word("<w:p><w:r><w:t>" + "a" * 300_000_000 + "</w:t></w:r></w:p>")),
        ),
        Bad(
            "laughs.docx",
            "a Word file with an XML bomb",
            data(zipped(**WORD, **{"word/document.xml": LAUGHS + "<x>&a9;</x>"})),
        ),
        Bad(
            "missing.docx",
            "a Word file without its text",
            data(zipped(**WORD, **{"word/styles.xml": "<x/>"})),
        ),
        Bad(
            "cut.docx",
            "a Word file cut in the middle",
            data(word(f"<w:p>{ENGLISH * 999}</w:p>")[:200]),
        ),
        Bad(
            "deep.docx",
            "a Word file of tables in tables",
            data(word("<w:tbl><w:tr><w:tc>" * 5_000)),
        ),
        Bad(
            "old.doc", "an old Word file", data(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))
        ),
        Bad("text.rtf", "an RTF file", data("{\\rtf1\\ansi " + ENGLISH + "}")),
    )


def bad_web_archives() -> tuple[Bad, ...]:
    return (
        Bad("cut.warc", "a WARC file cut in a record", data(WARC.format(90_000, HTTP + ARTICLE))),
        Bad("length.warc", "a record of minus one byte", data(WARC.format(-1, HTTP + ARTICLE))),
        Bad(
            "garbage.warc",
            "random bytes behind the first line",
            data(b"WARC/1.0\r\n" + os.urandom(9_000)),
        ),
        Bad(
            "cut.warc.gz",
            "a packed WARC file cut short",
            data(gzip.compress((WARC.format(len(HTTP), HTTP) * 50).encode())[:-40]),
        ),
    )


def wrong_names() -> tuple[Bad, ...]:
    return (
        Bad("picture.txt", "a picture called .txt", data(b"\x89PNG\r\n\x1a\n" + os.urandom(3_000))),
        Bad("text.pdf", "text called .pdf", data(ENGLISH)),
        Bad("text.zip", "text called .zip", data(ENGLISH)),
        Bad("zip.html", "a zip called .html", data(zipped(**{"a.txt": ENGLISH}))),
        Bad("pdf.json", "a PDF called .json", data(pdf(SAY))),
        Bad("page.csv", "a web page called .csv", data(f"<html><body>{ARTICLE}</body></html>")),
        Bad(
            "program.txt",
            "a program",
            lambda path: path.write_bytes(Path(sys.executable).read_bytes()[:100_000]),
        ),
        Bad("base.db", "an SQLite database", data(b"SQLite format 3\0" + bytes(4_000))),
    )


def no_files() -> tuple[Bad, ...]:
    return (
        Bad("no-such-file.txt", "a file that does not exist", str),
        Bad("pipe.txt", "a pipe into which nobody writes", lambda path: os.mkfifo(path)),
        Bad("socket.txt", "a socket", make_socket),
        Bad("closed.txt", "a file without permissions", unreadable),
        Bad("closed", "a folder without permissions", closed_folder),
        Bad("loop.txt", "a link to itself", lambda path: path.symlink_to(path.name)),
        Bad("dangling.txt", "a link to nothing", lambda path: path.symlink_to("gone.txt")),
        Bad("looped", "a folder that contains itself", looped_folder),
        Bad("deep", "200 folders in one another", deep_folder),
        Bad("crowded", "a folder of 2,000 empty files", crowded_folder),
        Bad("no-files", "an empty folder", lambda path: path.mkdir()),
        Bad("new\nline \x1b[31m\u202e.txt", "controls in the name", data(b"")),
        Bad("مرصد «خبر» 100%.txt", "Arabic, quotes and per cent in the name", data(b"\xff" * 99)),
        Bad("-rf", "a name like an option", data(b"")),
    )


def bad_files() -> Iterator[Bad]:
    """Made when they are asked for, because some are large."""
    for make in (
        bad_texts,
        bad_json,
        bad_tables,
        bad_pages,
        bad_archives,
        bad_documents,
        bad_web_archives,
        wrong_names,
        no_files,
    ):
        yield from make()


class Result(NamedTuple):
    seconds: float
    memory: int
    code: int
    out: str
    error: str


def run(command: list[str], limit: float) -> Result:
    """Runs a command and takes the peak memory of it and its children."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as out:
        began = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=said, start_new_session=True
        )
        timer = threading.Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        seconds = time.monotonic() - began
        code = process.returncode = os.waitstatus_to_exitcode(status)
        texts = [
            file.seek(0) or file.read(1 << 20).decode("utf-8", "replace") for file in (out, said)
        ]
    unit = 1 if sys.platform == "darwin" else 1024
    return Result(seconds, usage.ru_maxrss * unit, code, *texts)


def find_verdict(name: str, result: Result, limit: float) -> str:
    if result.seconds >= limit:
        return "TOO LONG"
    if "Traceback" in result.error or result.code < 0:
        return "CRASHED"
    most = MEMORY_OF_PDF if (name == ALL or name.endswith(".pdf")) else MEMORY
    return "TOO LARGE" if result.memory > most else ""


def describe(result: Result, folder: Path) -> str:
    """The first error with the number of others; without one, what became of the file."""
    errors = [line.strip() for line in result.error.splitlines() if line.strip()]
    lines = errors or [line for line in result.out.splitlines() if line.strip()]
    told = lines[0] if lines else ""
    told = told.replace(f"{folder}/files/", "").removeprefix("marsad: ")
    more = (
        int(found[1].replace(",", "")) - 1
        if (found := MORE.match(errors[-1] if errors else ""))
        else 0
    )
    others = len(errors) - 1 + more
    plain = "".join(c if c.isprintable() else "?" for c in told).replace("|", "/")
    shown = plain if len(plain) <= WIDTH else f"{plain[:40]}…{plain[41 - WIDTH :]}"
    return shown + (f" (and {others:,} more)" if others > 0 else "")


def write_files(folder: Path, only: str) -> list[tuple[str, str]]:
    """Names and explanations of the files written.

    A child process writes them: what a process holds counts as memory of all that it starts.
    """
    names = folder.parent / "names.json"
    child = os.fork()
    if not child:
        written = [(bad.name, bad.what) for bad in bad_files() if make_file(bad, folder, only)]
        names.write_text(json.dumps(written), encoding="utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    return [(name, what) for name, what in json.loads(names.read_text(encoding="utf-8"))]


def make_file(bad: Bad, folder: Path, only: str) -> bool:
    if only in bad.name:
        with contextlib.suppress(FileExistsError):
            bad.make(folder / bad.name)
        return True
    return False


def fill(command: tuple[str, ...], path: Path, archive: Path) -> list[str]:
    return [part.format(path=path, archive=archive) for part in command]


def try_each(folder: Path, only: str, limit: float) -> Iterator[tuple[str, ...]]:
    """A row for each file, with its verdict in front; the last one is the folder with all."""
    files = folder / "files"
    files.mkdir(parents=True, exist_ok=True)
    empty, archive = folder / "empty.db", folder / "bad.db"
    run(fill(BEFORE, files, empty), limit)
    written = [(name, what, files / name) for name, what in write_files(files, only)]
    for called, what, path in [*written, (ALL, "the folder with all of them", files)]:
        shutil.copy(empty, archive)
        wait = limit if path != files else limit * 10
        result = run(fill(COMMAND, path, archive), wait)
        name = "".join(c if c.isprintable() else "?" for c in called)
        figures = f"{result.seconds:.1f}", str(result.memory >> 20), str(result.code)
        yield find_verdict(called, result, wait), name, what, *figures, describe(result, folder)


def report(folder: Path, only: str, limit: float) -> int:
    print(f"Each with: marsad {' '.join(COMMAND[3:])}\n")
    for line in HEAD:
        print(line)
    faults = 0
    for verdict, *cells in try_each(folder, only, limit):
        faults += bool(verdict)
        print(f"| {' | '.join(cells)} |{f' {verdict}' if verdict else ''}", flush=True)
    print(f"\n{faults} faults")
    return int(faults > 0)


def unlock(folder: Path) -> None:
    for path in (folder / "files" / "closed", folder / "files" / "closed.txt"):
        if path.exists():
            path.chmod(0o700)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--only", default="", help="files whose names hold this")
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    if given.folder is not None:
        return report(given.folder.resolve(), given.only, given.seconds)
    with tempfile.TemporaryDirectory() as folder:
        try:
            return report(Path(folder), given.only, given.seconds)
        finally:
            unlock(Path(folder))


if __name__ == "__main__":
    raise SystemExit(main())
