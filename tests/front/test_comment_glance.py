"""A comment at a glance."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from wiki.comments.states import State

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    comment = make.comment(make.primary(name="Emmy Noether"), body="I *agree*.\n\nMore.", on_title="On rings & fields")
    answer = client.get(f"/comments/{comment.public_id}/glance/")
    text = answer.content.decode()
    for words in ("Emmy Noether", "Comment on On rings &amp; fields", "<p>I <em>agree</em>.</p>"):
        assert words in text
    assert "More" not in text
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_answers_as_if_it_never_was(client: Client, state: State) -> None:
    hidden = make.comment(make.primary(), state=state)
    answer, missing = client.get(f"/comments/{hidden.public_id}/glance/"), client.get("/comments/never-was/glance/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
