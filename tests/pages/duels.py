"""Two who do something with one page at one moment, for a site's own process and database."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import connection

from tests import make
from wiki.authors.counting import drift
from wiki.authors.models import Author
from wiki.links.models import Name
from wiki.links.naming import NameTakenError
from wiki.pages.counting import own
from wiki.pages.models import Page
from wiki.pages.saving import UnsettledError
from wiki.pages.suppressing import RefusedError, suppress

ROUNDS = 4
BODY = "One.\n\nTwo.\n\nThree.\n"
Deed = Callable[[Page, Author], Any]


def says(**content: Any) -> Deed:
    """A save of this, begun on the page's second revision."""

    def save(page: Page, author: Author) -> str:
        said = replace(page.revisions.get(number=2).content, **content)
        return page.revise(said, base=2, hand=make.hand(author)).how

    return save


def hides(number: int) -> Deed:
    """The text of this revision, and who saved it, suppressed."""

    def hide(page: Page, author: Author) -> bool:
        revision = page.revisions.get(number=number)
        return suppress(revision, {"text", "editor"}, actor=make.hand(author).actor, reason="So.")

    return hide


def does(verb: str) -> Deed:
    """One of the page's own verbs."""
    return lambda page, author: getattr(page, verb)(actor=make.hand(author).actor)


#: By name, whether the page is published at first, and what is done to it at once.
DUELS: dict[str, tuple[bool, Deed, Deed]] = {
    "two paragraphs": (True, says(body=BODY.replace("One", "1")), says(body=BODY.replace("Three", "3"))),
    "one line": (True, says(body=BODY.replace("Two", "2")), says(body=BODY.replace("Two", "II"))),
    "suppress and save": (True, hides(1), says(body=BODY.replace("One", "1"))),
    "suppress the latest and save": (True, hides(2), says(body=BODY.replace("One", "1"))),
    "rename and save": (True, says(title="Renamed"), says(body=BODY.replace("One", "1"))),
    "publish and save": (False, does("publish"), says(body=BODY.replace("One", "1"))),
    "unpublish and save": (True, does("unpublish"), says(body=BODY.replace("One", "1"))),
    "publish and unpublish": (True, does("unpublish"), does("publish")),
    "delete and save": (True, does("remove"), says(body=BODY.replace("One", "1"))),
    "delete and delete": (True, does("remove"), does("remove")),
    "one title for two": (True, says(title="Both"), says(title="Both")),
}


def fight(name: str, authors: list[Author]) -> dict[str, Any]:
    """One duel, and what it left behind."""
    published, *deeds = DUELS[name]
    page = begun(authors[0], published=published)
    pages = [page, begun(authors[1], published=True) if name == "one title for two" else page]
    outcomes = at_once([ready(*one) for one in zip(deeds, pages, authors, strict=True)])
    page = Page.objects.whole().get(pk=page.pk)
    rows = page.revisions.order_by("number")
    left = {
        "outcomes": outcomes,
        "drift": drift("edits", own()),
        "title": page.title,
        "body": page.latest.body,
        "state": page.state,
        "deleted": bool(page.deleted_at),
        "numbers": list(rows.values_list("number", flat=True)),
        "listed": list(rows.filter(listed=True).values_list("number", flat=True)),
        "public": list(rows.filter(public=True).values_list("number", flat=True)),
        "hidden": list(rows.filter(text_suppressed=True).values_list("number", flat=True)),
        "latest": page.latest.number == page.number,
        "both": Name.objects.filter(key="both").count(),
    }
    leave(pages)
    return left


def leave(pages: list[Page]) -> None:
    """Let the next round have the names of this one to itself."""
    Name.objects.all().delete()
    for page in pages:
        Page.objects.filter(pk=page.pk).update(key=f"left {page.pk}")


def ready(deed: Deed, page: Page, author: Author) -> Callable[[], Any]:
    """A deed on the page as it is when it begins."""
    return lambda: deed(Page.objects.get(pk=page.pk), author)


def begun(author: Author, *, published: bool) -> Page:
    """A page with two revisions."""
    page = make.page(author, state="published" if published else "draft", body="Begun.\n")
    return make.revise(page, author, body=BODY)


def at_once(deeds: list[Callable[[], Any]]) -> list[str]:
    """What became of each, all begun together."""
    gate = threading.Barrier(len(deeds))
    told = [""] * len(deeds)

    def run(place: int) -> None:
        gate.wait()
        try:
            told[place] = str(deeds[place]())
        except UnsettledError as error:
            told[place] = error.why
        except (NameTakenError, RefusedError) as error:
            told[place] = type(error).__name__
        except Exception as error:
            told[place] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(deeds))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def duels(*names: str) -> None:
    """Each of these, several times; print what each left behind."""
    authors = list(Author.objects.select_related("user")) or [make.author(user=make.user()) for _ in range(2)]
    for name in names:
        for _ in range(ROUNDS):
            print(json.dumps(fight(name, authors) | {"name": name}))  # noqa: T201
