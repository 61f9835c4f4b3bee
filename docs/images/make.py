"""Makes the pictures of the documents. Needs Chromium on the PATH.

Run it from anywhere: ``python docs/images/make.py``. It writes the HTML reading of
examples/bridge.txt (reading.png, in the README) and the drawing of a proposition of
examples/dam.jsonl (origins.png, in docs/linking.md) to a temporary folder, and has Chromium take
pictures of them, without a window and without the network.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome")
READING = "1280,1180"  # the whole text of the article, and a picture of less than 300 kB
ORIGINS = "1280,380"  # the whole drawing


def main() -> int:
    """Write the pictures; 1 when no Chromium is found."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        sys.stderr.write(f"make.py: none of {', '.join(NAMES)} is installed; install Chromium\n")
        return 1
    examples = ROOT / "examples"
    with tempfile.TemporaryDirectory() as folder:
        page, drawing = Path(folder, "reading.html"), Path(folder, "origins.svg")
        outlet = "صحيفة دجلة الجديدة"
        _marsad("read", examples / "bridge.txt", "--outlet", outlet, "--output", page)
        archive = ("--archive", Path(folder, "dam.db"))
        _marsad("init", *archive)
        _marsad("add", examples / "dam.jsonl", *archive)
        _marsad("origins", "1a1d", "--lang", "ar", "--output", drawing, *archive)
        _take(browser, page, HERE / "reading.png", READING)
        _take(browser, drawing, HERE / "origins.png", ORIGINS)
    return 0


def _marsad(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "marsad", *words], check=True)


def _take(browser: str, page: Path, picture: Path, size: str) -> None:
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    shot = [f"--screenshot={picture}", f"--window-size={size}"]
    subprocess.run([browser, *options, *shot, page.as_uri()], check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    raise SystemExit(main())
