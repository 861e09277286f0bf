"""Make rows for tests: name only what the test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import User
from wiki.authors.models import Author, Link
from wiki.comments.models import Comment, place_of
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
