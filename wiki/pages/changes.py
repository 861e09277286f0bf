"""Revisions as lists of changes show them."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from wiki.pages.revisions import Revision, RevisionQuerySet

PAGE = (*Revision.LISTED, "page__title", "page__slug")
EDITOR = ("editor__name", "editor__slug", "editor__listed", "editor__primary")


def changes() -> RevisionQuerySet:
    """What everyone is told of, without texts; `comparable` is none where not everyone may see what one changed."""
    rows = Revision.objects.listed().select_related("page").only(*PAGE)
    # PostgreSQL would answer EXISTS, here, by reading every revision of the site first.
    return rows.annotate(comparable=Subquery(those_before().values("number")[:1]))


def signed(rows: RevisionQuerySet) -> RevisionQuerySet:
    """The same with who made them."""
    return rows.select_related("page", "editor").only(*PAGE, *EDITOR)


def those_before() -> RevisionQuerySet:
    """For a subquery: the revision before the outer one, if everyone may read its text."""
    before = Revision.objects.filter(page=OuterRef("page"), number=OuterRef("number") - 1)
    return before.open_to(writes=False).filter(text_suppressed=False)
