"""The pages, a module each; a page asks the rooms below and hands what they say to a template."""

from __future__ import annotations

from marsad.web.pages import (
    account,
    accounts,
    actors,
    audit,
    corrections,
    documents,
    exports,
    intake,
    interface,
    judging,
    overview,
    places,
    propositions,
    reports,
    review,
    reviewed,
    search,
    settings,
    sources,
    stories,
    themes,
)

# All of these demand a reader, some more; the login alone is for strangers (`application`).
# A document's id may hold anything, so what stands behind one comes before it; and named pages of
# the review before those of a claim.
PAGES = (
    overview.router,
    search.router,
    judging.router,
    corrections.router,
    documents.router,
    propositions.router,
    stories.router,
    sources.router,
    actors.router,
    places.router,
    reports.router,
    reviewed.router,
    review.router,
    intake.router,
    settings.router,
    themes.router,
    exports.router,
    interface.router,
    account.router,
    accounts.router,
    audit.router,
)
