"""The page on which anybody says that a moderator should look at a comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import make
from tests.comments.voting import FORMS, JSON, browser, words
from tests.moderation.flags import at, blocked, flag, reader, reply, signed_in, state, waiting
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.moderation import flagging
from wiki.moderation.models import Case, Flag, Person
from wiki.votes import cookies
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
LONG = "x" * 501


@pytest.fixture
def comment() -> Comment:
    return reply(body="Buy cheap lenses.", on_title="On lenses")


def page(client: Client, comment: Comment) -> str:
    """The page with the form, in words."""
    response = client.get(at(comment))
    assert response.status_code == 200
    return words(response.content)


def test_it_works(comment: Comment) -> None:
    client = browser()
    text = page(client, comment)
    for said in ("Buy cheap lenses.", "On lenses", "It is spam or advertising", "Something else", "In your own words"):
        assert said in text
    response = flag(comment, client, complaint="unkind", note="Read the second line.")
    assert response.status_code == 200
    assert "Thank you. A moderator will look at it." in words(response.content)
    row = Flag.objects.get()
    assert (row.comment, row.complaint, row.note, row.version) == (comment, "unkind", "Read the second line.", 1)
    assert row.voter.user is None
    case = waiting(comment)
    assert (case.flags, case.held) == (1, False)
    why = "1 flag by a visitor without an account: it is unkind or attacks somebody."
    assert case.reasons == [{"rule": "flag", "points": 1, "why": why}]
    assert state(comment) == "published"


def test_who_flagged_it_sees_so_and_changes_it_or_takes_it_back(comment: Comment) -> None:
    client = browser()
    flag(comment, client, complaint="unkind", note="Rude.")
    text = client.get(at(comment)).content.decode()
    assert "You flagged this on" in text
    assert re.search(r'value="unkind"[^>]*checked', text)
    assert "Rude." in text
    flag(comment, client, complaint="illegal", note="")
    assert list(Flag.objects.values_list("complaint", "note")) == [("illegal", "")]
    assert waiting(comment).flags == 1
    assert "Your flag is taken back." in words(flag(comment, client, complaint="none").content)
    assert not Flag.objects.exists()
    assert not Case.objects.open().exists()
    assert "You had not flagged it." in words(flag(comment, client, complaint="none").content)
    assert "You flagged this" not in page(browser(), comment)


def test_sent_twice_it_is_one_flag_of_one_voter(comment: Comment) -> None:
    client = browser()
    offered = client.get(at(comment)).context["form"]["browser"].value()
    for _ in range(2):
        client.cookies.clear()
        flag(comment, client, browser=offered)
    assert Flag.objects.count() == Voter.objects.count() == waiting(comment).flags == 1


def test_asking_takes_one_query_of_a_visitor_and_gives_no_voter_s_cookie(comment: Comment) -> None:
    with captured() as sql:
        response = browser().get(at(comment))
    assert len(sql) == 1
    assert set(response.cookies) <= {"csrftoken"}
    assert response["Cache-Control"] == "private, no-store"
    assert not Voter.objects.exists()


def test_a_form_that_is_refused_gives_no_cookie_and_flagging_gives_one(comment: Comment) -> None:
    client = browser()
    assert cookies.name() not in flag(comment, client, complaint="").cookies
    assert cookies.name() in flag(comment, client).cookies


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"complaint": ""}, "Choose what is wrong with it."),
        ({"complaint": "ugly"}, "Choose what is wrong with it."),
        ({"note": LONG}, "Use at most 500 characters; these are 501."),
        ({"note": "a\0b"}, "There is a control character in this"),
    ],
)
def test_what_will_not_do_comes_back_with_what_was_typed(comment: Comment, said: dict[str, Any], why: str) -> None:
    response = flag(comment, **({"note": "Look at the link."} | said))
    assert why in words(response.content)
    assert said.get("note", "Look at the link.").replace("\0", "") in response.content.decode().replace("\0", "")
    assert not Flag.objects.exists()
    assert flag(comment, accept=JSON, **said).status_code == 400


@pytest.mark.parametrize("version", ["-1", "", "x", "9" * 40, "7"])
def test_a_version_that_nobody_saw_does_no_harm(comment: Comment, version: str) -> None:
    assert flag(comment, version=version).status_code == 200
    assert Flag.objects.get().version in {0, 1}


def test_the_form_needs_its_token(comment: Comment) -> None:
    client = browser(enforce_csrf_checks=True)
    response = flag(comment, client, note="My own words.")
    assert response.status_code == 403
    assert "My own words." in response.content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(at(comment)).content.decode())
    assert token
    assert flag(comment, client, csrfmiddlewaretoken=token[1]).status_code == 200


def test_it_answers_as_json_and_as_a_part(comment: Comment) -> None:
    assert flag(comment, accept=JSON).json() == {"said": "Thank you. A moderator will look at it."}
    query, accept = FORMS["part"]
    response = browser().post(at(comment) + query, {"complaint": "spam"}, headers={"accept": accept})
    assert "Thank you." in response.content.decode()
    assert "<html" not in response.content.decode()
    part = browser().get(at(comment) + query).content.decode()
    assert "<form" in part
    assert "<html" not in part


# Who may not.


def test_nobody_flags_their_own(comment: Comment) -> None:
    client = signed_in(comment.author)
    text = client.get(at(comment)).content.decode()
    assert "This is your own comment." in text
    assert 'name="complaint"' not in text
    assert flag(comment, client).status_code == 403
    assert not Flag.objects.exists()


def test_nor_from_their_own_browser_after_signing_out(comment: Comment) -> None:
    client = browser()
    other = reply()
    flag(other, client)
    account = Voter.objects.for_user(make.account(comment.author))
    Voter.objects.filter(user=None).update(merged_into=account)
    assert flag(comment, client).status_code == 403
    assert flag(other, client, complaint="illegal").status_code == 200


@pytest.mark.parametrize(("days", "until"), [(3, "until "), (None, "any more")])
def test_who_is_blocked_is_told_why_and_keeps_what_they_typed(comment: Comment, days: int | None, until: str) -> None:
    client = signed_in(blocked(reader(), days=days))
    assert "Three insults in a day." in page(client, comment)
    response = flag(comment, client, note="But this is worse.")
    assert response.status_code == 403
    text = words(response.content)
    assert f"A moderator decided that you cannot reply, edit or flag here {until}" in text
    assert "Three insults in a day." in text
    assert "But this is worse." in response.content.decode()
    assert not Flag.objects.exists()


def test_a_block_that_is_over_is_over(comment: Comment) -> None:
    author = blocked(reader(), days=-1)
    assert flag(comment, signed_in(author)).status_code == 200
    assert not Person.objects.blocked().exists()


def test_a_network_flags_so_many_an_hour_and_then_keeps_its_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flagging, "AN_HOUR", 2)
    comments = [reply() for _ in range(3)]
    there = [Client(REMOTE_ADDR=f"192.0.2.{number}") for number in range(1, 4)]
    assert [flag(comment, client).status_code for comment, client in zip(comments, there, strict=True)] == [
        *(200, 200, 429)
    ]
    response = flag(comments[2], there[2], note="The third of these.")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Wait a while, then send it again." in words(response.content)
    assert "The third of these." in response.content.decode()
    assert flag(comments[0], there[0], complaint="illegal").status_code == 200
    assert flag(comments[2], signed_in(reader())).status_code == 200


def test_a_voter_flags_so_many_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flagging, "A_DAY", 2)
    client = signed_in(reader())
    assert [flag(reply(), client).status_code for _ in range(3)] == [200, 200, 429]
    assert flag(reply(), accept=JSON, client=client).json() == {"reason": flagging.MANY}


# What is not there.


def hidden(**fields: Any) -> Comment:
    return make.comment(reader(), **fields)


@pytest.mark.parametrize("kind", ["pending", "hidden", "spam", "deleted", "away"])
@pytest.mark.parametrize("form", FORMS)
def test_what_is_not_there_for_everyone_answers_as_what_never_was(kind: str, form: str) -> None:
    comment = hidden()
    Comment.objects.filter(pk=comment.pk).update(state=kind)
    query, accept = FORMS[form]
    where, nowhere = (f"/comments/{public_id}/flag/{query}" for public_id in (comment.public_id, "aaaaaaaaaa"))
    for told in ({}, {"complaint": "spam"}, {"complaint": "spam", "note": "Mine."}, {"complaint": "none"}):
        one, other = (browser().post(address, told, headers={"accept": accept}) for address in (where, nowhere))
        assert one.status_code == other.status_code
        assert one.content == other.content
        assert one.status_code == (409 if "note" in told and form != "json" else 404)
    one, other = (browser().get(address, headers={"accept": accept}) for address in (where, nowhere))
    assert one.status_code == other.status_code == 404
    assert one.content == other.content
    assert one.headers == other.headers
    assert not Flag.objects.exists()


def test_a_note_on_what_has_gone_meanwhile_is_given_back(comment: Comment) -> None:
    client = browser()
    client.get(at(comment))
    Comment.objects.update(state="hidden")
    response = flag(comment, client, note="It says so in the second line.")
    assert response.status_code == 409
    text = response.content.decode()
    assert "It says so in the second line." in text
    assert "There is nothing here to flag." in text
    assert "browser" not in words(response.content).lower().split("this is what you typed")[1]


def test_erasing_one_s_votes_erases_one_s_flags(comment: Comment) -> None:
    client = browser()
    flag(comment, client, note="Mine.")
    flag(comment)
    client.post("/votes/erase/")
    assert Flag.objects.count() == waiting(comment).flags == 1
    assert not Flag.objects.filter(note="Mine.").exists()


def test_it_works_while_voting_is_closed(comment: Comment, settings: Settings) -> None:
    settings.VOTING = "closed"
    assert flag(comment).status_code == 200
