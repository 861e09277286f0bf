"""The feed of one page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.feeds.reading import feed
from tests.pages.looking import STRANGERS, WRITERS, looker, main, queries
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def address(page: Page) -> str:
    return f"{page.get_absolute_url()}changes.atom"


def test_it_works() -> None:
    author = make.author()
    page, other = make.page(author, title="Engine", summary="Began"), make.page(author)
    make.revise(page, author, body="More.", summary="Went on")
    found = feed(address(page))
    assert found.title == "Changes of Engine"
    assert [one.title for one in found.entries] == ["Engine: Went on", "Engine: Began"]
    assert found.links["alternate"].endswith("/wiki/engine/")
    assert found.links["self"].endswith("/wiki/engine/changes.atom")
    assert found.id.endswith(f":wiki/{page.pk}")
    assert feed(address(other)).id != found.id


def test_its_names_stay_when_its_address_changes() -> None:
    author = make.author()
    page = make.page(author, title="Before")
    before = feed(address(page))
    make.revise(page, author, title="After")
    answer = Client().get("/wiki/before/changes.atom")
    assert (answer.status_code, answer["Location"]) == (301, "/wiki/after/changes.atom")
    after = feed("/wiki/after/changes.atom")
    assert after.id == before.id
    assert after.entries[-1].id == before.entries[0].id


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_a_draft_has_none_and_answers_as_if_there_were_no_such_page(role: str) -> None:
    client = looker(role)
    page = make.page(make.author(), title="Sentinel", state="draft")
    assert main(client, address(page), 404) == main(client, "/wiki/nothing/changes.atom", 404)
    page.publish(actor=make.user())
    assert client.get(address(page)).status_code == 200
    page.remove(actor=make.user())
    assert client.get(address(page)).status_code == 404


def test_the_manual_has_none() -> None:
    page = make.page(make.author())
    Page.objects.filter(pk=page.pk).update(shipped=True)
    assert Client().get(address(page)).status_code == 404


def test_a_page_published_without_its_history_tells_of_none_of_it() -> None:
    author = make.author()
    page = make.page(author, state="draft", summary="Sentinel", body="Sentinel")
    make.revise(page, author, body="Public.", summary="Shown")
    page.publish(actor=make.owner())
    assert b"Sentinel" not in Client().get(address(page)).content
    assert len(feed(address(page)).entries) == 1


def test_it_asks_no_more_of_the_database_for_more_changes() -> None:
    author = make.author()
    page = make.page(author)
    few = queries(Client(), address(page))
    for number in range(20):
        make.revise(page, author, body=f"Words {number}.")
    assert len(few) == len(queries(Client(), address(page))) == 2
