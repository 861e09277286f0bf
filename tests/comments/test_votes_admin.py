"""Votes in the admin: who sees them and as what, and what the list costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission

from tests import make
from tests.comments.voted import (
    BURSTS,
    DECISIONS,
    JUDGE,
    LIST,
    decide,
    judge_at,
    karma,
    last_decision,
    pin_of,
    states,
    text_of,
    voted,
)
from tests.moderation.staff import ROLES, browser, moderator, superuser
from tests.queries import captured, plan, tables
from tests.votes.casting import account, cast
from tests.votes.casting import browser as another
from wiki.comments.vote_words import network_name
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.votes.casters import Caster
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db

NETWORK = "0123456789abcdef"


def test_it_works() -> None:
    user = moderator()
    client, comment = browser(user), make.comment(make.author(), body="A bold claim.")
    votes = voted(3, on=comment)
    text = text_of(client.get(LIST))
    assert all(words in text for words in ("A bold claim.", "karma: up", "Counted", votes[0].voter.pseudonym))
    ticked = {"action": "discount", "_selected_action": [vote.pk for vote in votes[:2]]}
    asked = client.post(LIST, ticked, follow=True)
    assert "It would change <strong>2 votes</strong> of 2 voters on 1 comment." in text_of(asked)
    assert "<td>3 → 1</td>" in text_of(asked)
    assert states(votes) == ["counted"] * 3
    done = decide(client, "discount", {"ids": f"{votes[0].pk}.{votes[1].pk}"}, reason="One person.")
    assert "2 discounted." in text_of(done)
    assert f'<a href="{DECISIONS}{last_decision().pk}/undo/">Undo</a>' in text_of(done)
    assert states(votes) == ["discounted", "discounted", "counted"]
    assert karma(comment) == 1
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_id, entry.reason) == ("votes: discount", user.pk, "One person.")


def test_the_history_of_a_vote_is_that_of_the_decision_about_it() -> None:
    client, votes = browser(moderator()), voted(2)
    decide(client, "hold", {"ids": str(votes[0].pk)}, reason="Too quick.")
    assert "Too quick." in text_of(client.get(f"{LIST}{votes[0].pk}/history/"))
    assert "Nothing has happened to it" in text_of(client.get(f"{LIST}{votes[1].pk}/history/"))
    assert f"Decision {last_decision().pk}" in text_of(client.get(f"{LIST}{votes[0].pk}/change/"))


def test_a_comment_leads_to_its_votes() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    assert f"{LIST}?comment={comment.public_id}" in text_of(client.get(f"/admin/comments/comment/{comment.pk}/change/"))


def test_a_comment_s_votes_are_found_by_what_stands_in_its_address() -> None:
    client, (one, two) = browser(moderator()), make.comments(make.author(), 2)
    voted(2, on=one)
    voted(3, on=two)
    for asked in ({"q": one.public_id}, {"comment": one.public_id}):
        assert text_of(client.get(LIST, asked)).count('class="action-select"') == 2
    assert text_of(client.get(LIST, {"q": one.public_id[:4]})).count('class="action-select"') == 0


@pytest.mark.parametrize("role", ROLES)
def test_only_those_who_moderate_see_and_decide(role: str) -> None:
    votes = voted(1)
    decide(browser(moderator()), "hold", {"ids": str(votes[0].pk)})
    decision = last_decision()
    pin = pin_of(browser(moderator()), "discount", {"ids": str(votes[0].pk)})
    client, may = browser(ROLES[role]()), role in {"moderator", "superuser"}
    scope = {"verb": "discount", "ids": str(votes[0].pk)}
    undo = f"{DECISIONS}{decision.pk}/undo/"
    for answer in (
        client.get(LIST),
        client.get(BURSTS),
        client.get(JUDGE, scope),
        client.get(DECISIONS),
        client.get(undo),
    ):
        assert answer.status_code == (200 if may else 403 if "staff" in role else 302)
    if not may:
        client.post(judge_at(**scope), {"reason": "So.", "pin": pin})
        client.post(undo, {"reason": "So."})
    assert states(votes) == ["held"]
    assert last_decision().undone_at is None


def test_whoever_only_looks_decides_nothing() -> None:
    user = moderator()
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_commentvote", "view_judgement"]))
    client, votes = browser(user), voted(1)
    assert client.get(LIST).status_code == client.get(BURSTS).status_code == 200
    scope = {"ids": str(votes[0].pk)}
    page = text_of(client.get(f"{LIST}{votes[0].pk}/change/")) + text_of(client.get(LIST, scope))
    assert "Discount" not in page.replace("Discounted", "")
    assert client.get(JUDGE, {"verb": "hold", **scope}).status_code == 403
    sent = {"action": "hold", "_selected_action": votes[0].pk}
    assert "judge" not in client.post(LIST, sent).get("Location", "")
    decide(browser(moderator()), "hold", scope)
    assert client.post(f"{DECISIONS}{last_decision().pk}/undo/").status_code == 403
    assert states(votes) == ["held"]


@pytest.mark.parametrize("who", [moderator, superuser])
def test_a_voter_and_a_network_are_pseudonyms_everywhere(who: Any) -> None:
    client, comment = browser(who()), make.comment(make.author())
    reader = make.user(email="secret@example.org")
    voter = account(reader)
    cast(comment, Caster(voter.acting, voter.keyed, voter.user_id, owns=True, network=NETWORK), 1)
    caster = another(NETWORK)
    cast(comment, caster, 1)
    hidden = ["secret@", NETWORK, Voter.objects.get(pk=caster.keyed).browser]
    vote = CommentVote.objects.get(voter=voter.keyed)
    scope = {"voter": str(vote.pk)}
    pages = [client.get(JUDGE, {"verb": "hold", **scope}), decide(client, "hold", scope)]
    undo = f"{DECISIONS}{last_decision().pk}/"
    paths = (
        *("/admin/", LIST, f"{LIST}?voter={vote.pk}", f"{LIST}?network={vote.pk}", f"{LIST}{vote.pk}/change/"),
        *(f"{LIST}{vote.pk}/history/", BURSTS, DECISIONS, f"{undo}change/", f"{undo}history/", f"{undo}undo/"),
        *("/admin/log/entry/", f"/admin/log/entry/{Entry.objects.latest('pk').pk}/change/"),
    )
    pages += [client.get(path) for path in paths]
    for page in pages:
        assert page.status_code == 200
        assert [words for words in hidden if words and words in text_of(page)] == []
    assert vote.voter.pseudonym in text_of(pages[0])
    assert network_name(NETWORK) in text_of(client.get(LIST))


def test_a_list_stands_in_no_other_order_whatever_is_asked() -> None:
    client, votes = browser(moderator()), voted(3)
    newest_first = [f'name="_selected_action" value="{vote.pk}"' for vote in reversed(votes)]
    for number in range(-8, 9):
        text = text_of(client.get(LIST, {"o": str(number)}))
        assert sorted(newest_first, key=text.index) == newest_first


def test_a_user_who_has_voted_is_not_deleted_by_the_admin() -> None:
    reader = make.user()
    cast(make.comment(make.author()), account(reader), 1)
    client, base = browser(superuser()), "/admin/accounts/user/"
    for answer in (
        client.get(f"{base}{reader.pk}/delete/"),
        client.post(f"{base}{reader.pk}/delete/", {"post": "yes"}),
    ):
        assert answer.status_code == 403
    sent = {"action": "delete_selected", "_selected_action": reader.pk, "post": "yes"}
    assert client.post(base, sent).status_code < 500
    assert "Delete" not in text_of(client.get(f"{base}{reader.pk}/change/"))
    reader.refresh_from_db()


def test_the_list_costs_the_same_for_many() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    voted(2, on=comment, network=NETWORK)
    scopes: tuple[dict[str, str], ...] = ({}, {"comment": comment.public_id}, {"state": "held"})
    counts = [len(queries(client, LIST, scope)) for scope in scopes]
    before = len(queries(client, DECISIONS, {}))
    for vote in voted(20, on=comment)[:4]:
        decide(client, "hold", {"ids": str(vote.pk)})
    assert [len(queries(client, LIST, scope)) for scope in scopes] == counts
    assert len(queries(client, DECISIONS, {})) == before


def test_the_queries_of_the_list() -> None:
    client = browser(moderator())
    voted(3)
    read = tables(queries(client, LIST, {}))
    assert [table for table in read if table.startswith(("comments", "votes"))] == [
        "comments_commentvote"
    ] * 2  # to count, and to list


def test_ten_thousand_cost_no_more_and_no_further_is_counted() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    voted(20, on=comment)
    scopes: tuple[dict[str, str], ...] = ({}, {"comment": comment.public_id}, {"state": "counted"})
    counts = [len(queries(client, LIST, scope)) for scope in scopes]
    many(comment, 10_100)
    assert [len(queries(client, LIST, scope)) for scope in scopes] == counts
    assert "10000 votes on comments" in text_of(client.get(LIST))
    assert client.get(LIST, {"p": "200"}).status_code == 200


@pytest.mark.parametrize("scope", [{}, {"state": "held"}])
def test_nothing_is_sorted(scope: dict[str, str]) -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    many(comment, 500)
    listed = [sql for sql in queries(client, LIST, scope) if "comments_commentvote" in sql]
    for sql in listed:
        assert not any(words in plan(sql) for words in ("TEMP B-TREE", "Sort")), plan(sql)


def many(comment: Any, how_many: int) -> None:
    """Votes, quickly; its tally stays behind."""
    voters = Voter.objects.bulk_create([Voter(browser=f"{number:064}") for number in range(how_many)])
    CommentVote.objects.bulk_create(
        [CommentVote(target=comment, voter=one, origin=one, axis=1, value=1, power=1) for one in voters],
        batch_size=2_000,
    )


def queries(client: Any, path: str, asked: dict[str, str]) -> list[str]:
    with captured() as sql:
        assert client.get(path, asked).status_code == 200
    return sql


def test_the_first_page_says_how_many_votes_are_held() -> None:
    client = browser(moderator())
    decide(client, "hold", {"ids": str(voted(1)[0].pk)})
    page = client.get("/admin/").content.decode()
    assert "1 vote held for review" in page
    assert "/admin/comments/commentvote/?state=held" in page
