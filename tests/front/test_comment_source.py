"""A comment as it was written, with what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests import make
from wiki.archive.comments import read_comment
from wiki.archive.front_matter import read_document
from wiki.comments.models import Comment
from wiki.comments.states import State

pytestmark = pytest.mark.django_db


def source(client: Client, comment: Comment) -> str:
    answer = client.get(f"/comments/{comment.public_id}.md")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    return answer.content.decode()


def test_it_works(client: Client) -> None:
    comment = make.comment(
        make.primary(slug="emmy"),
        public_id="remark-1",
        body="I *agree*.",
        posted_at=datetime(2024, 3, 1, 9, 30, tzinfo=UTC),
        edited_at=datetime(2024, 3, 2, tzinfo=UTC),
        on_title="On rings: a view",
        on_url="https://example.org/rings",
        context_author="David Hilbert",
        context_excerpt="Is it so?\n\nTruly?",
        context_permalink="https://example.org/rings#7",
        context_score=5,
        context_agreement=0,
    )
    assert source(client, comment) == (
        "---\nid: remark-1\nauthor: emmy\nposted: '2024-03-01T09:30:00+00:00'\nedited: '2024-03-02T00:00:00+00:00'\n"
        "'on':\n  title: 'On rings: a view'\n  url: https://example.org/rings\n"
        "context:\n  author: David Hilbert\n  excerpt: |-\n    Is it so?\n\n    Truly?\n"
        "  permalink: https://example.org/rings#7\n  score: '5'\n  agreement: '0'\n"
        "---\n\nI *agree*."
    )


def test_an_archive_can_read_it_again(client: Client) -> None:
    author = make.primary()
    said: dict[str, Any] = {
        "on_title": "x: y",
        "context_excerpt": "a\nb",
        "context_score": -3,
        "retracted_at": datetime(2024, 3, 2, tzinfo=UTC),
    }
    comment = make.comment(author, body="---\na: b\n---", parent=make.comment(author), **said)
    again = read_comment(read_document("x.md", source(client, comment)))
    assert {name: again[name] for name in said} == said
    assert again["public_id"] == comment.public_id
    assert again["author"] == author.slug
    assert again["parent"] == comment.parent.public_id if comment.parent else ""
    assert again["posted_at"] == comment.posted_at
    assert again["body"] == comment.body
    assert again["extra"] == {}


def test_an_undated_one_says_where_it_stands(client: Client) -> None:
    comment = make.comment(make.primary(), posted_at=None, place=-7)
    text = source(client, comment)
    assert "posted" not in text
    assert read_comment(read_document("x.md", text))["place"] == -7


def test_what_it_answers_is_named_only_while_everyone_may_read_that(client: Client) -> None:
    author = make.primary()
    parent = make.comment(author, state=State.HIDDEN)
    assert parent.public_id not in source(client, make.comment(author, parent=parent))


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_answers_as_if_it_never_was(client: Client, state: State) -> None:
    hidden = make.comment(make.primary(), state=state)
    answer, missing = client.get(f"/comments/{hidden.public_id}.md"), client.get("/comments/never-was.md")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)


def test_it_is_the_same_for_everyone_and_stands_in_no_index(client: Client) -> None:
    answer = client.get(f"/comments/{make.comment(make.primary()).public_id}.md")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")
