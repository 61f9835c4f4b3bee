"""Ids made from content: two machines agree, and a second run changes nothing."""

from __future__ import annotations

from hashlib import blake2b


def content_id(*parts: object) -> str:
    """16 hexadecimal digits (64 bits of BLAKE2b) for the parts, in order.

    Parts are told apart by a separator that no text holds, so ``("ab", "c")`` and
    ``("a", "bc")`` differ. Lone surrogates, which UTF-8 cannot hold, are hashed as they stand.
    """
    joined = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def bytes_hash(raw: bytes) -> str:
    """The BLAKE2b-256 of the bytes as they arrived, in hexadecimal."""
    return blake2b(raw, digest_size=32).hexdigest()
