"""Every kind of page of the ordinary site, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        "votes of a newcomer": "/votes/",
        "privacy": "/privacy/",
        "not found": "/nowhere/",
        "spent link": "/account/link/no-such-token/",
    }
