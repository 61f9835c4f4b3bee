"""Any type of the model to plain data (dict, list, str, number, None) and back."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """Plain data that any JSON writer takes; enums become their values, tuples lists."""
    return msgspec.to_builtins(value)


def from_plain(data: Any, kind: type[T]) -> T:
    """The value of type ``kind`` that ``to_plain`` made ``data`` from.

    Raises ``ValueError`` that names the field when the data do not fit.
    """
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error


def to_json(value: object) -> bytes:
    """One line of UTF-8 JSON, keys in the order of the type's fields."""
    return msgspec.json.encode(value)


def from_json(line: bytes | str) -> Any:
    """Plain data from one JSON value. Raises ``ValueError`` that says where it breaks."""
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ValueError(str(error)) from error
