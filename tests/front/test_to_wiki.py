"""From a comment to a page: what was said becomes part of what is known."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, looker
from wiki.comments.models import Comment
from wiki.links.models import Reference
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(name="Ada"), body="A *good* thought.", on_title="Engines")


def address(comment: Comment) -> str:
    return f"{comment.get_absolute_url()}to-wiki/"


def test_it_works(comment: Comment) -> None:
    client = looker("co-author")
    assert address(comment) in client.get(comment.get_absolute_url()).content.decode()
    assert 'value="Engines"' in client.get(address(comment)).content.decode()
    answer = client.post(address(comment), {"title": "Thoughts", "state": "published"})
    assert answer["Location"] == "/wiki/thoughts/"
    shown = Client().get("/wiki/thoughts/").content.decode()
    assert "A <em>good</em> thought." in shown
    assert f'href="{comment.get_absolute_url()}"' in shown
    assert "Ada" in shown
    page = Page.objects.get()
    assert page.latest.summary == "Add a comment by Ada"
    assert Reference.objects.of("page", page.pk).get().embed
    back = Client().get(comment.get_absolute_url()).content.decode()
    assert "Embedded in" in back
    assert 'href="/wiki/thoughts/"' in back


def test_it_comes_to_the_end_of_a_page_that_is_there_and_only_once(comment: Comment) -> None:
    page = make.page(make.author(), title="Engines", body="What is known.")
    client = looker("co-author")
    for _ in range(2):
        assert client.post(address(comment), {"title": "ENGINES", "state": "draft"})["Location"] == "/wiki/engines/"
    page.refresh_from_db()
    assert page.latest.body == f"What is known.\n\n![[comment:{comment.public_id}]]"
    assert (page.number, page.state) == (2, "published")


def test_a_new_page_can_be_a_draft(comment: Comment) -> None:
    looker("co-author").post(address(comment), {"title": "Thoughts", "state": "draft"})
    assert Client().get("/wiki/thoughts/").status_code == 404
    assert "/wiki/thoughts/" not in Client().get(comment.get_absolute_url()).content.decode()


def test_a_locked_or_deleted_page_is_refused_in_words(comment: Comment) -> None:
    locked, gone = (make.page(make.author(), title=title, body="Words.") for title in ("Locked", "Gone"))
    locked.lock(actor=make.owner())
    gone.remove(actor=make.owner())
    client = looker("co-author")
    for title, why in (("Locked", "is locked"), ("Gone", "was deleted")):
        answer = client.post(address(comment), {"title": title, "state": "draft"})
        assert answer.status_code == 409
        assert why in answer.content.decode()
        assert f'value="{title}"' in answer.content.decode()
    assert Page.objects.filter(number__gt=1).count() == 0


@pytest.mark.parametrize("title", ["", "[x]", "comment:x"])
def test_what_is_no_title_is_refused(comment: Comment, title: str) -> None:
    assert looker("co-author").post(address(comment), {"title": title, "state": "draft"}).status_code == 409
    assert not Page.objects.exists()


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_add_nothing(comment: Comment, role: str) -> None:
    client = looker(role)
    assert address(comment) not in client.get(comment.get_absolute_url()).content.decode()
    assert client.post(address(comment), {"title": "Thoughts", "state": "published"}).status_code == 403
    assert not Page.objects.exists()


def test_a_comment_that_nobody_may_read_is_not_found(comment: Comment) -> None:
    comment.hide(actor=make.owner(), reason="So")
    assert looker("co-author").get(address(comment)).status_code == 404


def test_a_page_that_has_no_room_for_one_more_link_is_refused_in_words(comment: Comment) -> None:
    client = looker("owner")
    make.page(make.author(), title="Full", body=" ".join(f"[[A{number}]]" for number in range(10_000)))
    answer = client.post(address(comment), {"title": "Full", "state": "draft"})
    assert answer.status_code == 409
    assert "more than 10,000 links" in answer.content.decode()


def test_a_reader_s_name_is_in_no_summary_since_that_stays_when_they_leave() -> None:
    comment = make.comment(make.author(name="Rosa Luz", user=make.user(), listed=False))
    looker("co-author").post(address(comment), {"title": "Thoughts", "state": "published"})
    summary = Page.objects.get().latest.summary
    assert summary == "Add a reader's comment"
