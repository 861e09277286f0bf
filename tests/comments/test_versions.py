"""Earlier texts of a comment, for its author."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from tests.queries import captured
from wiki.authors.models import Author
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


def edited(author: Author, times: int) -> Comment:
    comment = make.comment(author, body="Text 1.")
    for number in range(1, times + 1):
        assert author.user
        comment.edit(f"Text {number + 1}.", actor=author.user, version=number)
    return comment


def test_it_works() -> None:
    client, author = author_at_desk()
    page = client.get(f"{edited(author, 2).get_absolute_url()}versions/").content.decode()
    for number in (1, 2, 3):
        assert f"Version {number}" in page
        assert f"Text {number}." in page
    assert page.index("Version 3") < page.index("Version 1")
    assert '<del><span class="unseen">removed: </span>2</del><ins><span class="unseen">added: </span>3</ins>' in page


def test_strangers_see_no_earlier_text() -> None:
    _, author = author_at_desk()
    comment = edited(author, 1)
    assert Client().get(f"{comment.get_absolute_url()}versions/").status_code == 302
    other = Client()
    reader = make.user()
    make.author(user=reader)
    other.force_login(reader)
    assert other.get(f"{comment.get_absolute_url()}versions/").status_code == 404
    for address in ("/", comment.get_absolute_url()):
        assert "Text 1." not in Client().get(address).content.decode()


def test_however_many_there_are_it_takes_the_same_queries() -> None:
    client, author = author_at_desk()
    counts = []
    for times in (1, 10):
        comment = edited(author, times)
        with captured() as sql:
            client.get(f"{comment.get_absolute_url()}versions/")
        counts.append(len(sql))
    assert counts[0] == counts[1]


def test_a_page_shows_ten_and_leads_to_the_rest() -> None:
    client, author = author_at_desk()
    comment = make.comment(author, body="Text 1.")
    for number in range(1, 23):
        comment.edit(f"Text {number + 1}.", actor=make.user(), version=number)
    address, shown = f"{comment.get_absolute_url()}versions/", []
    query = ""
    while True:
        page = client.get(address + query).content.decode()
        shown.append(re.findall(r"<h2[^>]*>Version (\d+)", page))
        if 'rel="next"' not in page:
            break
        query = re.search(r'href="(\?before=\d+)"', page)[1]  # type: ignore[index]
    assert [len(part) for part in shown] == [10, 10, 3]
    assert [version for part in shown for version in part] == [str(number) for number in range(23, 0, -1)]


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "1\0", "\u0661"])
def test_a_page_that_cannot_be_is_not_found(before: str) -> None:
    client, author = author_at_desk()
    address = f"{make.comment(author).get_absolute_url()}versions/"
    assert client.get(address, {"before": before}).status_code == 404
