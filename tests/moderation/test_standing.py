"""What a reader who is blocked is told, and what is still theirs to do."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.comments.voting import press
from tests.moderation.flags import blocked, flag, reader, reply, signed_in, state
from tests.queries import captured
from wiki.authors.models import Author
from wiki.moderation.models import Person

pytestmark = pytest.mark.django_db
UNTIL = datetime(2999, 3, 3, tzinfo=UTC)
WHY = (
    "A moderator decided that you cannot reply, edit or flag here until 3 March 2999, 00:00 UTC. "
    "The reason: Three insults in a day."
)


@pytest.fixture
def author() -> Author:
    author = blocked(reader())
    Person.objects.update(blocked_until=UNTIL)
    return author


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_they_are_told_why_and_until_when_wherever_it_matters(author: Author) -> None:
    comment, own, client = reply(), reply(author=author), signed_in(author)
    assert WHY in words(client, "/account/")
    assert WHY in words(client, f"/comments/{comment.public_id}/flag/")
    assert WHY in words(client, f"/comments/{comment.public_id}/reply/", status=403)
    sent = client.post(f"/comments/{own.public_id}/change/", {"body": "Other words.", "version": 1})
    assert sent.status_code == 403
    assert html.escape(WHY) in sent.content.decode() or WHY in sent.content.decode()
    assert "Other words." in sent.content.decode()


def test_they_can_still_read_vote_and_delete_their_own(author: Author) -> None:
    comment, own, client = reply(), reply(author=author), signed_in(author)
    assert client.get(comment.get_absolute_url()).status_code == 200
    assert press(client, comment).status_code == 200
    client.post(f"/comments/{own.public_id}/delete/")
    assert state(own) == "deleted"
    assert client.get("/account/export/").status_code in {200, 302}
    assert client.get("/account/delete/").status_code in {200, 302}


def test_it_takes_effect_on_the_next_request_and_ends_by_itself() -> None:
    author, comment = reader(), reply()
    client = signed_in(author)
    assert flag(comment, client).status_code == 200
    blocked(author)
    assert flag(comment, client).status_code == 403
    Person.objects.update(blocked_until=timezone.now())
    assert flag(comment, client).status_code == 200
    assert "A moderator decided" not in words(client, "/account/")


def test_nobody_else_is_told_anything() -> None:
    blocked(reader())
    for user in (make.user(), make.owner(), make.account(reader())):
        client = Client()
        client.force_login(user)
        assert "A moderator decided" not in words(client, "/account/")
    with captured() as sql:
        Client().get("/privacy/")
    assert not [query for query in sql if "moderation_person" in query]
