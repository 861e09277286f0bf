"""Every kind of page of the ordinary site, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.wiki import LONG_ADDRESS

if TYPE_CHECKING:
    from tests.browser.served import Served


def public(site: Served) -> dict[str, str]:
    """The paths of the pages that everyone may read."""
    return {
        "profile": "/",
        "oldest first": "/?sort=old",
        "most disputed first": "/?sort=controversial",
        "second part": site.second_part(),
        "comment in context": "/comments/remark-01/",
        "comment with everything": "/comments/remark-02/",
        "comment from right to left": "/comments/remark-03/",
        "comment of one long word": "/comments/remark-04/",
        "comment wider than the page": "/comments/remark-05/",
        "answer": "/comments/remark-07/",
        "undated comment": "/comments/remark-09/",
        "another author": "/authors/guest/",
        "page": "/wiki/analytical-engine/",
        "page that others lead to": "/wiki/note-g/",
        "page from right to left": "/wiki/المحرك-التحليلي/",
        "page of a long title": LONG_ADDRESS,
        "page of fifty headings": "/wiki/fifty-headings/",
        "empty page": "/wiki/empty/",
        "backlinks": "/wiki/note-g/backlinks/",
        "embedded in": "/wiki/note-g/backlinks/?kind=embedded",
        "index of the wiki": "/wiki/",
        "recent changes": "/wiki/recent/",
        "tags": "/wiki/tags/",
        "tag": "/wiki/tags/machines/",
        "wanted pages": "/wiki/wanted/",
        "orphans": "/wiki/orphans/",
        "broken sections": "/wiki/broken/",
        "work": "/works/a-long-title/",
        "work of one long word": "/works/long-word/",
        "votes of a newcomer": "/votes/",
        "privacy": "/privacy/",
        "not found": "/nowhere/",
        "spent link": "/account/link/no-such-token/",
    }
