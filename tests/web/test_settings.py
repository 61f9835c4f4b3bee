"""Settings: looks and a name of this browser, lists of the archive, reading it again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from marsad.archive.lists import current
from marsad.archive.observatory import Observatory
from marsad.archive.review.record import history, queue
from marsad.publishing.reports.house import keep_theme, kept_theme
from marsad.publishing.reports.theme import Theme
from marsad.web import rendering
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor
from marsad.web.work.errands import Kind

Send = Callable[..., Response]
LIST = """
[[body]]
id = "harbour-watch"
name = "Harbour Watch"
ar = ["مرصد الموانئ"]
kind = "organisation"
example = "قال مرصد الموانئ إن السفينة وصلت"
"""


def token(client: TestClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/settings").text)
    assert found is not None
    return found[1]


def test_the_page_tells_what_the_archive_is(client: TestClient) -> None:
    page = client.get("/settings").text
    assert "Documents</dt><dd>17</dd>" in page and "this version" in page
    assert "MiB" in page and re.search(r"Layout</dt><dd><bdi>\d{4}</bdi>", page)


def test_the_basemap_is_kept_in_this_browser_and_a_map_may_differ(
    working: TestClient, send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "built", lambda: frozenset({"map"}))
    chosen = '<option value="coasts" selected>'
    assert chosen not in working.get("/map").text
    assert 'value="coasts" checked' in send("/settings/basemap", basemap="coasts").text
    assert chosen in working.get("/map").text
    assert chosen not in working.get("/map?lines=outlines").text
    assert send("/settings/basemap", basemap="tiles").status_code == 422


def test_no_basemap_is_offered_where_no_island_draws_one(
    working: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "built", frozenset)
    assert all('value="coasts"' not in working.get(path).text for path in ("/map", "/settings"))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_looks_are_kept_in_this_browser(working: TestClient, send: Send, theme: str) -> None:
    assert f'data-theme="{theme}"' in send("/settings/theme", theme=theme).text
    assert f'data-theme="{theme}"' in working.get("/").text
    assert "data-theme" not in send("/settings/theme", theme="auto").text


def test_a_name_is_kept_with_what_is_said(
    own: Observatory, working: TestClient, send: Send
) -> None:
    send("/settings/name", name="سلمى حداد")
    with own.reading() as connection:
        claim = next(queue(connection)).claim
    send(f"/review/{claim}", action="accept")
    with own.reading() as connection:
        assert next(history(connection)).person == "سلمى حداد"
    send("/settings/name", name="")
    assert 'value="Nadia"' in working.get("/settings").text


@pytest.mark.slow
def test_a_list_is_put_taken_away_and_put_back(own: Observatory, working: TestClient) -> None:
    files = {"file": ("ports.toml", LIST.encode(), "application/toml")}
    page = working.post("/settings/lists", data={"form_token": token(working)}, files=files).text
    assert "ports" in page
    assert working.get("/settings/lists/ports").text == LIST
    working.post("/settings/lists/remove", data={"form_token": token(working), "name": "ports"})
    with own.reading() as connection:
        assert current(connection) == ()
    working.post("/settings/lists/restore", data={"form_token": token(working), "number": "1"})
    with own.reading() as connection:
        assert [one.name for one in current(connection)] == ["ports"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.toml", b"[[nobody", "bad.toml"),
        ("bad.toml", b"\xff\xfe", "not in UTF-8"),
        ("a b.toml", LIST.encode(), "letters, digits"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused(
    working: TestClient, own: Observatory, name: str, text: bytes, told: str
) -> None:
    files = {"file": (name, text, "application/toml")}
    page = working.post("/settings/lists", data={"form_token": token(working)}, files=files).text
    assert told in page and 'role="alert"' in page
    with own.reading() as connection:
        assert current(connection) == ()


@pytest.mark.slow
def test_names_that_collide_are_told(working: TestClient) -> None:
    twin = LIST.replace("مرصد الموانئ", "أنطونيو غوتيريش")
    files = {"file": ("twins.toml", twin.encode(), "application/toml")}
    page = working.post("/settings/lists", data={"form_token": token(working)}, files=files).text
    assert "Kept, and this should be looked at" in page and "harbour-watch" in page


def test_reading_again_is_put_into_the_row(
    own: Observatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(own, Visitor("Nadia", "admin"), hosts=("testserver",))
    given: list[Kind] = []
    monkeypatch.setattr(app.state.clerk, "give", lambda errand: given.append(errand.kind))
    client = TestClient(app, headers={"accept-language": "en"})
    client.post("/settings/reread", data={"form_token": token(client), "every": "true"})
    assert given == [Kind.REREAD]


def test_who_is_no_admin_changes_no_lists(own: Observatory) -> None:
    app = create_app(own, Visitor("Nadia", "analyst"), hosts=("testserver",))
    client = TestClient(app)
    fields = {"form_token": token(client), "name": "ports"}
    assert client.post("/settings/lists/remove", data=fields).status_code == 403


SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
COLOURS = {"ink": "#1c2026", "muted": "#565d66", "accent": "#7a1f3d", "line": "#ddd8cc"}


def test_the_looks_of_reports_are_kept_and_taken_away(
    own: Observatory, working: TestClient
) -> None:
    with own.writing() as connection:
        keep_theme(connection, Theme(text="Amiri"))  # fonts are set by command, and stay
    form = {"form_token": token(working), "name": "مرصد  الضفاف", **COLOURS, "drawings": "yes"}
    files = {"logo": ("logo.svg", SQUARE, "image/svg+xml")}
    page = working.post("/settings/reports", data=form, files=files).text
    assert 'value="#7a1f3d"' in page and "data:image/svg+xml" in page
    with own.reading() as connection:
        made = kept_theme(connection)
    assert made is not None and made.logo is not None and made.drawings
    assert (made.name, made.colours, made.text) == ("مرصد الضفاف", {"accent": "#7a1f3d"}, "Amiri")
    working.post("/settings/reports", data={"form_token": token(working), "name": "x"})
    with own.reading() as connection:  # the logo stays until it is taken away
        made = kept_theme(connection)
    assert made is not None and made.logo is not None and not made.drawings
    working.post("/settings/reports/remove", data={"form_token": token(working)})
    with own.reading() as connection:
        assert kept_theme(connection) is None


@pytest.mark.parametrize(
    ("change", "logo", "told"),
    [
        ({"ink": "#eeeeee"}, SQUARE, "take a darker one"),
        ({"ink": "url(x)"}, SQUARE, "a colour as #0b5470"),
        ({"name": "x" * 121}, SQUARE, "at most 120 letters"),
        ({}, SQUARE.replace(b"<path", b"<script/><path"), "may not stand in a logo"),
        ({}, b"GIF89a", "neither a PNG nor an SVG"),
        ({}, SQUARE + b" " * (1 << 20), "more than 1 MB"),
    ],
)
def test_looks_that_cannot_be_used_are_refused(
    own: Observatory, working: TestClient, change: dict[str, str], logo: bytes, told: str
) -> None:
    form = {"form_token": token(working), **COLOURS, **change}
    files = {"logo": ("logo.svg", logo, "image/svg+xml")}
    page = working.post("/settings/reports", data=form, files=files).text
    assert told in page and 'role="alert"' in page
    with own.reading() as connection:
        assert kept_theme(connection) is None


def test_who_is_no_admin_changes_no_looks(own: Observatory) -> None:
    app = create_app(own, Visitor("Nadia", "analyst"), hosts=("testserver",))
    client = TestClient(app, headers={"accept-language": "en"})
    assert "/settings/reports" not in client.get("/settings").text
    form = {"form_token": token(client), "name": "x"}
    assert client.post("/settings/reports", data=form).status_code == 403
