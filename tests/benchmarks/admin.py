"""What a list of the admin costs, whatever the site holds."""

from __future__ import annotations

from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from django.test import Client

from accounts.models import User
from tests import make
from tests.benchmarks.rows import settle
from tests.benchmarks.sites import site
from tests.benchmarks.tables import milliseconds, table
from tests.moderation.staff import browser, superuser
from tests.queries import captured
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.log.models import Entry
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale

WORDS = 60
FEW = 20
ROUNDS = 9
LISTS = {
    "comments": "/admin/comments/comment/",
    "comments that hold a word": "/admin/comments/comment/?q=ring",
    "comments that wait": "/admin/comments/comment/?state=pending",
    "authors": "/admin/authors/author/",
    "works": "/admin/works/selectedwork/",
    "users": "/admin/accounts/user/",
    "log": "/admin/log/entry/",
    "the first page": "/admin/",
}


def show(scale: Scale, folder: Path) -> None:
    """Print the queries and the time of each list, on a small site and on one of as many rows of each kind."""
    many = sorted(scale.read)[1]
    found = {}
    for count in (FEW, many):
        with site(folder / str(count)) as one:
            found[count] = one.run(measured, count)
    table(
        f"The admin's lists, with {FEW} and with {many:,} rows of each kind",
        ["list", "queries", "queries", "median", "median"],
        [
            [name, *(str(found[n][name][0]) for n in found), *(milliseconds(found[n][name][1]) for n in found)]
            for name in LISTS
        ],
        f"Wall time of {ROUNDS} requests of a superuser, on SQLite; the first of each pair is the small site.",
    )


def measured(count: int) -> dict[str, tuple[int, float]]:
    """For each list its queries, and the median of its time."""
    settle(count, WORDS)
    fill(count)
    client = browser(superuser())
    client.defaults["SERVER_NAME"] = "localhost"
    return {name: (queries(client, address), wait(client, address)) for name, address in LISTS.items()}


def fill(count: int) -> None:
    """As many rows of every kind."""
    User.objects.bulk_create(User(email=f"u{number}@example.org") for number in range(count))
    authors = Author.objects.bulk_create(
        Author(name=f"Author {number}", slug=f"a{number}", listed=number < FEW) for number in range(count)
    )
    AuthorTotals.objects.bulk_create(AuthorTotals(author=author) for author in authors)
    SelectedWork.objects.bulk_create(
        SelectedWork(author=authors[number % FEW], title=f"Work {number}", slug=f"w{number}", position=number)
        for number in range(count)
    )
    comment = Comment.objects.first() or make.comment(authors[0])
    users = list(User.objects.values_list("pk", flat=True))
    Entry.objects.bulk_create(
        Entry(verb="edited", kind="comments.comment", target_id=comment.pk, actor_id=users[number % len(users)])
        for number in range(count)
    )


def queries(client: Client, address: str) -> int:
    """How many queries an answer takes."""
    ask(client, address)
    with captured() as sql:
        ask(client, address)
    return len(sql)


def wait(client: Client, address: str) -> float:
    """Seconds that an answer takes."""
    found = []
    for _ in range(ROUNDS):
        start = perf_counter()
        ask(client, address)
        found.append(perf_counter() - start)
    return median(found)


def ask(client: Client, address: str) -> None:
    """Open a list; anything but a page is an error."""
    status = client.get(address).status_code
    if status != 200:
        raise RuntimeError(f"{address} answered {status}")
