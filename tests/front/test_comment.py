"""A comment's own page: what was said, and what it answered."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests import make
from tests.queries import captured, tables
from tests.votes.casting import account, browser, cast
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.votes.abstract import Axis

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
        carried={"karma": 11, "karma_votes": 9, "agreement": -1, "agreement_votes": 1},
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


def test_what_speaks_of_it_is_below_it(client: Client) -> None:
    author = make.primary()
    comment = make.comment(author)
    make.page(author, title="Rings", body=f"As [[comment:{comment.public_id}|she said]] then.")
    make.page(author, title="Fields", body=f"![[comment:{comment.public_id}]]")
    text = page(client, comment)
    for words in ("Linked from", "As she said then.", 'href="/wiki/rings/"', "Embedded in", 'href="/wiki/fields/"'):
        assert words in text
    assert client.get(comment.get_absolute_url(), {"linked": "x"}).status_code == 404


#: The comment; the shape of its thread; what stands above it and beneath; each way of leading to it.
READS = [*["comments_comment"] * 3, *["links_reference"] * 2]


def test_it_takes_three_queries_and_one_for_each_way_of_leading_to_it(client: Client) -> None:
    comment = make.comment(make.primary(), parent=make.comment(make.author()))
    with captured() as sql:
        page(client, comment)
    assert tables(sql) == READS


@pytest.mark.parametrize("public_id", ["%00", "x" * 500, "..%2f", "🤖", "a b"])
def test_an_odd_id_is_not_found(client: Client, public_id: str) -> None:
    assert client.get(f"/comments/{public_id}/").status_code == 404


def button(text: str, name: str) -> str:
    """The tag of the button that a screen reader calls so, or nothing."""
    found = re.search(rf'<button[^>]*aria-label="{name}"[^>]*>', text)
    return found[0] if found else ""


def signed_in(user: User | None = None) -> Client:
    client = Client()
    client.force_login(user or make.user())
    return client


def test_each_axis_is_a_form_that_leads_to_the_question(client: Client) -> None:
    comment = make.comment(make.primary())
    text = page(client, comment)
    assert text.count(f'method="get" action="/comments/{comment.public_id}/vote/" data-vote') == 2
    for name, value in {"Karma: vote up": 1, "Karma: vote down": -1, "Agreement: agree": 1}.items():
        assert f'name="value" value="{value}"' in button(text, name)
    assert "aria-pressed" not in text, "of a visitor nothing is known yet"


def test_a_tally_says_its_sums_and_votes_in_words(client: Client) -> None:
    comment = make.comment(make.primary())
    sums = {"karma": -1234, "karma_votes": 2000, "agreement": 1, "agreement_votes": 1, "held": 3}
    CommentTally.objects.filter(target=comment).update(**sums)
    text = page(client, comment)
    for words in (">−1,234</data>", ">2,000 votes<", ">1 vote<", "3 held for review"):
        assert words in text


def test_an_import_that_knew_no_number_of_votes_invents_none(client: Client) -> None:
    comment = make.comment(make.primary(), carried={"karma": 7})
    assert page(client, comment).count("0 votes") == 1, "of the other axis"


@pytest.mark.parametrize("signed", [False, True])
def test_a_comment_that_takes_no_votes_shows_its_sums_alone(client: Client, signed: bool) -> None:
    comment = make.comment(make.primary())
    comment.retract(actor=make.owner())
    text = page(signed_in() if signed else client, comment)
    assert "Karma" in text
    assert "<button name" not in text


def test_one_s_own_comment_offers_no_vote() -> None:
    user = make.user()
    comment = make.comment(make.primary(user=user))
    assert not button(page(signed_in(user), comment), "Karma: vote up")
    assert button(page(signed_in(), comment), "Karma: vote up")


def test_a_closed_site_offers_no_vote(client: Client, settings: Settings) -> None:
    settings.VOTING = "closed"
    assert not button(page(client, make.comment(make.primary())), "Karma: vote up")


def test_where_votes_need_an_account_a_visitor_s_press_leads_to_the_page_that_says_so(
    client: Client, settings: Settings
) -> None:
    settings.VOTING = "accounts"
    comment = make.comment(make.primary())
    text = page(client, comment)
    assert button(text, "Karma: vote up")
    assert "data-vote>" not in text, "so the script leaves it alone"
    assert "data-vote>" in page(signed_in(), comment)


def test_strong_votes_are_for_readers_who_are_signed_in(client: Client) -> None:
    comment = make.comment(make.primary())
    assert not button(page(client, comment), "Karma: strongly vote up")
    assert 'value="2"' in button(page(signed_in(), comment), "Karma: strongly vote up")


def test_a_signed_in_reader_s_own_votes_are_on_the_page() -> None:
    user, comment = make.user(), make.comment(make.primary())
    cast(comment, account(user), -1, Axis.AGREEMENT)
    text = page(signed_in(user), comment)
    assert 'aria-pressed="true"' in button(text, "Agreement: disagree")
    assert text.count('aria-pressed="true"') == 1
    assert 'aria-pressed="true"' not in page(signed_in(), comment), "nobody else's are"


def test_the_votes_from_before_an_edit_are_counted_out_loud(client: Client) -> None:
    author = make.primary()
    comment = make.comment(author, body="It is so.")
    for _ in range(2):
        cast(comment, browser(), 1)
    comment.edit("Quite the contrary, and always was.", actor=make.owner(), version=1)
    cast(comment, browser(), 1, version=2)
    with captured() as sql:
        text = page(client, comment)
    assert "2 of 3 votes are from before the edit." in text
    assert f'action="/comments/{comment.public_id}/vote/"' in text
    shape = ["comments_comment"] * 2
    assert tables(sql) == [*shape, "comments_commentvote", "links_reference", "links_reference"]


def test_a_voter_s_cookie_changes_nothing_on_the_page_and_asks_nothing(client: Client) -> None:
    comment = make.comment(make.primary())
    plain = client.get(comment.get_absolute_url())
    client.post(f"/comments/{comment.public_id}/vote/", {"axis": "karma", "value": 0})
    client.cookies["voter"] = "x:y"
    with captured() as sql:
        again = client.get(comment.get_absolute_url())
    assert again.content == plain.content
    assert tables(sql) == [*["comments_comment"] * 2, *["links_reference"] * 2]
