"""How much is read of one thing, so that a hostile file costs no more than itself.

Looked up at the time of use, so that a program may set its own.
"""

from __future__ import annotations

# Against archives that unpack to more than memory holds; 64 MiB are thirty thousand articles.
MAX_LINE = MAX_UNPACKED = 64 << 20
MAX_FILE = 256 << 20
# The heaviest news pages (live blogs with their data inside) have 5 MB of HTML.
MAX_PAGE = 16 << 20
# Letters of one document: a thick book has two million; eight are half a minute of analysis.
MAX_TEXT = 8_000_000
# Live blogs have 30,000 elements; of the worst kind, 50,000 take three seconds to read.
MAX_ELEMENTS = 50_000
# Elements of real pages have 50. The parser's time for one grows with the square of their number:
# 3,000 take 6 ms, 200,000 a minute.
MAX_ATTRIBUTES = 3_000
# A row that holds the text of a book; the widest of GDELT's have 1 MB.
MAX_ROW = 16 << 20
# Feeds with the full text of a year's articles have 10 MB.
MAX_FEED = 32 << 20
# Scanned reports; beyond that the text is not what makes them large.
MAX_SCAN = 128 << 20

# Archives in archives: news.zip of day.zip of pages is what newsrooms have.
MAX_NESTING = 2
# An archive that stands inside another is held in memory.
MAX_ARCHIVE = 256 << 20
MAX_MEMBERS = 100_000
# The list of members of a zip, which Python holds in memory: 160,000 of usual names.
MAX_DIRECTORY = 16 << 20
# Text packs 3 to 10 times, machine-made tables 100 times, zip bombs 1,000 times and more.
MAX_RATIO = 200
# Small files of one repeated line may go beyond the ratio up to here.
RATIO_FREE = 64 << 20
MAX_TOTAL = 64 << 30


def mebibytes(size: int) -> str:
    """How a limit is written in messages."""
    return f"{size >> 20} MiB"
