"""Fill the site of this process with pages of the wiki that link to each other, and one that most links lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import OuterRef, Subquery

from tests import make
from tests.benchmarks.rows import BATCH, move_in
from tests.benchmarks.texts import text
from wiki.links.keys import key
from wiki.links.models import Name, Reference
from wiki.links.recording import insert
from wiki.pages.models import Page, PageSlug, Revision, State

if TYPE_CHECKING:
    from wiki.authors.models import Author

WORDS, LINKS = 600, 6
MOST_LINKED = 12_000
#: What stands in the one rendered text in the place of numbers that differ from page to page.
STAND_IN = 900_000
HUB = "Hub"


def settle_pages(pages: int) -> None:
    """An author, so many published pages of one length, and a page with 12,000 links to it."""
    move_in()
    author = make.primary(name="Emmy Noether")
    links = "".join(f"See [[Topic {STAND_IN + turn}]] on this. " for turn in range(LINKS))
    like = Revision(editor=author, body=f"{text(1, WORDS)}\n## Beside\n\n{links}\n")
    like.render()
    for start in range(0, pages, BATCH):
        stack(author, like, range(start, min(start + BATCH, pages)), pages)
    hub = make.page(author, title=HUB, body=text(2, WORDS))
    lead_to(hub, list(Page.objects.exclude(pk=hub.pk).values_list("pk", flat=True)))
    settled()


def settled() -> None:
    """What PostgreSQL does of itself a minute after so much has been written."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def stack(author: Author, like: Revision, numbers: range, among: int) -> None:
    """Pages of these numbers, each with a revision, a name, an address and references to the pages after it."""
    pages = Page.objects.bulk_create(
        Page(title=title, key=key(title), slug=f"topic-{number}", state=State.PUBLISHED, number=1)
        for number in numbers
        for title in [f"Topic {number}"]
    )
    Revision.objects.bulk_create(
        revision(author, like, page, number, among) for number, page in zip(numbers, pages, strict=True)
    )
    first = Revision.objects.filter(page=OuterRef("pk")).values("pk")[:1]
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(current=Subquery(first))
    Name.objects.bulk_create(
        Name(key=page.key, label=page.title, kind=Name.Kind.TITLE, target=page.pk) for page in pages
    )
    PageSlug.objects.bulk_create(
        PageSlug(slug=page.slug, looks=page.slug, page=page, title=page.title) for page in pages
    )
    beginning = pages[0].pk - numbers[0]
    insert(
        reference(page.pk, f"Topic {other}", beginning + other)
        for number, page in zip(numbers, pages, strict=True)
        for other in linked(number, among)
    )


def linked(number: int, among: int) -> list[int]:
    """Which pages a page links to."""
    return [(number + 1 + turn) % among for turn in range(LINKS)]


def revision(author: Author, like: Revision, page: Page, number: int, among: int) -> Revision:
    """The one revision of a page: the text of all, with links of its own."""
    body, html = like.body, like.html
    for turn, other in enumerate(linked(number, among)):
        body = body.replace(f"Topic {STAND_IN + turn}", f"Topic {other}")
        html = html.replace(f"Topic {STAND_IN + turn}", f"Topic {other}")
    said = {"title": page.title, "body": body, "html": html, "renderer": like.renderer}
    return Revision(page=page, number=1, editor=author, public=True, listed=True, outline=like.outline, **said)


def lead_to(hub: Page, sources: list[int]) -> None:
    """12,000 references to this page, from these in turn."""
    insert(reference(sources[turn % len(sources)], hub.title, hub.pk) for turn in range(MOST_LINKED))


def reference(source: int, title: str, target: int | None) -> Reference:
    """What a link from one page to another leaves."""
    to = {"kind": Reference.Kind.PAGE, "wanted": key(title), "label": title, "target": target}
    told = {"sentence": f"See {title} on this.", "path": "Beside", "public": True}
    return Reference(source_kind="page", source=source, **to, **told)
