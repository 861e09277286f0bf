"""The page at an address: every address that a page had leads to it, for whoever may read it and may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.queries import captured, tables
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from django.test import Client

    from wiki.authors.models import Author

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]
SUBADDRESSES = ["/", ".md", "/glance/", "/backlinks/", "@1.md"]


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def test_it_works(client: Client, author: Author) -> None:
    page = make.page(author, title="Old name")
    make.revise(page, author, title="New name")
    answer = client.get("/wiki/old-name/")
    assert (answer.status_code, answer["Location"]) == (301, "/wiki/new-name/?from=old-name")
    assert "no-cache" in answer["Cache-Control"]
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize("rest", SUBADDRESSES)
def test_any_address_under_an_old_one_leads_to_the_same_under_the_present_one(
    client: Client, author: Author, rest: str
) -> None:
    page = make.page(author, title="Old name")
    make.revise(page, author, title="New name")
    answer = client.get(f"/wiki/old-name{rest}", {"a": "ü"})
    assert answer.status_code == 301
    assert answer["Location"].startswith(f"/wiki/new-name{rest}?a=%C3%BC")


def test_however_often_it_is_renamed_one_step_leads_there(client: Client, author: Author) -> None:
    page = make.page(author, title="A")
    for title in ("B", "C", "A", "D", "北京"):
        make.revise(page, author, title=title)
    for slug in ("a", "b", "c", "d"):
        answer = client.get(f"/wiki/{slug}/", follow=True)
        assert [status for _, status in answer.redirect_chain] == [301]
        assert answer.status_code == 200


def test_where_a_page_is_no_draft_of_it_tells(client: Client, author: Author) -> None:
    page = make.page(author, title="Old name", state="draft")
    make.revise(page, author, title="New name")
    missing = client.get("/wiki/never-was/")
    for slug in ("old-name", "new-name"):
        answer = client.get(f"/wiki/{slug}/")
        assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)


def test_what_it_was_called_before_it_was_published_is_nobody_else_s_business(client: Client, author: Author) -> None:
    page = make.page(author, title="Secret name", state="draft")
    make.revise(page, author, title="Public name")
    page.publish(actor=make.account(author))
    assert client.get("/wiki/secret-name/").status_code == 404
    assert "Secret" not in client.get("/wiki/public-name/?from=secret-name").content.decode()
    client.force_login(make.account(author))
    assert client.get("/wiki/secret-name/").status_code == 301
    assert "Moved from <bdi>Secret name" in client.get("/wiki/public-name/?from=secret-name").content.decode()


def test_with_its_history_its_old_addresses_are_published_too(client: Client, author: Author) -> None:
    page = make.page(author, title="Secret name", state="draft")
    make.revise(page, author, title="Public name")
    page.publish(actor=make.account(author), history=True)
    assert client.get("/wiki/secret-name/").status_code == 301


def test_an_address_stays_good_when_only_the_letters_case_was_another(client: Client, author: Author) -> None:
    page = make.page(author, title="old name", state="draft")
    make.revise(page, author, title="Old Name")
    page.publish(actor=make.account(author))
    make.revise(page, author, title="New name")
    assert client.get("/wiki/old-name/").status_code == 301


def test_a_suppressed_name_leads_nowhere(client: Client, author: Author) -> None:
    page = make.page(author, title="0123 456789")
    make.revise(page, author, title="New name")
    assert client.get("/wiki/0123-456789/").status_code == 301
    suppress(page.revisions.get(number=1), ["text"], actor=make.account(author), reason="A number")
    client.force_login(make.account(author))
    assert client.get("/wiki/0123-456789/").status_code == 404
    assert "0123 456789" not in client.get("/wiki/new-name/?from=0123-456789").content.decode()


def test_a_page_is_found_by_one_query(client: Client, author: Author) -> None:
    page = make.page(author)
    with captured() as sql:
        client.get(f"/wiki/{page.slug}.md")
    assert tables(sql) == ["pages_page"]


@pytest.mark.parametrize("slug", ["%00", "x" * 500, "..%2f", "%2e%2e", "🤖", "a b", "<b>", "a@1", "%ff"])
def test_an_odd_address_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/wiki/{slug}/").status_code == 404
