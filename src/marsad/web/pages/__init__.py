"""The pages, a module each; a page asks the rooms below and hands what they say to a template."""

from __future__ import annotations

from marsad.web.pages import (
    account,
    accounts,
    audit,
    documents,
    overview,
    propositions,
    reports,
    search,
)

# All of these demand a reader, some more; the login alone is for strangers (`application`).
PAGES = (
    overview.router,
    search.router,
    documents.router,
    propositions.router,
    reports.router,
    account.router,
    accounts.router,
    audit.router,
)
