"""What an author did for the wiki, as their profile shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.lib.paging import Part, asked, part
from wiki.pages.changes import changes
from wiki.pages.models import Revision

if TYPE_CHECKING:
    from django.http import QueryDict

    from wiki.authors.models import Author

A_PART = 10


def edits_part(author: Author, query: QueryDict) -> Part[Revision]:
    """The part of an author's edits that `edits` asks for, the newest first; one query, as of `AuthorTotals.edits`."""
    return part(
        changes().filter(editor=author), Revision.NEWEST_FIRST, asked(query, Revision.NEWEST_FIRST, "edits"), A_PART
    )
