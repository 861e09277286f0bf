"""Old anchors lead to their sections, but tell no words that nobody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from wiki.links.models import Reference
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def text(heading: str) -> str:
    return f"# First\n\nWords.\n\n# {heading}\n\nWords.\n"


def shown() -> str:
    return Client().get("/wiki/engine/").content.decode()


def test_an_old_anchor_of_a_published_text_stays(author: Author) -> None:
    page = make.page(author, title="Engine", body=text("Plan"))
    make.revise(page, author, body=text("Design"))
    assert '<span id="h-plan"></span>' in shown()


def test_what_a_heading_was_called_in_a_draft_is_not_told_when_it_is_published(author: Author) -> None:
    actor = make.hand(author).actor
    page = make.page(author, title="Engine", state="draft", body=text("Sentinel"))
    make.revise(page, author, body=text("Design"))
    linking = make.page(author, body="[[Engine#Sentinel|it]]")
    page.publish(actor=actor)
    assert "entinel" not in shown()
    assert Reference.objects.of("page", linking.pk).get().broken
    page.unpublish(actor=actor)
    make.revise(page, author, body=text("Sentinel again"))
    make.revise(page, author, body=text("Layout"))
    page.publish(actor=actor)
    assert "entinel" not in shown()
    assert '<span id="h-design"></span>' in shown()


def test_all_of_them_stay_where_the_history_is_published_too(author: Author) -> None:
    page = make.page(author, title="Engine", state="draft", body=text("Plan"))
    make.revise(page, author, body=text("Design"))
    page.publish(actor=make.hand(author).actor, history=True)
    assert '<span id="h-plan"></span>' in shown()


def test_a_suppressed_text_leaves_no_anchor(author: Author) -> None:
    page = make.page(author, title="Engine", body=text("Plan"))
    make.revise(page, author, body=text("Call 5550123"))
    make.revise(page, author, body=text("Design"))
    assert "5550123" in shown()
    suppress(page.revisions.get(number=2), {"text"}, actor=make.hand(author).actor, reason="A number")
    assert "5550123" not in shown()
    assert '<span id="h-plan"></span>' in shown()
