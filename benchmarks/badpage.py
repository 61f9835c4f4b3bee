"""The page of bad inputs in the documents, with what each gets: files, then addresses.

usage: badpage.py [--seconds N]

Runs badinputs.py and badaddresses.py and writes docs/bad-input.md. The exit code is 1 when a file
takes longer than N seconds (60), more memory than it may, or ends the program.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path

import badaddresses
import badinputs
from articles import ROOT
from processes import load

PAGE = ROOT / "docs" / "bad-input.md"
_KEPT = "\n## Damaged by chance\n"  # from here on the page is written by hand
_TOP = """# What bad inputs get

Written by `python benchmarks/badpage.py`, up to *Damaged by chance*: change the scripts that it
runs, not this page. Each file is made by the script, put into an empty archive by `marsad add FILE`
in a process of its own, and gets one line that names it and the remedy, or is read. No file costs
the others of its folder. The seconds are by the wall and begin with the start of the program, which
takes one of them; the memory is the most that any process had. {machine}

## Files

{files}

## Addresses and servers

Servers play their part on the loopback address; the times that a server may take are cut to a
twentieth. *May pass*: it is tried again, and a look at a feed comes later.

{addresses}
"""


def main() -> int:
    """Run both and write the page."""
    parser = argparse.ArgumentParser(description="Writes docs/bad-input.md.")
    parser.add_argument("--seconds", type=float, default=60)
    args = parser.parse_args()
    machine = f"Here: {load()}."
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            tried = badinputs.try_each(folder, "", args.seconds)
            rows = list(tried)
        finally:
            badinputs.unlock(folder)
    files = [*badinputs.HEAD, *(f"| {' | '.join(_plain(cells))} |" for _, *cells in rows)]
    addresses = ["| what | s | error |", "| --- | ---: | --- |"]
    for seconds, what, error in badaddresses.try_each():
        addresses.append(f"| `{what}` | {seconds} | {_plain([error])[0]} |")
    told = {"files": "\n".join(files), "addresses": "\n".join(addresses)}
    _, heading, kept = PAGE.read_text(encoding="utf-8").partition(_KEPT)
    page = _TOP.format(machine=machine, **told)
    PAGE.write_text(f"{page}{heading}{kept}", encoding="utf-8")
    faults = [f"{cells[0]}: {verdict}" for verdict, *cells in rows if verdict]
    print(f"{len(rows) - 1} files, {len(addresses) - 2} addresses and servers")
    print(*faults, sep="\n")
    return 1 if faults else 0


def _plain(cells: list[str]) -> list[str]:
    """Cells without what Markdown would take for a sign, and without ports, which change."""
    return [
        re.sub(r"([*_<\[])", r"\\\1", re.sub(r"(127\.0\.0\.1):\d{5}", r"\1", cell))
        for cell in cells
    ]


if __name__ == "__main__":
    sys.exit(main())
