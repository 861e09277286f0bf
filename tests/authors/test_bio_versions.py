"""The texts that a biography has had."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import make
from tests.authors.desk import at_desk, signed_in, text
from tests.queries import captured
from wiki.authors.models import Author, BioVersion

pytestmark = pytest.mark.django_db
ADDRESS = "/account/profile/versions/"


def with_texts(author: Author, count: int) -> None:
    """Give an author so many texts, the present one among them."""
    for number in range(1, count):
        at = datetime(2024, 1, 1, 12, number % 60, tzinfo=UTC)
        BioVersion.objects.create(author=author, number=number, body=f"Text {number}.", replaced_at=at)
    Author.objects.filter(pk=author.pk).update(bio=f"Text {count}.", version=count)


def shown(page: str) -> list[str]:
    """The whole texts on a page, in order."""
    return re.findall(r"<pre[^>]*>([^<]*)</pre>", page)


def test_it_works() -> None:
    client, author = at_desk(bio="I work on rings.")
    for version, bio in enumerate(("I work on ideals.", "I work on *ideals*."), start=1):
        client.post("/account/profile/", {"name": author.name, "bio": bio, "version": version})
    page = text(client.get(ADDRESS))
    assert shown(page) == ["I work on *ideals*.", "I work on ideals.", "I work on rings."]
    assert "rings</del>" in page
    assert "ideals</ins>" in page
    assert page.count("UTC") == 2
    assert page.index("UTC") < page.index("The first text")


def test_a_text_is_dated_from_when_it_took_the_place_of_the_one_before() -> None:
    client, author = at_desk()
    with_texts(author, 3)
    page = text(client.get(ADDRESS))
    assert re.findall(r"<h2[^>]*>([^<]*)", page) == [
        "Since 1 January 2024, 12:02 UTC",
        "Since 1 January 2024, 12:01 UTC",
        "The first text",
    ]


@pytest.mark.parametrize("count", [1, 9, 10, 11, 12, 20, 21, 25])
def test_older_leads_through_every_text_once_each_with_its_change(count: int) -> None:
    client, author = at_desk()
    with_texts(author, count)
    found: list[str] = []
    address = ""
    for _ in range(4):
        page = text(client.get(ADDRESS + address))
        found += shown(page)
        assert page.count('class="diff"') == len(shown(page)) - ("The first text" in page)
        more = re.search(r'rel="next" href="([^"]*)', page)
        if not more:
            break
        address = more[1]
    assert found == [f"Text {number}." for number in range(count, 0, -1)]


@pytest.mark.parametrize("before", ["x", "-1", "1" * 30, "٣", "1.5", "%00"])
def test_a_place_that_is_none_is_not_found(before: str) -> None:
    client, _ = at_desk()
    assert client.get(f"{ADDRESS}?before={before}").status_code == 404


def test_nobody_reads_another_s_earlier_texts() -> None:
    _, author = at_desk(bio="First.")
    with_texts(author, 3)
    assert Client().get(ADDRESS)["Location"].startswith("/account/login/")
    for user in (make.user(), make.owner()):
        assert signed_in(user).get(ADDRESS).status_code == 403
    other = make.author(user=make.user(), bio="Another's.")
    assert shown(text(signed_in(other.user).get(ADDRESS))) == ["Another's."]


def test_the_number_of_queries_does_not_grow() -> None:
    client, author = at_desk()
    counts = []
    for count in (2, 18):
        BioVersion.objects.all().delete()
        with_texts(author, count)
        with captured() as sql:
            client.get(ADDRESS)
        counts.append(len(sql))
    assert counts[0] == counts[1]
