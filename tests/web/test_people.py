"""Pages of stories, sources and actors: what they show, where they lead, whom they leave out."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from marsad.archive.lists import put
from marsad.archive.observatory import Observatory
from marsad.linking.stored.linked import Linked
from marsad.web.application import create_app
from marsad.web.guard.visitors import Visitor

PAGES = ("/stories", "/sources", "/actors", "/sources?of=unnamed", "/actors/RU", "/sources/RU")
REPORT = """قال وزير الخارجية الروسي سيرغي لافروف إن الجسر أغلق.
وقال السيد نادر الخالدي إن الجسر مفتوح. وأكد مصدر أمني أن المعبر أغلق أيضا.
وقالت الخارجية الفرنسية إن روسيا هاجمت تركيا في إدلب يوم 3 يونيو 2018."""


@pytest.fixture
def told(tmp_path: Path) -> TestClient:
    """One report in which a listed person, a private one and an unnamed source speak."""
    with Observatory.create(tmp_path / "told.db") as made:
        (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
        made.add(tmp_path / "one.txt")
        Linked(made).update()
        app = create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",))
        yield TestClient(app, headers={"accept-language": "en"})


def links(page: str, room: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="(/{room}/[^"#]+)"', page)))


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_answers_in_both_languages(client: TestClient, page: str, lang: str) -> None:
    answer = client.get(page, headers={"accept-language": lang})
    assert answer.status_code == 200
    assert f'<html lang="{lang}"' in answer.text
    assert " style=" not in answer.text


@pytest.mark.parametrize("page", ["/stories", "/sources", "/actors"])
def test_an_empty_archive_teaches(empty: TestClient, page: str) -> None:
    answer = empty.get(page, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "marsad " in answer.text


def test_a_story_opens_from_its_permalink_and_shows_who_contradicts_whom(
    client: TestClient,
) -> None:
    page = client.get("/stories?since=2024-02-25&until=2024-03-10").text
    found = [client.get(one.replace("&amp;", "&")).text for one in links(page, "stories")]
    whole = next(one for one in found if "Open contradictions" in one)
    assert whole.count('class="side"') >= 2
    assert "denies" in whole or "contradicts" in whole
    assert links(whole, "outlets") and links(whole, "propositions")
    assert re.search(r'<time datetime="2024-03-\d\d">', whole)


def test_a_proposition_leads_to_its_story_with_the_days_in_the_address(client: TestClient) -> None:
    page = client.get("/stories?since=2024-02-25&until=2024-03-10").text
    proposition = links(page, "stories")[0].split("?")[0]
    answer = client.get(proposition, follow_redirects=False)
    assert answer.status_code == 303
    assert "since=" in answer.headers["location"] and "until=" in answer.headers["location"]


def test_days_without_stories_and_days_that_are_too_many(client: TestClient) -> None:
    assert (
        "No stories in these days" in client.get("/stories?since=1999-01-01&until=1999-02-01").text
    )
    assert client.get("/stories?since=0001-01-01&until=9999-12-31").status_code == 200
    assert client.get("/stories/ffffffffffffffff").status_code == 404


def test_the_list_of_sources_counts_what_became_of_their_word(client: TestClient) -> None:
    page = client.get("/sources").text
    assert "corroborated" in page and "withdrawn" in page and "/sources.csv" in page
    assert links(page, "sources")
    counts = [int(one) for one in re.findall(r'<td class="number[^"]*">(\d+)</td>', page)]
    claims = counts[::6]
    assert claims == sorted(claims, reverse=True)


def test_a_source_is_found_in_any_language(told: TestClient) -> None:
    for name in ("لافروف", "Lavrov"):
        page = told.get("/sources", params={"q": name}).text
        assert "/sources/sergey-lavrov" in page
    assert 'role="alert"' in told.get("/sources", params={"q": "قبيلة لا وجود لها"}).text


def test_a_source_shows_its_claims_its_carriers_and_the_lists(told: TestClient) -> None:
    address = links(told.get("/sources", params={"q": "Lavrov"}).text, "sources")[0]
    page = told.get(address).text
    assert "الجسر أغلق" in page
    assert "What the lists know" in page and "Foreign Minister" in page
    assert re.search(r"2004-03.*?still, as far as known", page, re.S)
    assert "Nobody has graded it" in page
    token = re.findall(r'name="form_token" value="([^"]+)"', page)[0]
    form = {"form_token": token, "source": "sergey-lavrov", "grade": "C", "back": address}
    told.post("/sources/grade", data=form)
    assert "Nobody has graded it" not in told.get(address).text


def test_an_outlet_shows_whom_it_cites(client: TestClient) -> None:
    page = client.get(f"/outlets/{quote('إذاعة القنطرة')}").text
    assert "Whom it cites" in page
    assert links(page, "sources")


def test_unnamed_sources_cannot_be_told_apart(told: TestClient) -> None:
    addresses = links(told.get("/sources?of=unnamed").text, "sources")
    assert addresses
    assert "cannot be told apart" in told.get(addresses[0]).text


@pytest.mark.parametrize("room", ["sources", "actors"])
def test_a_person_of_no_list_has_no_page(told: TestClient, room: str) -> None:
    assert "Nader" not in told.get("/sources").text and "نادر" not in told.get("/sources").text
    assert "Khal" not in told.get("/actors").text
    document = links(told.get("/search?of=documents").text, "documents")[0]
    reading = told.get(document).text
    private = re.findall(r'href="/sources/(%7E[^"]+|~[^"]+)"', reading)
    pages = [told.get(f"/{room}/{one}").text for one in private]
    assert any("keeps no profiles of private persons" in page for page in pages)


@pytest.mark.parametrize("room", ["sources", "actors"])
def test_who_is_suppressed_has_no_page(tmp_path: Path, room: str) -> None:
    with Observatory.create(tmp_path / "told.db") as made:
        (tmp_path / "one.txt").write_text(REPORT, encoding="utf-8")
        made.add(tmp_path / "one.txt")
        with made.writing() as connection:
            entry = '[[person]]\nid = "sergey-lavrov"\nname = "Sergey Lavrov"\nsuppress = true\n'
            put(connection, "suppressed", entry, "Nadia")
        app = create_app(made, Visitor("Nadia", "admin"), hosts=("testserver",))
        client = TestClient(app, headers={"accept-language": "en"})
        assert "This person is not to have a page" in client.get(f"/{room}/sergey-lavrov").text
        assert "Lavrov" not in client.get(f"/{room}").text
        assert client.get(f"/{room}?q=Lavrov").text.count("/sergey-lavrov") == 0
        assert client.get("/api/v1/sources/sergey-lavrov").status_code == 404
        assert "Lavrov" not in client.get("/api/v1/sources").text


def test_an_actor_shows_claims_events_company_and_the_lists(told: TestClient) -> None:
    assert "/actors/TR" in links(told.get("/actors", params={"q": "تركيا"}).text, "actors")
    page = told.get("/actors/TR").text
    assert "روسيا هاجمت تركيا" in page
    assert "that is no sign of a tie" in page and 'href="/actors/RU"' in page
    beside = page[page.index("that is no sign of a tie") :].split("</section>")[0]
    assert "/actors/RU" in beside and "~" not in beside and "%7E" not in beside
    events = page[page.index('class="events"') :]
    assert "assaults" in events and "2018-06-03" in events and "Idlib" in events
    assert "What the lists know" in page


def test_names_link_to_their_pages(client: TestClient) -> None:
    ids = links(client.get("/propositions?standing=contested").text, "propositions")
    page = client.get(ids[0]).text
    assert links(page, "outlets") and links(page, "sources")
    for address in links(page, "sources")[:5]:
        assert client.get(address).status_code == 200, address
    document = links(client.get("/search?of=documents").text, "documents")[0]
    assert links(client.get(document).text, "outlets")


def test_who_denies_leads_to_a_page_whoever_it_is(client: TestClient) -> None:
    pages = (client.get(path).text for path in ("/propositions?standing=contested", "/stories"))
    stories = [client.get(path).text for path in links(client.get("/stories").text, "stories")]
    found = {address for page in (*pages, *stories) for address in links(page, "voices")}
    assert found
    for address in found:
        assert client.get(address).status_code == 200, address
    nobody = client.get("/voices/nobody-of-this-name", follow_redirects=False)
    assert nobody.headers["location"] == "/sources?q=nobody-of-this-name"


def test_an_address_of_nobody_says_so(client: TestClient) -> None:
    assert client.get("/sources/nobody-of-this-name").status_code == 404
    assert client.get("/actors/nobody-of-this-name").status_code == 404
