"""Passwords: what one must be, and the hash by which it is known again."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

SHORTEST, LONGEST = 12, 200  # characters
_FEWEST = 5  # different characters
_HASHER = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)  # Argon2id, 64 MiB, 3 passes


def hash_password(password: str, name: str) -> str:
    """The hash of a new password, with its salt and settings. Takes about a tenth of a second.

    Args:
        name: of the account; a password must not be made of it.

    Raises:
        ValueError: it could be guessed, or is too long; the message says why.
    """
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise ValueError(f"a password needs {SHORTEST} characters or more; a sentence is good")
    if len(plain) > LONGEST:
        raise ValueError(f"a password has at most {LONGEST} characters")
    if len(set(plain)) < _FEWEST or _normal(name).casefold() in plain.casefold():
        raise ValueError("this password is easy to guess; take other words, without your name")
    return _HASHER.hash(plain)


def is_password(hashed: str | None, password: str) -> bool:
    """Whether a password is the one of a hash.

    ``None``, for a name that nobody has, takes as long as any other and is never right.
    """
    plain = _normal(password[: 2 * LONGEST])
    try:
        right = _HASHER.verify(hashed or _nobodys(), plain)
    except (VerificationError, InvalidHashError):
        return False
    return right and hashed is not None


def is_outdated(hashed: str) -> bool:
    """Whether a hash was made with other settings than new ones are."""
    return _HASHER.check_needs_rehash(hashed)


def renew(password: str) -> str:
    """A new hash of a password that was right."""
    return _HASHER.hash(_normal(password))


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")


def _normal(password: str) -> str:
    """The same characters, however a keyboard composes them (NFKC, as NIST SP 800-63B has it)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "replace").decode()
