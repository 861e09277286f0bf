"""The addresses of pages: one that a page has had is never another's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import count

from django.db import models
from django.utils.text import slugify

from wiki.lib.looks import looks_of_slug
from wiki.links.keys import LONGEST

LONGEST_SLUG = 120
#: What other addresses under /wiki/ are called.
RESERVED = frozenset({"new", "tags", "recent", "wanted", "orphans", "broken", "find", "preview", "drafts", "changes"})


class PageSlug(models.Model):
    """An address that a page has or had, and what the page was called when it got it."""

    slug = models.SlugField(max_length=LONGEST_SLUG, primary_key=True, allow_unicode=True)
    looks = models.CharField(max_length=LONGEST_SLUG, db_index=True)
    page = models.ForeignKey("pages.Page", on_delete=models.PROTECT, related_name="slugs")
    title = models.CharField(max_length=LONGEST)

    def __str__(self) -> str:
        return self.slug


def looks(slug: str) -> str:
    """What a slug looks like, as it is kept beside it."""
    return looks_of_slug(slug)[:LONGEST_SLUG]


def plain_slug(title: str) -> str:
    """The title as an address, if nobody had one like it; a slash parts words as a blank does."""
    return slugify(title.replace("/", " "), allow_unicode=True)[: LONGEST_SLUG - 12].strip("-_") or "page"


def slug_for(title: str, page: int | None, *, also: Collection[str] = ()) -> str:
    """An address for this title: one that the page had for it, or one that is nobody's and looks like nobody's.

    Those that look as one of `also` are taken too.
    """
    plain = plain_slug(title)
    rows = PageSlug.objects.filter(looks__startswith=looks(plain)).values_list("slug", "looks", "page_id")
    mine = {slug for slug, _, owner in rows if owner == page}
    taken = {seen for _, seen, owner in rows if owner != page} | RESERVED | set(also)
    return next(
        slug
        for number in count(1)
        if (slug := f"{plain}-{number}" if number > 1 else plain) in mine or looks(slug) not in taken
    )


def slugs_for(titles: Sequence[str]) -> list[str]:
    """An address for each of these titles of new pages; one query, and one for each that is not to be had as it is."""
    wanted = [plain_slug(title) for title in titles]
    seen = {looks(slug) for slug in wanted}
    taken = set(PageSlug.objects.filter(looks__in=seen).values_list("looks", flat=True)) | RESERVED
    found: list[str] = []
    for title, slug in zip(titles, wanted, strict=True):
        found.append(slug_for(title, None, also=taken) if looks(slug) in taken else slug)
        taken.add(looks(found[-1]))
    return found
