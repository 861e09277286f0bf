"""Readers in the admin: who is blocked, who is trusted, and deciding about them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.moderation.deciding import hidden_fields, picked, reader, waiting
from tests.moderation.flags import blocked, reply, state
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.authors.models import Author
from wiki.moderation.models import Decision, Person

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/person/"


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def thought_of(**fields: Any) -> Author:
    """A reader about whom somebody has thought."""
    author = reader(**fields)
    Person.objects.create(author=author)
    return author


def send(client: Client, verb: str, *authors: Author, **told: Any) -> Any:
    """Choose a verb in the list; or, confirmed, send the form that asks as somebody who has just read it."""
    chosen = {"action": verb, "_selected_action": [author.pk for author in authors]}
    answer = client.post(LIST, chosen, follow=True)
    return client.post(LIST, hidden_fields(answer) | chosen | told, follow=True) if told else answer


def test_it_works() -> None:
    author = thought_of(name="Eve")
    client = browser(moderator())
    asked = send(client, "block", author)
    assert "They cannot reply, edit or flag until then." in words(asked)
    assert not Decision.objects.exists()
    answer = send(client, "block", author, confirmed="yes", reason="Insults.", until="2999-03-03", days="0")
    assert "1 blocked." in words(answer)
    assert "until 03 Mar 2999, 00:00 UTC Insults." in words(answer)
    assert Person.objects.get().told == "Insults."


def test_a_moderator_is_told_who_will_read_the_reason(settings: Any) -> None:
    author = thought_of()
    client = browser(moderator())
    assert "Everyone can read it in the log." in words(send(client, "block", author))
    assert "Those who moderate read it." in words(send(client, "trust", author))
    settings.PUBLIC_LOG = False
    assert "Whom it strikes reads it." in words(send(client, "block", author))


def test_a_block_says_first_how_much_it_would_hide() -> None:
    author = thought_of()
    now = timezone.now()
    said = [reply(author=author, posted_at=now - timedelta(days=days)) for days in (0, 3, 20, 50)]
    client = browser(moderator())
    text = words(send(client, "block", author))
    for option in ("in the last day (1)", "in the last week (2)", "in the last 30 days (3)"):
        assert option in text
    send(client, "block", author, confirmed="yes", reason="Insults.", days="7")
    assert [state(comment) for comment in said] == ["hidden", "hidden", "published", "published"]


def test_trust_says_first_how_much_waits() -> None:
    author = thought_of()
    held = [waiting(author) for _ in range(3)]
    client = browser(moderator())
    assert "3 comments of theirs wait." in words(send(client, "trust", author))
    send(client, "trust", author, confirmed="yes")
    assert {state(comment) for comment in held} == {"published"}


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, "Write a reason."),
        ({"reason": "x", "until": "2020-01-01"}, "Choose a day that is still to come, or none."),
        ({"reason": "x", "until": "soon"}, "Write the day as year, month and day"),
    ],
)
def test_what_will_not_do_is_asked_again_with_what_was_typed(told: dict[str, str], why: str) -> None:
    answer = send(browser(moderator()), "block", thought_of(), confirmed="yes", days="7", **told)
    assert why in words(answer)
    assert f'value="{told["until"]}"' in answer.content.decode() if "until" in told else True
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "found"),
    [("blocked", {"Now", "Good"}), ("over", {"Once"}), ("trusted", {"Ada"}), ("x", {"Now", "Good", "Once", "Ada"})],
)
def test_the_list_is_narrowed(chosen: str, found: set[str]) -> None:
    blocked(reader(name="Now"), days=3)
    blocked(reader(name="Good"), days=None)
    blocked(reader(name="Once"), days=-1)
    Person.objects.create(author=reader(name="Ada"), trusted_at=timezone.now())
    text = words(browser(moderator()).get(LIST, {"standing": chosen}))
    assert {name for name in ("Now", "Good", "Once", "Ada") if name in text.split("Action")[-1]} == found


def test_they_are_found_by_name() -> None:
    thought_of(name="Eve Moriarty")
    thought_of(name="Ada")
    text = words(browser(moderator()).get(LIST, {"q": "moriarty"}))
    assert "Eve Moriarty" in text
    assert "Ada" not in text


def test_a_person_s_page_shows_what_they_said_last_and_offers_the_verbs() -> None:
    author = blocked(reader(name="Eve"))
    hidden = reply(author=author, body="Vile words.", state="hidden")
    client = browser(moderator())
    answer = client.get(f"{LIST}{author.pk}/change/")
    text = answer.content.decode()
    assert "Vile words." in text
    assert f"/admin/comments/comment/{hidden.pk}/change/" in text
    for verb, offered in (("trust", True), ("untrust", False), ("block", True), ("unblock", True)):
        assert (f'name="action" value="{verb}"' in text) is offered
    assert "unblocked." in words(send(client, "unblock", author, confirmed="yes"))


def test_more_people_take_no_more_queries() -> None:
    client = browser(superuser())

    def asked() -> int:
        with captured() as sql:
            assert client.get(LIST).status_code == 200
        return len(sql)

    for _ in range(3):
        blocked(reader())
    asked()
    before = asked()
    for _ in range(10):
        blocked(reader())
    assert asked() == before


def test_who_may_not_decide_is_not_offered_to_and_cannot() -> None:
    author = thought_of()
    user = make.user(is_staff=True)
    from django.contrib.auth.models import Permission

    from tests.moderation.staff import give_second_factor

    user.user_permissions.add(Permission.objects.get(codename="view_person"))
    client = browser(give_second_factor(user))
    assert 'value="block"' not in client.get(f"{LIST}{author.pk}/change/").content.decode()
    send(client, "block", author, confirmed="yes", reason="Insults.", days="0")
    assert not Decision.objects.exists()


def test_a_hostile_name_stays_a_text() -> None:
    author = blocked(reader(name="<b>Eve</b>\u202e"), told="<i>so</i>")
    client = browser(moderator())
    for answer in (client.get(LIST), client.get(f"{LIST}{author.pk}/change/"), send(client, "trust", author)):
        assert "<b>Eve" not in answer.content.decode()
        assert "<i>so" not in answer.content.decode()


def test_from_the_queue_it_is_asked_in_the_same_words() -> None:
    author = reader()
    comment = waiting(author, posted_at=timezone.now())
    client = browser(moderator())
    sent = {"one": f"block-{comment.pk}", **picked(comment)}
    asked = words(client.post("/admin/moderation/case/decide/", sent))
    assert "Everyone can read it in the log." in asked
    assert "Hide what they said in the last day (1)" in asked
    sent |= {
        "verb": "block",
        "_selected_action": str(comment.pk),
        "confirmed": "yes",
        "reason": "Insults.",
        "days": "7",
    }
    client.post("/admin/moderation/case/decide/", sent)
    assert state(comment) == "hidden"
    assert Person.objects.get(author=author).is_blocked
