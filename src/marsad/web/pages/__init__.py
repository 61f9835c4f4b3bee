"""The pages, a module each; a page asks the rooms below and hands what they say to a template."""

from __future__ import annotations

from marsad.web.pages import (
    documents,
    overview,
    propositions,
    reports,
    review,
    search,
)

PAGES = (
    overview.router,
    search.router,
    documents.router,
    propositions.router,
    reports.router,
    review.router,
)
