"""The pages, a module each; a page asks the rooms below and hands what they say to a template."""

from __future__ import annotations

from marsad.web.pages import (
    actors,
    documents,
    exports,
    interface,
    overview,
    places,
    propositions,
    reports,
    search,
    sources,
    stories,
)

PAGES = (
    overview.router,
    search.router,
    documents.router,
    propositions.router,
    stories.router,
    sources.router,
    actors.router,
    places.router,
    reports.router,
    exports.router,
    interface.router,
)
