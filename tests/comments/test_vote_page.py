"""The small page on which somebody votes without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests import make
from tests.comments.voting import (
    FORMS,
    address,
    back_to,
    browser,
    buttons,
    press,
    reader,
    words,
)
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(name="Emmy Noether"), body="Rings & ideals.", on_title="On rings")


def test_the_page_says_what_is_voted_on_and_how_it_stands(comment: Comment) -> None:
    press(browser(), comment, -1)
    page = browser().get(address(comment), {"axis": "karma", "value": "1"})
    text = words(page.content)
    for said in ("Emmy Noether", "On rings", "Rings & ideals.", "Karma −1 from 1 vote. You have not voted."):
        assert said in text
    assert "Agreement 0 from 0 votes." in text
    assert f'href="{back_to(comment)}"' in page.content.decode()
    usual = "button"
    assert buttons(page.content) == [
        *(("button strong", "1", "false"), (usual, "-1", "false")),
        *((usual, "1", "false"), (usual, "-1", "false")),
    ]


def test_the_page_shows_one_s_own_votes_and_takes_them_back(comment: Comment) -> None:
    client = browser()
    press(client, comment, -1, "agreement")
    page = client.get(address(comment), {"axis": "agreement", "value": "0"})
    assert "Agreement −1 from 1 vote. Your vote: disagree." in words(page.content)
    assert buttons(page.content)[2:] == [
        *(("button", "1", "false"), ("button", "-1", "true"), ("button strong", "0", "false")),
    ]
    assert "Your vote:" not in words(browser().get(address(comment)).content)


def test_the_page_offers_strong_votes_to_whoever_is_signed_in(comment: Comment) -> None:
    assert {value for _, value, _ in buttons(reader().get(address(comment)).content)} == {"1", "-1", "2", "-2"}
    page = browser().get(address(comment), {"axis": "karma", "value": "2"})
    assert {value for _, value, _ in buttons(page.content)} == {"1", "-1"}
    onward = "/account/login/?next=%2Fcomments%2F"
    assert f'href="{onward}{comment.public_id}%2Fvote%2F%3Faxis%3Dkarma%26value%3D2"' in page.content.decode()


def test_the_page_s_form_works_with_its_token_and_not_without(comment: Comment) -> None:
    client = browser(enforce_csrf_checks=True)
    told = {"axis": "karma", "value": "1"}
    for form, (query, accept) in FORMS.items():
        response = client.post(address(comment) + query, told, headers={"accept": accept})
        assert response.status_code == 403, form
        assert "This page was open for too long. Load it again, then try once more." in words(response.content)
        assert (f'href="/comments/{comment.public_id}/"' in response.content.decode()) is (form == "page")
    assert not CommentVote.objects.exists()
    page = client.get(address(comment))
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert found
    assert client.post(address(comment), told | {"csrfmiddlewaretoken": found[1]}).status_code == 303
    assert CommentTally.objects.get().karma == 1


def test_asking_takes_one_query_from_whoever_never_voted(comment: Comment) -> None:
    with captured() as sql:
        browser().get(address(comment))
    assert len(sql) == 1
