"""Fetching from real servers on the loopback address, well-behaved and hostile ones."""

from __future__ import annotations

import gzip
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from marsad.intake.failures import Gone, Unreachable, Unreadable
from marsad.intake.fetch import Fetcher, Unchanged
from marsad.intake.originals import Original
from tests.intake.conftest import Hours, Site, only_loopback

PAGE = "<p>قالت البلدية إن الجسر مغلق.</p>"


def refusal(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(Unreadable) as refused:
        fetcher.fetch(url)
    return str(refused.value)


def test_a_page_comes_with_what_the_server_says_of_it(patient: Fetcher, site: Site) -> None:
    url = site.show("/a", PAGE, content_type="Text/HTML; Charset=UTF-8", etag='"1"')
    page = patient.fetch(url + "#top")
    assert isinstance(page, Original)
    assert page.data.decode() == PAGE
    assert (page.place, page.url) == (url + "#top", url)
    assert (page.media, page.charset) == ("text/html", "utf-8")
    assert page.fetched == "2026-03-01T12:00:01+00:00"
    assert ("etag", '"1"') in page.headers


def test_the_server_is_told_who_asks(patient: Fetcher, site: Site) -> None:
    patient.fetch(site.show("/a", PAGE))
    assert site.asked == ["/robots.txt", "/a"]
    agent = site.headers[1]["user-agent"]
    assert agent.startswith("Marsad/") and agent.endswith("(research reader; obeys robots.txt)")


def test_cookies_are_forgotten_with_the_page(fetcher: Fetcher, site: Site) -> None:
    page = fetcher.fetch(site.show("/a", PAGE, set_cookie="reader=7"))
    fetcher.fetch(site.show("/b", PAGE))
    assert isinstance(page, Original) and "reader" not in str(page.headers)
    assert "cookie" not in site.headers[-1]


def test_a_packed_page_is_unpacked(fetcher: Fetcher, site: Site) -> None:
    url = site.show("/a", gzip.compress(PAGE.encode()), content_encoding="gzip")
    page = fetcher.fetch(url)
    assert isinstance(page, Original) and page.data.decode() == PAGE


class TestUnchanged:
    def test_marks_are_sent_and_304_is_understood(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/feed", status=304, etag='"2"')
        answer = fetcher.fetch(url, etag='"1"', modified="Sun, 01 Mar 2026 10:00:00 GMT")
        assert isinstance(answer, Unchanged)
        assert (answer.url, answer.etag, answer.modified) == (url, '"2"', None)
        assert site.headers[-1]["if-none-match"] == '"1"'
        assert site.headers[-1]["if-modified-since"] == "Sun, 01 Mar 2026 10:00:00 GMT"

    def test_304_that_nobody_asked_for_is_no_page(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/feed", status=304)
        assert refusal(fetcher, url) == "the server answers 304 and no page; check the address"


class TestGuard:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1",
            "localhost",
            "[::1]",
            "0x7f000001",
            "2130706433",
            "0177.0.0.1",
            "127.1",
            "[::ffff:127.0.0.1]",
            "0.0.0.0",
            "169.254.169.254",
            "10.0.0.1",
            "[64:ff9b::7f00:1]",
            "[2002:7f00:1::]",
        ],
    )
    @pytest.mark.usefixtures("loopback")
    def test_no_way_of_writing_an_inner_address_passes(self, host: str) -> None:
        with Fetcher() as fetcher:
            told = refusal(fetcher, f"http://{host}/")
        assert "no public address" in told or "no address of the web" in told

    def test_one_inner_address_of_two_is_enough(
        self, fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answer(monkeypatch, [["127.0.0.1", "10.0.0.1"]])
        told = refusal(fetcher, f"http://news.example:{site.port}/a")
        assert "news.example leads to 10.0.0.1, which is no public address" in told
        assert site.asked == []

    def test_a_second_look_up_has_no_part(
        self, fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name server that first tells a public address and then an inner one."""
        answers = [["127.0.0.1"], ["10.0.0.1"]]
        self.answer(monkeypatch, answers)
        site.show("/robots.txt", "User-agent: *")
        site.show("/a", PAGE)
        page = fetcher.fetch(f"http://news.example:{site.port}/a")
        assert isinstance(page, Original) and page.data.decode() == PAGE
        assert answers == [["10.0.0.1"]]  # the page came over the connection of robots.txt

    def test_a_new_connection_is_guarded_anew(
        self, fetcher: Fetcher, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.answer(monkeypatch, [["127.0.0.1"], ["10.0.0.1"]])
        site.show("/robots.txt", "", connection="close")
        told = refusal(fetcher, f"http://news.example:{site.port}/a")
        assert "news.example leads to 10.0.0.1, which is no public address" in told
        assert site.asked == ["/robots.txt"]

    @staticmethod
    def answer(monkeypatch: pytest.MonkeyPatch, answers: list[list[str]]) -> None:
        """Let the name server tell one list of addresses after the other."""
        numbers = socket.getaddrinfo

        def look_up(host: str, port: int, *rest: Any, **named: Any) -> Any:
            if host[0].isdigit():
                return numbers(host, port, *rest, **named)
            stream = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
            return [(*stream, (address, port)) for address in answers.pop(0)]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)

    def test_a_name_server_that_never_answers_costs_the_limit(
        self, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(2))
        start = time.monotonic()
        assert "news.example was not looked up within" in refusal(fetcher, "http://news.example/")
        assert time.monotonic() - start < 1.5

    def test_a_host_that_is_none(self, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
        def look_up(*_: Any, **__: Any) -> None:
            raise socket.gaierror(socket.EAI_NONAME, "not known")

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        told = refusal(fetcher, "http://nowhere.example/")
        assert "there is no host nowhere.example; check the name" in told

    def test_proxies_of_the_environment_are_passed_over(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
        with Fetcher(delay=0.0, public=only_loopback) as fetcher:
            assert isinstance(fetcher.fetch(site.show("/a", PAGE)), Original)


class TestRedirects:
    def test_they_are_followed(self, fetcher: Fetcher, site: Site) -> None:
        site.show("/new", PAGE)
        url = site.show("/old", status=302, location="/new")
        page = fetcher.fetch(url)
        assert isinstance(page, Original)
        assert (page.place, page.url) == (url, site.url + "/new")
        assert fetcher.moved == {}

    def test_a_lasting_one_is_noted(self, fetcher: Fetcher, site: Site) -> None:
        site.show("/today", PAGE)
        site.show("/new", status=302, location="/today")
        url = site.show("/old", status=301, location="/new")
        fetcher.fetch(url)
        assert fetcher.moved == {url: site.url + "/new"}

    @pytest.mark.parametrize(
        ("location", "message"),
        [
            ("http://127.0.0.2/", "127.0.0.2 is no public address"),
            ("http://[::1]/", "::1 is no public address"),
            ("http://2130706434/", "leads to 127.0.0.2, which is no public address"),
            ("file:///etc/hosts", 'redirected to file:/etc/hosts: "file:" is not fetched'),
            ("http://reader:secret@127.0.0.1/", "holds a user name or a password"),
            ("http://127.0.0.1:25/", "port 25 is none of a web server"),
            ("http://[", "the address names no host"),
            ("", "a redirect (302) to nowhere"),
        ],
    )
    def test_each_is_guarded(
        self, fetcher: Fetcher, site: Site, location: str, message: str
    ) -> None:
        url = site.show("/old", status=302, location=location)
        assert message in refusal(fetcher, url)

    def test_a_circle_ends(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/a", status=302, location="/b")
        site.show("/b", status=302, location="/a")
        assert "more than 5 redirects" in refusal(fetcher, url)
        assert len(site.asked) == 1 + 6


class TestLimits:
    def test_an_endless_page(self, fetcher: Fetcher, site: Site) -> None:
        def pour(handler: BaseHTTPRequestHandler) -> None:
            handler.close_connection = True
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(b"x" * 100)

        assert "more than 1,000 bytes" in refusal(fetcher, site.play("/a", pour))

    def test_a_page_that_says_its_size(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/a", "x", content_length="99999999999999999999")
        assert "more than 1,000 bytes" in refusal(fetcher, url)

    def test_a_page_that_drips(self, fetcher: Fetcher, site: Site) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.05)

        start = time.monotonic()
        assert "answers too slowly" in refusal(fetcher, site.play("/a", drip))
        assert time.monotonic() - start < 2

    def test_headers_that_drip(self, fetcher: Fetcher, site: Site) -> None:
        def drip(handler: BaseHTTPRequestHandler) -> None:
            for _ in range(100):
                handler.wfile.write(b"H")
                time.sleep(0.05)

        start = time.monotonic()
        told = refusal(fetcher, site.play("/a", drip))
        assert "too slowly" in told or "no answer" in told
        assert time.monotonic() - start < 2

    def test_a_server_that_is_silent(self, fetcher: Fetcher, site: Site) -> None:
        url = site.play("/a", lambda _: time.sleep(1))
        assert refusal(fetcher, url) == "no answer within 0.3 s; try again later"

    def test_a_bomb_is_cut_while_it_is_unpacked(self, site: Site) -> None:
        bomb = gzip.compress(bytes(60 << 20), 9)
        url = site.show("/a", bomb, content_encoding="gzip")
        with Fetcher(delay=0.0, public=only_loopback) as fetcher:
            assert "more than 20 MiB" in refusal(fetcher, url)

    def test_a_page_packed_twice(self, fetcher: Fetcher, site: Site) -> None:
        body = gzip.compress(gzip.compress(PAGE.encode()))
        url = site.show("/a", body, content_encoding="gzip, gzip")
        assert "packed in a way that was not asked for" in refusal(fetcher, url)

    def test_broken_packing(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/a", PAGE, content_encoding="gzip")
        assert "the packing is broken" in refusal(fetcher, url)

    def test_headers_without_end(self, fetcher: Fetcher, site: Site) -> None:
        url = site.show("/a", PAGE, x_long="x" * 200_000)
        assert "headers are longer than 100 KiB" in refusal(fetcher, url)

    def test_a_page_shorter_than_it_says(self, fetcher: Fetcher, site: Site) -> None:
        def stop(handler: BaseHTTPRequestHandler) -> None:
            handler.close_connection = True
            handler.send_response(200)
            handler.send_header("content-length", "500")
            handler.end_headers()
            handler.wfile.write(b"short")

        with pytest.raises(Unreachable, match="broke off before the page was whole"):
            fetcher.fetch(site.play("/a", stop))

    def test_what_is_no_http(self, fetcher: Fetcher, site: Site) -> None:
        def babble(handler: BaseHTTPRequestHandler) -> None:
            handler.close_connection = True
            handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")

        assert "does not speak HTTP" in refusal(fetcher, site.play("/a", babble))

    @pytest.mark.usefixtures("loopback")
    def test_a_port_where_nobody_listens(self, fetcher: Fetcher) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        fetched = f"http://127.0.0.1:{port}/"
        with pytest.raises(Unreachable, match="no connection"):
            fetcher.fetch(fetched)

    @pytest.mark.parametrize("media", ["image/png", "video/mp4", "application/x-executable"])
    def test_what_is_no_text(self, fetcher: Fetcher, site: Site, media: str) -> None:
        url = site.show("/a", "x", content_type=media)
        assert refusal(fetcher, url).startswith(f"it is {media}, which Marsad does not read")


@pytest.mark.parametrize(
    ("status", "kind", "message"),
    [
        (403, Unreadable, "the server refuses to show the page (403)"),
        (404, Unreadable, "no such page (404); check the address"),
        (410, Gone, "the page was taken away for good (410)"),
        (418, Unreadable, "the server answers 418 and no page"),
        (500, Unreachable, "the server failed (500); try again later"),
        (503, Unreachable, "the server is busy (503); try again later"),
    ],
)
def test_what_a_status_means(
    fetcher: Fetcher, site: Site, status: int, kind: type[Unreadable], message: str
) -> None:
    url = site.show("/a", status=status)
    with pytest.raises(Unreadable) as refused:
        fetcher.fetch(url)
    assert type(refused.value) is kind or issubclass(type(refused.value), kind)
    assert message in str(refused.value)


class TestRobots:
    RULES = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"

    def test_what_they_forbid_is_not_asked_for(self, patient: Fetcher, site: Site) -> None:
        site.show("/robots.txt", self.RULES, content_type="text/plain")
        url = site.show("/private/a", PAGE)
        assert "robots.txt asks programs not to read this page" in refusal(patient, url)
        assert site.asked == ["/robots.txt"]

    def test_a_redirect_does_not_lead_around_them(self, patient: Fetcher, site: Site) -> None:
        site.show("/robots.txt", self.RULES)
        site.show("/private/a", PAGE)
        url = site.show("/open", status=302, location="/private/a")
        told = refusal(patient, url)
        assert told.startswith(f"redirected to {site.url}/private/a: the site's robots.txt asks")
        assert site.asked == ["/robots.txt", "/open"]

    def test_rules_for_us_go_before_those_for_all(self, patient: Fetcher, site: Site) -> None:
        site.show("/robots.txt", "User-agent: *\nDisallow:\n\nUser-agent: marsad\nDisallow: /\n")
        assert "robots.txt" in refusal(patient, site.show("/a", PAGE))

    def test_a_site_is_asked_for_them_once_a_day(
        self, patient: Fetcher, site: Site, hours: Hours
    ) -> None:
        site.show("/robots.txt", self.RULES)
        url = site.show("/a", PAGE)
        patient.fetch(url)
        patient.fetch(url)
        hours.slept.append(86_400)
        patient.fetch(url)
        assert site.asked == ["/robots.txt", "/a", "/a", "/robots.txt", "/a"]

    def test_their_delay_is_kept(self, patient: Fetcher, site: Site, hours: Hours) -> None:
        site.show("/robots.txt", self.RULES)
        url = site.show("/a", PAGE)
        patient.fetch(url)
        patient.fetch(url)
        assert hours.slept == [1, 7]

    @pytest.mark.parametrize("status", [401, 403, 404, 410])
    def test_without_them_all_is_open(self, fetcher: Fetcher, site: Site, status: int) -> None:
        site.show("/robots.txt", status=status)
        assert isinstance(fetcher.fetch(site.show("/a", PAGE)), Original)

    def test_a_site_that_cannot_show_them_is_left_for_later(
        self, fetcher: Fetcher, site: Site
    ) -> None:
        site.show("/robots.txt", status=500)
        url = site.show("/a", PAGE)
        with pytest.raises(Unreachable, match=r"robots\.txt cannot be read \(500\)"):
            fetcher.fetch(url)
        assert site.asked == ["/robots.txt"]

    def test_they_are_guarded_too(self, fetcher: Fetcher, site: Site) -> None:
        site.show("/robots.txt", status=302, location="http://127.0.0.2/robots.txt")
        assert "no public address" in refusal(fetcher, site.show("/a", PAGE))

    def test_only_their_first_500_kib_count(self, patient: Fetcher, site: Site) -> None:
        rules = "User-agent: *\n" + "# wall\n" * 80_000 + "Disallow: /\n"
        site.show("/robots.txt", rules)
        assert isinstance(patient.fetch(site.show("/a", PAGE)), Original)


class TestPace:
    def test_a_host_is_left_a_second_between_two_requests(
        self, patient: Fetcher, site: Site, hours: Hours
    ) -> None:
        url = site.show("/a", PAGE)
        patient.fetch(url)
        assert patient.wait(url) == 1.0
        patient.fetch(url)
        assert hours.slept == [1, 1]

    @pytest.mark.parametrize("told", ["90", "Sun, 01 Mar 2026 12:01:31 GMT"])
    def test_a_busy_host_is_left_alone_as_long_as_it_says(
        self, patient: Fetcher, site: Site, hours: Hours, told: str
    ) -> None:
        url = site.show("/a", status=429, retry_after=told)
        with pytest.raises(Unreachable) as refused:
            patient.fetch(url)
        assert refused.value.retry_after == 90
        site.show("/a", PAGE)
        patient.fetch(url)
        assert hours.slept == [1, 90]

    def test_its_pauses_grow_when_it_names_none(self, patient: Fetcher, site: Site) -> None:
        url = site.show("/a", status=503)
        pauses = []
        for _ in range(3):
            with pytest.raises(Unreachable) as refused:
                patient.fetch(url)
            pauses.append(refused.value.retry_after)
        assert pauses == [30, 60, 120]

    def test_nobody_waits_an_hour(self, patient: Fetcher, site: Site, hours: Hours) -> None:
        url = site.show("/a", status=503, retry_after="3600")
        refusal(patient, url)
        asked = len(site.asked)
        assert "wants to be left alone for 3600 s more" in refusal(patient, url)
        assert (len(site.asked), hours.slept) == (asked, [1])
