"""Decisions in the admin: what was decided about what, and how it is undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from tests import make
from tests.moderation.deciding import DECISIONS, decided, flagged, reader, waiting
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decision

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User

pytestmark = pytest.mark.django_db


def made(verb: str, *comments: Comment, reason: str = "So.") -> Decision:
    decision = decided(verb, *comments, reason=reason).decision
    assert decision
    return decision


def state_of(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def test_it_works() -> None:
    client, rows = browser(moderator()), [waiting(body="Words one."), waiting(body="Words two.")]
    decision = made("hide", *rows, reason="Off the subject.")
    assert "2 hidden" in client.get(DECISIONS).content.decode()
    text = client.get(f"{DECISIONS}{decision.pk}/change/").content.decode()
    assert all(words in text for words in ("Words one.", "Words two.", "state: pending → hidden", "Off the subject."))
    text = client.get(f"{DECISIONS}{decision.pk}/undo/").content.decode()
    assert "An undo takes back 2 of 2." in text
    assert state_of(rows[0]) == State.HIDDEN
    text = client.post(f"{DECISIONS}{decision.pk}/undo/", {"reason": "A slip."}, follow=True).content.decode()
    assert "2 are again what they were." in text
    assert {state_of(row) for row in rows} == {State.PENDING}
    assert Case.objects.open().count() == 2


def test_the_question_changes_nothing_and_says_what_is_left() -> None:
    rows = [waiting(), waiting()]
    decision = made("approve", *rows)
    decided("hide", Comment.objects.get(pk=rows[0].pk))
    client = browser(moderator())
    text = client.get(f"{DECISIONS}{decision.pk}/undo/").content.decode()
    assert "An undo takes back 1 of 2; 1 is left, decided about or changed since." in text
    text = client.post(f"{DECISIONS}{decision.pk}/undo/", {}, follow=True).content.decode()
    assert "1 is again what it was. 1 was left, decided about or changed since." in text


@pytest.mark.parametrize("who", [superuser, moderator])
def test_what_the_site_decided_by_itself_is_called_so(who: Callable[[], User]) -> None:
    decide("hold", {make.comment(reader()).pk: None}, actor=AnonymousUser(), reason="Flagged from 3 networks.")
    text = browser(who()).get(DECISIONS).content.decode()
    assert "the site" in text
    assert "somebody" not in text


def test_a_second_undo_is_told() -> None:
    decision = made("approve", waiting())
    client, other = browser(moderator()), browser(moderator())
    client.post(f"{DECISIONS}{decision.pk}/undo/", {})
    text = other.post(f"{DECISIONS}{decision.pk}/undo/", {}, follow=True).content.decode()
    assert "This was undone already" in text
    assert "Undo…" not in client.get(f"{DECISIONS}{decision.pk}/change/").content.decode()


def test_the_log_leads_to_the_undo() -> None:
    decision = made("approve", waiting())
    text = browser(moderator()).get("/admin/log/entry/").content.decode()
    assert text.count(f'href="{DECISIONS}{decision.pk}/undo/"') == 2
    assert "decision:" not in text


def test_it_says_who_decided_to_those_who_may_know() -> None:
    actor = moderator()
    decided("approve", waiting(), actor=actor)
    assert actor.email in browser(superuser()).get(DECISIONS).content.decode()
    assert "<bdi>you</bdi>" in browser(actor).get(DECISIONS).content.decode()
    text = browser(moderator()).get(DECISIONS).content.decode()
    assert actor.email not in text
    assert "somebody else" in text


def test_whoever_only_looks_undoes_nothing() -> None:
    user = moderator()
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_decision"))
    comment = waiting()
    decision = made("approve", comment)
    client = browser(user)
    assert "Undo…" not in client.get(f"{DECISIONS}{decision.pk}/change/").content.decode()
    for how in (client.get, client.post):
        assert how(f"{DECISIONS}{decision.pk}/undo/").status_code == 403
    assert state_of(comment) == State.PUBLISHED


def test_there_is_no_undo_of_nothing() -> None:
    client = browser(moderator())
    for number in ("999", "x", "1\0", "9" * 30):
        assert client.post(f"{DECISIONS}{number}/undo/").status_code == 404


def test_of_a_draft_nobody_is_told_the_title() -> None:
    page = make.page(make.author(), title="Secret rings", state="draft")
    decision = decide("close_page", {page.pk: None}, actor=make.user(), reason="So.").decision
    assert decision
    client = browser(moderator())
    for name in ("change", "undo"):
        assert "Secret rings" not in client.get(f"{DECISIONS}{decision.pk}/{name}/").content.decode()


def test_a_longer_list_takes_no_more_queries() -> None:
    client = browser(moderator())
    made("approve", waiting())
    client.get(DECISIONS)
    with captured() as few:
        client.get(DECISIONS)
    for _ in range(10):
        made("approve", waiting())
    with captured() as many:
        client.get(DECISIONS)
    assert len(few) == len(many)


def test_a_decision_about_more_is_shown_in_no_more_queries() -> None:
    client = browser(moderator())
    one, many = made("approve", waiting()), made("approve", *(waiting() for _ in range(10)))
    client.get(DECISIONS)
    for name in ("change", "undo"):
        with captured() as few:
            client.get(f"{DECISIONS}{one.pk}/{name}/")
        with captured() as more:
            client.get(f"{DECISIONS}{many.pk}/{name}/")
        assert len(few) == len(more)


def test_flagged_ones_are_left_where_a_storm_hid_them_since() -> None:
    comment = make.comment(reader())
    flagged(comment)
    decision = made("approve", comment)
    Comment.objects.get().hold(actor=None, reason="Flagged.")
    browser(moderator()).post(f"{DECISIONS}{decision.pk}/undo/", {})
    assert state_of(comment) == State.PENDING
    decision.refresh_from_db()
    assert decision.undone_at
