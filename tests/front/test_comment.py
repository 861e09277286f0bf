"""A comment's own page: what was said, and what it answered."""

from __future__ import annotations

import html
from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import make
from tests.queries import captured, tables
from wiki.comments.models import Comment, State

pytestmark = pytest.mark.django_db


def page(client: Client, comment: Comment) -> str:
    response = client.get(comment.get_absolute_url())
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_it_works(client: Client) -> None:
    comment = make.comment(
        make.primary(name="Emmy Noether"),
        body="I *agree*.",
        on_title="On rings",
        on_url="https://example.org/rings",
        context_author="David Hilbert",
        context_excerpt="Is it so?",
        context_permalink="https://example.org/rings#7",
        context_score=5,
        context_agreement=-2,
        carried_karma=11,
        carried_karma_votes=9,
        carried_agreement=-1,
        carried_agreement_votes=1,
        edited_at=datetime(2024, 3, 1, tzinfo=UTC),
    )
    text = page(client, comment)
    for words in (
        "Emmy Noether",
        "<em>agree</em>",
        "On rings",
        'href="https://example.org/rings"',
        "David Hilbert",
        "Is it so?",
        'href="https://example.org/rings#7"',
        "score 5",
        "agreement -2",
        "11",
        "9 votes",
        "1 vote<",
        "edited",
        "1 March 2024",
    ):
        assert words in text


def test_a_comment_without_a_date_says_so_and_invents_none(client: Client) -> None:
    comment = make.comment(make.primary(), posted_at=None, place=-1)
    text = page(client, comment)
    assert "undated" in text
    assert "<time" not in text


def test_a_day_without_a_time_gets_none(client: Client) -> None:
    dated = make.comment(make.primary(), posted_at=datetime(2024, 3, 1, tzinfo=UTC))
    assert '<time datetime="2024-03-01">1 March 2024</time>' in page(client, dated)
    timed = make.comment(dated.author, posted_at=datetime(2024, 3, 1, 9, 30, tzinfo=UTC))
    assert "1 March 2024, 09:30 UTC" in page(client, timed)


def test_an_answer_shows_what_it_answers_and_leads_there(client: Client) -> None:
    author = make.primary()
    parent = make.comment(make.author(name="David Hilbert"), body="Is it **so**?")
    text = page(client, make.comment(author, parent=parent))
    assert "David Hilbert" in text
    assert "Is it so?" in text
    assert f'href="{parent.get_absolute_url()}"' in text


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_answers_as_if_it_never_was(client: Client, state: State) -> None:
    hidden = make.comment(make.primary(), state=state)
    answer, missing = client.get(hidden.get_absolute_url()), client.get("/comments/never-was/")
    assert answer.status_code == missing.status_code == 404
    assert answer.content == missing.content
    assert answer.headers == missing.headers


def test_it_leads_to_the_other_comments_of_its_author(client: Client) -> None:
    other = make.author(slug="hilbert")
    assert 'href="/authors/hilbert/#comments"' in page(client, make.comment(other))


def test_it_takes_one_query(client: Client) -> None:
    comment = make.comment(make.primary(), parent=make.comment(make.author()))
    with captured() as sql:
        page(client, comment)
    assert tables(sql) == ["comments_comment"]


@pytest.mark.parametrize("public_id", ["%00", "x" * 500, "..%2f", "🤖", "a b"])
def test_an_odd_id_is_not_found(client: Client, public_id: str) -> None:
    assert client.get(f"/comments/{public_id}/").status_code == 404
