"""A selected work at a glance."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    make.work(
        make.primary(), title="Note <G>", slug="note-g", kind="paper", year="1843", abstract="It *computes*.\n\nMore."
    )
    answer = client.get("/works/note-g/glance/")
    text = answer.content.decode()
    for words in ("Note &lt;G&gt;", "Paper, 1843", "<p>It <em>computes</em>.</p>"):
        assert words in text
    assert "More" not in text
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")


def test_a_removed_one_answers_as_if_it_never_was(client: Client) -> None:
    author = make.primary(user=make.owner())
    make.work(author, slug="note-g").remove(actor=make.account(author))
    answer, missing = client.get("/works/note-g/glance/"), client.get("/works/never-was/glance/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
