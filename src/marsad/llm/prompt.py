"""What a model is asked: the words stand in ``prompt.toml``, the text in a string of JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from marsad.ids import content_id
from marsad.model import Stance

_FILE = Path(__file__).parent / "prompt.toml"
_PASSAGES = {"type": "array", "items": {"type": "string"}}
# The schema that a server is asked to hold the answer to; strict ones want every key named.
_RELATION = {
    "type": "object",
    "properties": {
        "source": {"type": "string"},
        "cue": _PASSAGES,
        "content": _PASSAGES,
        "via": _PASSAGES,
        "stance": {"type": "string", "enum": [one.value for one in Stance]},
        "parent": {"type": ["integer", "null"]},
    },
    "required": ["source", "cue", "content", "via", "stance", "parent"],
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "properties": {"relations": {"type": "array", "items": _RELATION}},
    "required": ["relations"],
    "additionalProperties": False,
}
Message = dict[str, str]
_ESCAPED = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>[]"})


class Prompt(NamedTuple):
    """The words that come before each text, and the version that their letters give."""

    version: str
    messages: tuple[Message, ...]


@cache
def load_prompt() -> Prompt:
    """The prompt that comes with Marsad, with its examples as a talk that went before."""
    raw = _FILE.read_bytes()
    data: dict[str, Any] = tomli.loads(raw.decode("utf-8"))
    messages = [{"role": "system", "content": data["system"].strip()}]
    for example in data["example"]:
        messages.append(hand_over(example["text"]))
        messages.append({"role": "assistant", "content": example["answer"]})
    return Prompt(content_id(raw.hex(), SCHEMA)[:8], tuple(messages))


def hand_over(text: str) -> Message:
    """A text as data: inside a string of JSON, which nothing in the text can close.

    Brackets are written as numbers, so that no mark by which servers part the turns of a talk
    (``<|im_end|>``, ``[INST]``) can come from a text.
    """
    content = json.dumps({"text": text}, ensure_ascii=False)
    return {"role": "user", "content": content.translate(_ESCAPED)}
