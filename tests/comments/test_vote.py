"""Voting on a comment over the wire: as JSON, as a part of a page, and as a form's redirect."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client

from tests import make
from tests.comments.voting import (
    FORMS,
    JSON,
    PAGE,
    address,
    back_to,
    browser,
    press,
    reader,
    send,
    sums,
)
from tests.queries import captured
from wiki.archive.comments import MOST_CARRIED
from wiki.authors.models import AuthorTotals
from wiki.authors.totals import MOST_KARMA
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes import networks
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(name="Emmy Noether"), body="Rings & ideals.", on_title="On rings")


def test_it_works(comment: Comment) -> None:
    client = browser()
    assert press(client, comment, 1).json() == sums(1, 1, 0, 0, 0) | {"mine": {"karma": 1, "agreement": 0}}
    assert send(client, comment, {"axis": "agreement", "value": -1}).json() == {
        **sums(1, 1, -1, 1, 0),
        "mine": {"karma": 1, "agreement": -1},
    }
    rows = CommentVote.objects.order_by("axis").values_list("axis", "value", "state", "version")
    assert list(rows) == [(1, 1, "counted", 1), (2, -1, "counted", 1)]
    assert Voter.objects.get().user is None


def test_a_second_press_changes_nothing(comment: Comment) -> None:
    client = browser()
    assert press(client, comment).json() == press(client, comment).json()
    assert CommentVote.objects.get().value == 1


def test_a_vote_can_be_changed_and_taken_back(comment: Comment) -> None:
    client = browser()
    press(client, comment, 1)
    assert press(client, comment, -1).json()["karma"] == -1
    assert press(client, comment, 0).json() == sums(0, 0, 0, 0, 0) | {"mine": {"karma": 0, "agreement": 0}}
    assert CommentVote.objects.get().value == 0


def test_a_strong_vote_counts_twice_for_whoever_is_signed_in(comment: Comment) -> None:
    client = reader()
    assert press(client, comment, 2).json()["karma"] == 2
    assert press(client, comment, -2, "agreement").json()["agreement"] == -2
    assert client.get(address(comment), headers={"accept": JSON}).json()["mine"] == {"karma": 2, "agreement": -2}


@pytest.mark.parametrize("signed_in", [False, True])
def test_without_javascript_a_vote_leads_back_to_the_comment(comment: Comment, *, signed_in: bool) -> None:
    client = reader() if signed_in else browser()
    response = client.post(address(comment), {"axis": "karma", "value": "1"}, headers={"accept": PAGE})
    assert (response.status_code, response["Location"]) == (303, back_to(comment))
    assert CommentTally.objects.get().karma == 1


def test_htmx_gets_a_part_of_a_page(comment: Comment) -> None:
    response = browser().post(f"{address(comment)}?part=1", {"axis": "karma", "value": 1}, headers={"accept": PAGE})
    assert response.status_code == 200
    assert b"<html" not in response.content
    text = response.content.decode()
    assert 'data-said="Your vote is counted. Karma 1, 1 vote. Agreement 0, 0 votes."' in text
    assert 'value="1" aria-label="Karma: vote up" aria-pressed="true"' in text
    assert text.count('aria-pressed="true"') == 1


def test_a_script_gets_a_token_with_the_tally(comment: Comment) -> None:
    client = browser(enforce_csrf_checks=True)
    told = client.get(address(comment), headers={"accept": JSON}).json()
    token, _offered = told.pop("token"), told.pop("browser")
    assert told == sums(0, 0, 0, 0, 0) | {"mine": {"karma": 0, "agreement": 0}}
    assert press(client, comment, headers={"x-csrftoken": token}).json()["karma"] == 1
    body = '{"axis": "agreement", "value": 1}'
    answer = client.post(address(comment), body, content_type=JSON, headers={"accept": JSON, "x-csrftoken": token})
    assert answer.json()["mine"] == {"karma": 1, "agreement": 1}


def test_every_answer_is_for_its_asker_alone(comment: Comment) -> None:
    for query, accept in FORMS.values():
        client = browser()
        where = address(comment) + query
        for answer in (
            client.get(where, headers={"accept": accept}),
            client.post(where, {"axis": "karma", "value": 1}, headers={"accept": accept}),
            client.post(where, {}, headers={"accept": accept}),
        ):
            assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace", "options"])
def test_it_takes_no_other_method(comment: Comment, method: str) -> None:
    response = getattr(Client(), method)(address(comment))
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, POST")


def queries(client: Client, comment: Comment) -> list[str]:
    """What a vote asks of the database, each by its verb and its table."""
    with captured() as sql:
        assert press(client, comment, -1).status_code == 200
    found = []
    for query in sql:
        verb, table = query.split()[0], re.search(r'(?:FROM|INTO|UPDATE) "?(\w+)"?', query)
        found.append(f"{verb} {table[1] if table else ''}")
    return found


def in_sql() -> list[str]:
    """What the cast itself is on this database: one statement, or three."""
    if connection.vendor == "postgresql":
        return ["WITH votes_voter"]
    return ["UPDATE votes_voter", "WITH comments_commentvote", "WITH comments_commenttally"]


def test_the_queries_of_a_vote_are_few(comment: Comment) -> None:
    press(browser(), comment)  # the first of a day makes its key, and of a minute adds up the author's karma
    client = browser()
    limits, made = "SELECT votes_voter", "INSERT votes_voter"
    start, end = ["SELECT comments_comment"], [*in_sql(), "SELECT authors_authortotals", "SELECT comments_commentvote"]
    assert queries(client, comment) == [*start, limits, made, *end]
    assert queries(client, comment) == [*start, "SELECT votes_voter", *end]
    who = ["SELECT django_session", "SELECT accounts_user", "SELECT authors_author", "SELECT votes_voter"]
    verified = "SELECT account_emailaddress"
    client = reader()
    of_browser = [*in_sql(), "SELECT votes_voter", limits, made, *end[len(in_sql()) :]]
    assert queries(client, comment) == [*start, *who, "SELECT votes_voter", made, verified, *of_browser]
    of_browser = [*in_sql(), "SELECT votes_voter", *end[len(in_sql()) :]]
    assert queries(client, comment) == [*start, *who, verified, *of_browser]


def test_the_first_vote_of_a_day_and_of_a_minute_asks_a_little_more(comment: Comment) -> None:
    networks.key.cache_clear()
    AuthorTotals.objects.update(karma_at=make.FIRST)
    asked = queries(browser(), comment)
    assert [query for query in asked if "network" in query] == ["INSERT votes_networkday", "SELECT votes_networkday"]
    totals = ["SELECT authors_authortotals", "UPDATE authors_authortotals"]
    assert asked[-4:-1] == ["SELECT comments_commenttally", *totals]


def test_a_vote_is_answered_where_an_import_carried_all_that_it_may() -> None:
    carried = dict.fromkeys(("karma", "karma_votes"), MOST_CARRIED)
    author = make.author()
    comment = make.comments(author, 3, carried=carried)[0]
    response = press(browser(), comment)
    assert response.json()["karma"] == MOST_CARRIED + 1
    author.totals.refresh_from_db()
    assert author.totals.karma == MOST_KARMA


def test_what_somebody_voted_before_they_became_the_author_counts_no_more() -> None:
    author, user = make.author(), make.user()
    own, other = make.comment(author), make.comment(make.author())
    client = browser()
    client.force_login(user)
    for comment in (own, other):
        press(client, comment, 2)
    author.user = user
    author.save()
    tallies = CommentTally.objects.in_bulk([own.pk, other.pk])
    assert [tallies[comment.pk].karma for comment in (own, other)] == [0, 2]
    row = CommentVote.objects.get(target=own)
    assert (row.value, row.state, row.reason) == (2, "void", "own")
