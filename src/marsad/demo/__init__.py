"""The observatory that a newcomer sees first: invented reports, joined, reviewed and graded.

>>> from marsad.demo import build
>>> build("demo.db")                                                # doctest: +SKIP
Built(address='demo.db', documents=55, propositions=…)
"""

from __future__ import annotations

from marsad.demo.build import Built, build

__all__ = ["Built", "build"]
