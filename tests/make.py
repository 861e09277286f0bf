"""Make rows for tests: name only what the test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from wiki.authors.models import Author, Link
from wiki.comments.models import Comment
from wiki.comments.states import place_of
from wiki.pages.content import Content
from wiki.pages.models import Page, State
from wiki.pages.saving import Hand
from wiki.works.models import SelectedWork

numbers = count(1)
FIRST = datetime(2024, 1, 1, tzinfo=UTC)


def user(**fields: Any) -> User:
    """A user who can sign in."""
    return User.objects.create_user(**({"email": f"user{next(numbers)}@example.org"} | fields))


def owner(**fields: Any) -> User:
    """A user who may do everything."""
    return user(is_staff=True, is_superuser=True, **fields)


def author(*, links: list[Link] | None = None, **fields: Any) -> Author:
    """A listed author who is not the primary one."""
    number = next(numbers)
    row = Author(**({"name": f"Author {number}", "slug": f"author-{number}"} | fields))
    row.publish(links or [])
    return row


def primary(**fields: Any) -> Author:
    """The author whom the site is about."""
    return author(primary=True, **fields)


def account(author: Author) -> User:
    """The account that an author signs in with."""
    assert author.user
    return author.user


def work(author: Author, **fields: Any) -> SelectedWork:
    """A selected work, after the ones that are there."""
    number = next(numbers)
    row = SelectedWork(
        author=author, **({"title": f"Work {number}", "slug": f"work-{number}", "position": number} | fields)
    )
    row.publish()
    return row


def comment(author: Author, **fields: Any) -> Comment:
    """A published comment, a minute newer than the one made before it."""
    return comments(author, 1, **fields)[0]


def comments(author: Author, how_many: int, *, carried: dict[str, int] | None = None, **fields: Any) -> list[Comment]:
    """Comments, each a minute newer than the one before, with what an import carried; the last is the newest."""
    rows = []
    for _ in range(how_many):
        number = next(numbers)
        posted = FIRST + timedelta(minutes=number)
        usual = {"body": f"Remark {number}.", "posted_at": posted, "place": place_of(posted)}
        row = Comment(author=author, **(usual | fields))
        row.carried = {f"carried_{name}": value for name, value in (carried or {}).items()}
        row.render()
        rows.append(row)
    Comment.objects.publish_many(author, rows)
    return rows


def page(author: Author, *, state: str = "published", summary: str = "", **content: Any) -> Page:
    """A page of the wiki with one revision by this author."""
    said = Content(**({"title": f"Page {next(numbers)}", "body": "What is known.\n"} | content))
    return Page.objects.begin(said, state=State(state), hand=hand(author, summary=summary))


def revise(page: Page, author: Author, *, summary: str = "", minor: bool = False, **content: Any) -> Page:
    """Let a page say something else in these fields, on top of what it says now."""
    said = replace(page.latest.content, **content)
    page.revise(said, base=page.number, hand=hand(author, summary=summary, minor=minor))
    return page


def hand(author: Author, **said: Any) -> Hand:
    """Who saves: this author, on their account if they have one."""
    return Hand(author, author.user or AnonymousUser(), **said)
