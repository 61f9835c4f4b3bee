"""What goes wrong with a lake as a whole, told in one line that names the remedy."""

from __future__ import annotations


class BulkError(Exception):
    """A lake cannot be read, written or joined; the message names it and the remedy."""


def missing() -> BulkError:
    """The extra is not installed."""
    return BulkError("this needs an extra: pip install 'marsad[bulk]'")
