"""One question to a server: answers as servers give them, and as broken and hostile ones do."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from marsad.intake.guard import Limits
from marsad.llm.asking import Answer, Closed, Line, NoAnswer, Service
from marsad.llm.prompt import load_prompt
from marsad.llm.tally import Used
from tests.llm.conftest import LIMITS, Handler, Model, Naps, chat, send

TALK = [{"role": "user", "content": json.dumps({"text": "قالت البلدية إن الماء عاد."})}]
KEY = "sk-invented-2f81"


def ask(model: Model, naps: Naps, *, key: str | None = None, limits: Limits = LIMITS) -> Answer:
    line = Line(Service(url=model.url, model="toy", key=key, limits=limits), clock=naps.clock)
    try:
        return line.ask(TALK, 500)
    finally:
        line.close()


def test_a_question_is_put_as_servers_know_it(model: Model, naps: Naps) -> None:
    answer = ask(model, naps, key=KEY)
    assert answer == Answer('{"relations": []}', Used(100, 20), False)
    [body], [headers] = model.asked, model.headers
    assert (body["path"], body["model"], body["temperature"]) == ("/v1/chat/completions", "toy", 0)
    assert body["max_tokens"] == 500
    assert body["response_format"]["type"] == "json_schema"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "cookie" not in headers


def test_without_a_key_none_is_sent(model: Model, naps: Naps) -> None:
    ask(model, naps)
    assert "authorization" not in model.headers[0]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_server_that_knows_no_schema_is_asked_without(
    status: int, model: Model, naps: Naps
) -> None:
    def route(handler: Handler, body: dict[str, Any]) -> bool:
        return "response_format" in body and send(handler, b'{"error": "unknown key"}', status)

    model.route = route
    assert ask(model, naps).text == '{"relations": []}'
    assert [set(body) for body in model.asked][1] == {"path", "model", "messages"}


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(status: int, model: Model, naps: Naps) -> None:
    def route(handler: Handler, _: object) -> bool:
        return len(model.asked) < 3 and send(handler, b"busy", status, retry_after="7")

    model.route = route
    assert ask(model, naps).used == Used(100, 20)
    assert len(model.asked) == 3
    assert set(naps.slept) <= {7.0}


def test_waits_grow_and_end(model: Model, naps: Naps) -> None:
    model.route = lambda handler, _: send(handler, b"", 503)
    with pytest.raises((NoAnswer, Closed), match=r"busy or failed \(503\)"):
        ask(model, naps)
    assert naps.slept == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "MARSAD_LLM_KEY"),
        (402, "no money"),
        (403, "may not use"),
        (404, "--llm-model"),
        (405, "--llm-url"),
        (302, "another address"),
    ],
)
def test_what_never_passes_ends_all(status: int, told: str, model: Model, naps: Naps) -> None:
    model.route = lambda handler, _: send(handler, b"secret words of the server", status)
    with pytest.raises(Closed, match=told) as raised:
        ask(model, naps)
    assert len(model.asked) == 1
    assert "secret" not in str(raised.value)


def test_a_redirect_is_not_followed(model: Model, naps: Naps) -> None:
    def route(handler: Handler, _: object) -> bool:
        return send(handler, b"", 307, location="/v1/elsewhere")

    model.route = route
    with pytest.raises(Closed, match="another address"):
        ask(model, naps, key=KEY)
    assert len(model.asked) == 1


# Bodies in the forms that servers of one's own machine and services give; the words are invented.
SHAPES = {
    "bare": {"choices": [{"message": {"content": "{}"}}]},
    "of a service": {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1700000000,
        "model": "toy-2024",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": "{}", "refusal": None},
                "logprobs": None,
                "finish_reason": "stop",
            }
        ],
        "usage": {
            "prompt_tokens": 7,
            "completion_tokens": 3,
            "total_tokens": 10,
            "completion_tokens_details": {"reasoning_tokens": 0},
        },
        "system_fingerprint": "fp_1",
    },
    "of one that thinks": {
        "choices": [
            {
                "message": {"role": "assistant", "reasoning_content": "Hm.", "content": "{}"},
                "finish_reason": "stop",
            }
        ],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3},
        "timings": {"predicted_ms": 12.5},
    },
    "in parts": {
        "choices": [{"message": {"content": [{"type": "text", "text": "{}"}]}}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3},
    },
}


@pytest.mark.parametrize("shape", SHAPES)
def test_answers_in_the_forms_of_servers(shape: str, model: Model, naps: Naps) -> None:
    model.route = lambda handler, _: send(handler, json.dumps(SHAPES[shape]).encode())
    answer = ask(model, naps)
    assert answer.text == "{}"
    assert answer.used == Used(7, 3) or shape == "bare"


def test_an_answer_in_chunks_is_put_together(model: Model, naps: Naps) -> None:
    def route(handler: Handler, _: object) -> bool:
        handler.send_response(200)
        handler.send_header("transfer-encoding", "chunked")
        handler.end_headers()
        raw = chat("{}")
        for piece in (raw[:20], raw[20:], b""):
            handler.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        return True

    model.route = route
    assert ask(model, naps).text == "{}"


BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "a page": b"<html>login</html>",
    "half": chat({"relations": []})[:40],
    "a list": b"[]",
    "no choices": b'{"choices": []}',
    "other types": b'{"choices": [{"message": {"content": 7}}]}',
    "blanks": chat("   "),
    "deep": b"[" * 100_000,
    "bytes": bytes(range(128, 256)),
    "refusal": b'{"choices": [{"message": {"content": null, "refusal": "no"}}]}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_costs_one_question(name: str, model: Model, naps: Naps) -> None:
    model.route = lambda handler, _: send(handler, BROKEN[name])
    with pytest.raises(NoAnswer):
        ask(model, naps)


def _endless(handler: Handler, _: object) -> bool:
    handler.send_response(200)
    handler.send_header("content-length", str(1 << 40))
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def _dripping(handler: Handler, _: object) -> bool:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" ")
        time.sleep(0.05)


def _silent(*_: object) -> bool:
    time.sleep(1.5)
    return True


def _packed(handler: Handler, _: object) -> bool:
    bomb = gzip.compress(b" " * 5_000_000)
    return send(handler, bomb, content_encoding="gzip")


SHORT = Limits(size=1 << 20, connect=1.0, read=0.3, whole=0.5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("route", "told"),
    [
        (_endless, "more than 1 MiB"),
        (_packed, "packed"),
        (_dripping, "too slowly"),
        (_silent, "no answer within"),
    ],
)
def test_slow_and_huge_answers_end_in_time(
    route: Callable[[Handler, Any], bool], told: str, model: Model, naps: Naps
) -> None:
    model.route = route
    begin = time.monotonic()
    with pytest.raises((NoAnswer, Closed), match=told):
        ask(model, naps, limits=SHORT)
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "usage",
    [None, {}, {"prompt_tokens": -1}, {"prompt_tokens": 10**12, "completion_tokens": 1}, []],
)
def test_tokens_that_a_server_does_not_tell_are_reckoned(
    usage: object, model: Model, naps: Naps
) -> None:
    answer = json.loads(chat("{}"))
    answer["usage"] = usage
    model.route = lambda handler, _: send(handler, json.dumps(answer).encode())
    used = ask(model, naps).used
    assert used.guessed and 10 < used.given < 10_000


def test_an_answer_in_parts_is_put_together(model: Model, naps: Naps) -> None:
    parts = [{"type": "text", "text": '{"relations"'}, {"type": "x"}, {"text": ": []}"}]
    body = {"choices": [{"message": {"content": parts}}]}
    model.route = lambda handler, _: send(handler, json.dumps(body).encode())
    assert ask(model, naps).text == '{"relations": []}'


def test_nobody_listens(model: Model, naps: Naps) -> None:
    service = Service(url="http://127.0.0.1:9/v1", model="toy", limits=LIMITS)
    with pytest.raises(
        Closed, match=r"--llm-url|no connection .*without --reader llm|none of a web"
    ):
        Line(service, clock=naps.clock).ask(TALK, 10)
    service = Service(url=f"http://127.0.0.1:{_free_port()}/v1", model="toy", limits=LIMITS)
    with pytest.raises(Closed, match=r"no connection .*without --reader llm"):
        Line(service, clock=naps.clock).ask(TALK, 10)
    assert model.asked == []


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_a_key_goes_to_no_public_address_in_plain_text(naps: Naps) -> None:
    service = Service(url="http://203.0.113.9/v1", model="toy", key=KEY, limits=LIMITS)
    public = Service(url="http://93.184.216.34/v1", model="toy", key=KEY, limits=LIMITS)
    line = Line(public, clock=naps.clock)
    with pytest.raises(Closed, match="https") as raised:
        line._may_reach("93.184.216.34")
    assert KEY not in str(raised.value) and KEY not in repr(service)
    assert line._may_reach("10.0.0.1")


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "http://me:pass@127.0.0.1/", "http://h:25/", "x"]
)
def test_addresses_that_are_none_are_refused(url: str) -> None:
    with pytest.raises(Closed):
        Line(Service(url=url, model="toy"))


def test_the_prompt_keeps_its_version_while_its_words_stay() -> None:
    prompt = load_prompt()
    assert prompt.messages[0]["role"] == "system"
    assert "data" in prompt.messages[0]["content"]
    for question, answer in zip(prompt.messages[1::2], prompt.messages[2::2], strict=True):
        assert (question["role"], answer["role"]) == ("user", "assistant")
        assert json.loads(question["content"])["text"] and json.loads(answer["content"])
