"""PDF files, read in a process of their own: a hostile one costs that process and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import marsad
from marsad.intake.failures import Unreadable
from marsad.intake.originals import Extract

# A page takes 0.05 to 0.1 s (docs/intake-pdf.md), so that 2,000 pages, the most, take 200 s. It has
# a kilobyte and more, so a small file gets less time: that is as long as a hostile one holds us up.
MAX_SECONDS = 300
_LEAST_SECONDS = 20
_BYTES_A_SECOND = 5_000
MAX_MEMORY = 1 << 30

_LIMITED = (
    "import sys\n"
    "try:\n"
    "    import resource\n"
    "    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)\n"
    "except (ImportError, OSError, ValueError):\n"
    "    pass\n"
    "from marsad.intake.pdftext import main\n"
    "main()\n"
)


def read_pdf(data: bytes) -> Extract:
    """The text of a PDF, in the order of reading; its creation date is no date of publication.

    The work is done by a child process with ``MAX_SECONDS`` of time, less for a small file, and,
    where the system can limit it, ``MAX_MEMORY`` bytes of memory.

    Raises:
        Unreadable: no PDF, broken, locked, pictures without text, or too large; with the remedy.
    """
    seconds = min(MAX_SECONDS, _LEAST_SECONDS + len(data) // _BYTES_A_SECOND)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-X", "utf8", "-c", _LIMITED, str(MAX_MEMORY)],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(
            f"not read within {seconds} seconds; split the PDF or export it again"
        ) from error
    if done.returncode or not done.stdout:
        raise Unreadable("broken PDF (its reader gave up); download or export it again")
    answer = json.loads(done.stdout)
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return Extract(**answer)


def _environment() -> dict[str, str]:
    """The child finds this very package, however the parent has found it."""
    paths = [str(Path(marsad.__file__).parents[1]), *(path for path in sys.path if path)]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
