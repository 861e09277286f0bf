"""Reordering works, one step at a time."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.queries import captured
from tests.works.signed_in import LIST, address, another, author_at_desk, no_author, page, titles
from wiki.authors.models import Author
from wiki.log.models import Entry
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


def three(author: Author, *positions: int) -> list[SelectedWork]:
    """Works A, B and C."""
    at = positions or (1, 2, 3)
    return [
        make.work(author, title=title, slug=title.lower(), position=position)
        for title, position in zip("ABC", at, strict=True)
    ]


def test_it_works() -> None:
    client, author = author_at_desk()
    _, second, _ = three(author)
    response = client.post(address(second, "move"), {"to": "up"})
    assert response["Location"] == f"{LIST}?moved=b&to=up"
    assert titles(author) == ["B", "A", "C"]
    client.post(address(second, "move"), {"to": "down"})
    client.post(address(second, "move"), {"to": "down"})
    assert titles(author) == ["A", "C", "B"]
    text = page(Client())
    assert text.index(">A<") < text.index(">C<") < text.index(">B<")


def test_the_order_of_works_that_share_a_position_changes_too() -> None:
    client, author = author_at_desk()
    three(author, 0, 0, 0)
    client.post(f"{LIST}c/move/", {"to": "up"})
    assert titles(author) == ["A", "C", "B"]


def test_the_log_names_the_places_of_those_that_changed_them() -> None:
    client, author = author_at_desk()
    first, second, third = three(author, 7, 7, 9)
    client.post(address(third, "move"), {"to": "up"})
    assert not Entry.objects.about(first).exists()
    entry = Entry.objects.about(third).get()
    assert (entry.verb, entry.actor_id, entry.before, entry.after) == (
        "moved",
        author.user_id,
        {"place": 3},
        {"place": 2},
    )
    assert Entry.objects.about(second).get().after == {"place": 3}


@pytest.mark.parametrize(("slug", "to"), [("a", "up"), ("c", "down"), ("b", "sideways"), ("b", ""), ("b", "\x00")])
def test_at_an_end_or_with_no_direction_nothing_changes(slug: str, to: str) -> None:
    client, author = author_at_desk()
    three(author)
    assert client.post(f"{LIST}{slug}/move/", {"to": to}).status_code == 302
    assert titles(author) == ["A", "B", "C"]
    assert not Entry.objects.exists()


def test_a_removed_work_does_not_move() -> None:
    client, author = author_at_desk()
    _, second, _ = three(author)
    assert author.user
    second.remove(actor=author.user)
    client.post(address(second, "move"), {"to": "up"})
    assert titles(author) == ["A", "C"]
    assert not Entry.objects.filter(verb="moved").exists()


def test_one_step_among_two_hundred_takes_the_same_queries_as_among_two() -> None:
    client, author = author_at_desk()
    for place in (1, 2):
        make.work(author, slug=f"w{place}", position=place)
    counts = []
    for _ in range(2):
        with captured() as sql:
            client.post(f"{LIST}w2/move/", {"to": "up"})
        counts.append(len(sql))
        client.post(f"{LIST}w2/move/", {"to": "down"})
        for place in range(3, 201):
            SelectedWork.objects.bulk_create(
                [SelectedWork(author=author, title=f"W{place}", slug=f"w{place}", position=place)],
                ignore_conflicts=True,
            )
    assert counts[0] == counts[1]


def test_nobody_moves_another_s_work() -> None:
    client, author = author_at_desk()
    _, second, _ = three(author)
    assert another().post(address(second, "move"), {"to": "up"}).status_code == 404
    assert no_author().post(address(second, "move"), {"to": "up"}).status_code == 403
    assert Client().post(address(second, "move"), {"to": "up"}).status_code == 403
    assert client.get(address(second, "move")).status_code == 405
    assert client.post(f"{LIST}none/move/", {"to": "up"}).status_code == 404
    assert titles(author) == ["A", "B", "C"]
