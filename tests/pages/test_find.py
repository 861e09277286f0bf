"""What is offered to somebody who types a link: what they may read, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import co_author, owner, reader, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

FIND = "/wiki/find/"


def offered(client: Client, q: str, **query: str) -> list[dict[str, Any]]:
    """What the script is told."""
    response = client.get(FIND, {"q": q, **query}, headers={"Accept": "application/json"})
    assert response.status_code == 200
    found: list[dict[str, Any]] = json.loads(response.content)["offers"]
    return found


def inserts(client: Client, q: str, **query: str) -> list[str]:
    """What would stand between the brackets, in order."""
    return [offer["insert"] for offer in offered(client, q, **query)]


def test_it_works() -> None:
    client, author = owner()
    make.page(author, title="Ring theory", aliases=("Annuli",))
    make.page(author, title="Rings of Saturn")
    make.page(author, title="The Lord of the Rings")
    assert inserts(client, "RING") == ["Ring theory", "Rings of Saturn", "The Lord of the Rings", "RING"]
    assert offered(client, "annu")[0] == {
        "kind": "page",
        "label": "Annuli",
        "note": "another name of Ring theory",
        "insert": "Annuli",
        "address": "/wiki/ring-theory/",
    }
    assert inserts(client, "lord rings")[0] == "The Lord of the Rings"


def test_a_page_that_is_not_there_is_offered_to_be_made_last_of_all() -> None:
    client, author = owner()
    make.page(author, title="Rings")
    assert [offer["kind"] for offer in offered(client, "ring")] == ["page", "new"]
    assert [offer["kind"] for offer in offered(client, "RINGS")] == ["page"]
    assert offered(client, "a|b") == []
    assert [offer["kind"] for offer in offered(reader(), "ring")] == ["page"]


def test_with_nothing_typed_there_is_something_to_choose_from() -> None:
    client, author = owner()
    make.page(author, title="Rings")
    assert inserts(client, "") == ["Rings"]


def test_after_a_number_sign_the_headings_of_that_page() -> None:
    client, author = owner()
    make.page(author, title="Rings", aliases=("Annuli",), body="# First steps\n\n## Ideals | more\n\n# Second steps\n")
    make.page(author, title="C#", body="# Syntax\n")
    assert inserts(client, "Rings#") == ["Rings#First steps", "Rings#Ideals more", "Rings#Second steps"]
    assert inserts(client, "annuli#sec")[0] == "annuli#Second steps"
    assert inserts(client, "Rings#First steps#ide")[0] == "Rings#Ideals more"
    assert inserts(client, "C##")[0] == "C##Syntax"
    assert inserts(client, "C#")[0] == "C#"


def test_works_and_the_bibliography() -> None:
    client, author = owner()
    make.work(author, title="On Rings", slug="on-rings", bibtex="@article{noether1921, title={On Rings}, year={1921}}")
    make.work(author, title="Fields", slug="fields")
    assert inserts(client, "work:ring") == ["work:on-rings"]
    assert inserts(client, "noeth", cite="1") == ["noether1921"]
    assert inserts(client, "", cite="1") == ["fields", "noether1921"]


def test_a_draft_is_offered_to_those_who_write_here_and_a_locked_one_to_the_owner_alone() -> None:
    client, author = owner()
    for title in ("Secret open", "Secret locked"):
        make.page(author, state="draft", title=title, aliases=(f"{title} too",), body="# Secret heading")
    make.page(author, title="Secret gone").remove(actor=make.hand(author).actor)
    locked = make.page(author, state="draft", title="Secret shut", body="# Secret heading")
    locked.lock(actor=make.hand(author).actor)
    other, _ = co_author()
    assert "Secret shut" in inserts(client, "secret")
    assert "Secret open" in inserts(other, "secret")
    assert "draft" in offered(other, "secret open")[0]["note"]
    assert not [offer for offer in offered(other, "secret") if "shut" in offer["insert"] or "gone" in offer["insert"]]
    assert [offer["kind"] for offer in offered(other, "Secret shut")] == ["new"]
    assert [offer["kind"] for offer in offered(other, "Secret shut#")] == ["new"]
    for query in ("secret", "Secret open#", "Secret open#secret"):
        assert offered(reader(), query) == []


def test_who_is_signed_out_is_told_nothing() -> None:
    _, author = owner()
    make.page(author, title="Rings")
    assert Client().get(FIND, {"q": "ring"}, headers={"Accept": "application/json"}).status_code == 403
    assert Client().get(FIND, {"q": "ring"})["Location"].startswith("/account/login/")


def test_without_a_script_there_is_a_page_that_says_what_to_write() -> None:
    client, author = owner()
    make.page(author, title="Rings")
    make.work(author, title="On Rings", slug="on-rings")
    text = text_of(client.get(FIND, {"q": "ring"}))
    for said in ("[[Rings]]", 'href="/wiki/rings/"', 'value="ring"', "Create “ring”", "[@on-rings]"):
        assert said in text
    assert text_of(client.get(FIND)).count("[[") == 1
    assert "nothing of that name" in text_of(client.get(FIND, {"q": "a|b"}))


@pytest.mark.parametrize("q", ["%", "x_y", "\\", "'", "#", "##", "#a", "[[", "\0", "a" * 5000, "work:", "work:%", "ﷺ"])
def test_odd_words_find_nothing_and_break_nothing(q: str) -> None:
    client, author = owner()
    make.page(author, title="Rings")
    assert "Rings" not in inserts(client, q)
    inserts(client, q, cite="1")


def test_it_costs_the_same_among_many(django_assert_max_num_queries: object) -> None:
    client, author = owner()
    for number in range(30):
        make.page(author, title=f"Ring {number}", aliases=(f"Annulus {number}",), body="# Heading")
    for q in ("ring", "nnulus", "ring 1#"):
        # The session, the user, their standing; names of headings' pages, those pages; names that begin so and that
        # have the words, and their pages.
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            assert len(offered(client, q)) <= 21
