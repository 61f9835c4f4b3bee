"""Makes docs/images/reading.png, the picture in the README. Needs Chromium on the PATH.

Run it from anywhere: ``python docs/images/make.py``. It writes the HTML reading of
examples/bridge.txt to a temporary folder and has Chromium take a picture of it, without a window
and without the network.
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
SIZE = "1280,1180"  # the whole text of the article, and a picture of less than 300 kB


def main() -> int:
    """Write the picture; 1 when no Chromium is found."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if browser is None:
        sys.stderr.write(f"make.py: none of {', '.join(NAMES)} is installed; install Chromium\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "reading.html")
        article = ROOT / "examples" / "bridge.txt"
        words = ["read", article, "--outlet", "صحيفة دجلة الجديدة", "--output", page]
        subprocess.run([sys.executable, "-m", "marsad", *words], check=True)
        picture = f"--screenshot={HERE / 'reading.png'}"
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        subprocess.run(
            [browser, *options, picture, f"--window-size={SIZE}", page.as_uri()],
            check=True,
            stderr=subprocess.DEVNULL,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
