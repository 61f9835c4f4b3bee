"""What the islands are built from: exact versions, no addresses, and no borders with names."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
import tomli
from fastapi.testclient import TestClient

from marsad.publishing.reports.press import FONTS, families, has_fonts
from marsad.web.rendering import STATIC

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "islands"
_FIRST_PAGE = 100_000  # bytes, compressed
built = pytest.mark.skipif(
    not (STATIC / "map.js").is_file(),
    reason="the islands were not built; pip install -e . builds them",
)


def test_versions_are_exact_and_locked_without_addresses() -> None:
    about = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))
    asked = about["dependencies"] | about["devDependencies"]
    lock = json.loads((SOURCES / "package-lock.json").read_text(encoding="utf-8"))
    for name, version in asked.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert lock["packages"][f"node_modules/{name}"]["version"] == version
    kept = {name: one for name, one in lock["packages"].items() if name}
    assert all(one["integrity"].startswith("sha512-") for one in kept.values())
    assert not any("resolved" in one for one in kept.values())


def test_a_source_archive_carries_what_builds_the_islands() -> None:
    settings = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    hatch = settings["tool"]["hatch"]["build"]
    carried = set(hatch["targets"]["sdist"]["include"])
    assert {"islands", "hatch_build.py", "hatch_fonts.py", "hatch_compile.py"} <= carried
    assert "custom" in hatch["hooks"]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {"src/marsad/web/static/", "node_modules/"} <= set(ignored)
    assert "src/marsad/publishing/fonts/" in ignored


@pytest.mark.skipif(not has_fonts(), reason="the fonts were not made; pip install -e . makes them")
def test_fonts_of_reports_have_names_of_their_own_and_carry_their_licence() -> None:
    assert {"Amiri", "Amiri Latin"} <= families(None)
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8").upper()
    settings = (SOURCES / "package.json").read_text(encoding="utf-8")
    assert "@fontsource/amiri" in json.loads(settings)["dependencies"]


@built
def test_outlines_carry_no_names_and_no_countries() -> None:
    for name in ("outlines", "coasts"):
        drawn = json.loads((STATIC / f"{name}.json").read_text(encoding="utf-8"))
        assert set(drawn["objects"]) <= {"land", "coast", "borders"}
        assert "name" not in (STATIC / f"{name}.json").read_text(encoding="utf-8")


@built
def test_licences_of_all_that_is_bundled_are_written_out() -> None:
    told = (STATIC / "LICENSES.txt").read_text(encoding="utf-8")
    for name in (
        "maplibre-gl",
        "cytoscape",
        "@dagrejs/dagre",
        "echarts",
        "htmx.org",
        "world-atlas",
    ):
        assert re.search(rf"^{re.escape(name)} \d", told, re.M), name
    assert "SIL OPEN FONT LICENSE" in told


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_first_page_is_light(client: TestClient, lang: str) -> None:
    page = client.get(f"/?day=2024-03-04&lang={lang}").text
    loaded = set(re.findall(r'(?:href|src)="(/(?:assets|static)/[^"]+)"', page))
    if "/static/fonts.css" in loaded:
        loaded.add("/static/noto-sans-arabic.woff2")
    sizes = [len(gzip.compress(client.get(one).content)) for one in loaded]
    assert len(gzip.compress(page.encode())) + sum(sizes) < _FIRST_PAGE
