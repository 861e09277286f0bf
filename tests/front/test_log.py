"""The log of moderation that everyone may read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.comments.voted import voted
from tests.moderation.deciding import decided, reader, waiting
from tests.moderation.flags import flag_often, reply
from tests.moderation.staff import moderator
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.moderation import public_log
from wiki.moderation.deciding import VERBS, decide
from wiki.moderation.models import Decision
from wiki.moderation.undoing import undo
from wiki.votes import judging
from wiki.votes.judging import judge
from wiki.votes.judging import undo as undo_votes
from wiki.votes.models import Judgement

if TYPE_CHECKING:
    from datetime import date

    from pytest_django import Settings

pytestmark = pytest.mark.django_db
ADDRESS = "/log/"
HOSTILE = '<script>alert(1)</script> "\u202e gnirts'


def page(client: Client | None = None, query: str = "") -> str:
    response = (client or Client()).get(ADDRESS + query)
    assert response.status_code == 200
    return response.content.decode()


def words(client: Client | None = None, query: str = "") -> str:
    """What the log says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", page(client, query)).split())


def people(verb: str, *authors: Any, reason: str = "So.", **how: Any) -> Decision:
    """Decide about readers."""
    decision = decide(verb, {author.pk: None for author in authors}, actor=make.owner(), reason=reason, **how).decision
    assert decision
    return decision


def a_day() -> date:
    from datetime import date

    return date(2999, 3, 3)


def test_it_works() -> None:
    held, vile, worse = waiting(), reply(body="Vile words."), reply(body="Worse words.")
    decided("approve", held, reason="Not for everyone.")
    decided("hide", vile, worse, reason="It attacks a person.")
    people("block", reader(), reason="Insults, again and again.", until=a_day())
    text = words()
    for said in (
        "Approved 1 comment",
        "Hid 2 comments",
        "Reason: It attacks a person.",
        "Blocked 1 reader, until 3 March 2999",
        "Reason: Insults, again and again.",
    ):
        assert said in text
    assert text.index("Blocked") < text.index("Hid") < text.index("Approved")
    assert "Not for everyone." not in text
    assert page().count(f'href="{held.get_absolute_url()}"') == 1


def test_a_hidden_comment_is_not_linked_and_none_of_its_words_are_there() -> None:
    comment = reply(body="Vile words.", author=reader(name="Eve Moriarty"))
    decision = decided("hide", comment).decision
    assert decision
    for told in (comment.public_id, "Vile", "Eve", "Moriarty", "eve-moriarty"):
        assert told not in page()
    undo(decision, actor=make.owner())
    assert comment.get_absolute_url() in page()
    assert "Vile" not in page()
    assert re.search(r"Hid 1 comment .*undone", words())


def test_no_moderator_is_named() -> None:
    user = moderator()
    author = make.author(name="Grace Hopper", user=user)
    decided("hide", reply(), actor=user)
    for told in (user.email, author.name, f'"{user.pk}"'):
        assert told not in page()


def test_nothing_of_a_draft_is_told() -> None:
    author = make.author()
    draft = make.page(author, state="draft", title="Secret plans")
    open_ = make.page(author, title="Known to all")
    decide("close_page", {draft.pk: None, open_.pk: None}, actor=make.owner(), reason="Too heated.")
    assert "Secret" not in page()
    assert "secret" not in page()
    assert "Known to all" in page()
    assert "Closed the discussion of 2 pages" in words()


@pytest.mark.usefixtures("clean")
def test_a_work_that_is_closed_is_named() -> None:
    work = make.work(make.author(), title="On rings")
    decide("close_work", {work.pk: None}, actor=make.owner(), reason="Too heated.")
    assert "Closed the discussion of 1 work" in words()
    assert work.get_absolute_url() in page()


@pytest.fixture
def clean() -> None:
    """Nothing was decided yet."""
    assert "Nothing has been decided yet." in words()


def test_what_flags_put_away_is_told_as_the_site_s_own_doing() -> None:
    comment = reply()
    flag_often(comment, 3)
    assert "Put 1 comment out of sight until a moderator has looked Reason: Flagged from 3 networks." in words()
    assert comment.public_id not in page()


def test_trust_and_blocks_say_what_became_of_their_comments() -> None:
    author = reader()
    for _ in range(3):
        waiting(author)
    people("trust", author)
    people("block", author, days=30)
    text = words()
    assert "Trusted 1 reader and let 3 comments of theirs appear" in text
    assert "Blocked 1 reader, for good" in text


def test_a_hostile_reason_stays_a_text() -> None:
    decided("hide", reply(), reason=HOSTILE)
    text = page()
    assert "<script>alert" not in text
    assert "<bdi>&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_large_decision_names_none_of_its_things() -> None:
    comments = [waiting() for _ in range(5)]
    decided("approve", *comments)
    assert "Approved 5 comments" in words()
    assert not any(comment.public_id in page() for comment in comments)


def test_it_is_the_same_for_everyone_without_a_session() -> None:
    decided("hide", reply())
    one, other = Client().get(ADDRESS), Client(headers={"accept-language": "de"}).get(ADDRESS)
    assert one.content == other.content
    assert one["Cache-Control"] == "public, no-cache"
    assert one["ETag"] == other["ETag"]
    assert not one.cookies
    assert one["X-Robots-Tag"] == "noindex, follow"
    client = Client()
    client.force_login(make.user())
    assert client.get(ADDRESS)["Cache-Control"] == "private, no-store"


def test_where_the_log_is_off_there_is_none(settings: Settings) -> None:
    link = 'href="/log/"'
    assert link in Client().get("/privacy/").content.decode()
    settings.PUBLIC_LOG = False
    assert link not in Client().get("/privacy/").content.decode()
    answer = Client().get(ADDRESS)
    assert answer.status_code == 404
    assert answer.content == Client().get("/no-such-page/").content


def test_it_goes_on_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_log, "A_PART", 2)
    for number in range(5):
        decided("hide", reply(), reason=f"Reason number {number}.")
    seen, query = [], ""
    while True:
        text = page(query=query)
        seen += re.findall(r"Reason number (\d)", text)
        after = re.search(r'rel="next" href="([^"]+)"', text)
        if not after:
            break
        query = after[1]
    assert seen == ["4", "3", "2", "1", "0"]
    assert "Newer" in page(query=query)
    for nonsense in ("?cursor=x", "?cursor=a1.2", f"?cursor=a{2**63}.{2**63}"):
        assert Client().get(ADDRESS + nonsense).status_code == 404


def test_more_decisions_take_no_more_queries() -> None:
    def asked() -> int:
        with captured() as sql:
            page()
        return len(sql)

    author = make.author()
    for _ in range(2):
        decided("hide", reply())
        people("block", reader())
        decide("close_page", {make.page(author).pk: None}, actor=make.owner(), reason="So.")
        decide("close_work", {make.work(author).pk: None}, actor=make.owner(), reason="So.")
    before = asked()
    for _ in range(4):
        judge("hold", CommentVote.objects.filter(pk=voted(1)[0].pk), actor=make.owner(), reason="So.")
        decided("approve", waiting())
        decided("hide", *[reply() for _ in range(3)])
        people("trust", reader())
        decide("close_work", {make.work(author).pk: None}, actor=make.owner(), reason="So.")
        decide("close_page", {make.page(author).pk: None}, actor=make.owner(), reason="So.")
    assert asked() == before <= 7


def test_every_verb_has_its_saying() -> None:
    assert set(public_log.SAYINGS) >= set(VERBS)
    assert set(public_log.OF_VOTES) == set(judging.VERBS)
    assert {verb.name for verb in VERBS.values() if verb.reason == "required"} <= {*public_log.TOLD}
    assert reverse("front:log") == ADDRESS


@pytest.mark.parametrize("verb", VERBS)
def test_who_reads_a_reason_is_said_before_it_is_given(settings: Settings, verb: str) -> None:
    office = "Those who moderate read it."
    assert public_log.told_to(verb) == ("Everyone can read it in the log." if verb in public_log.TOLD else office)
    settings.PUBLIC_LOG = False
    assert public_log.told_to(verb) == ("Whom it strikes reads it." if verb in {"hide", "block"} else office)
    assert "read the reason" not in VERBS[verb].means


def test_decisions_about_votes_stand_among_the_others_without_a_voter_and_a_comment() -> None:
    comment = reply(body="Popular words.")
    votes = voted(3, on=comment)
    decided("hide", reply(), reason="It attacks a person.")
    judge("discount", CommentVote.objects.filter(target=comment), actor=make.owner(), reason="They came from a script.")
    people("block", reader(), reason="Insults.")
    text = words()
    for said in ("Discounted 3 votes", "Reason: They came from a script."):
        assert said in text
    assert text.index("Blocked 1 reader") < text.index("Discounted 3 votes") < text.index("Hid 1 comment")
    for told in (comment.public_id, "Popular", votes[0].voter.pseudonym):
        assert told not in page()
    undo_votes(Judgement.objects.get(), actor=make.owner())
    assert re.search(r"Discounted 3 votes .*undone .*Hid", words())


def test_part_by_part_each_stands_once_wherever_it_was_made_both_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public_log, "A_PART", 2)
    vote = CommentVote.objects.filter(pk=voted(1)[0].pk)
    for number, verb in enumerate(("hide", "hold", "discount", "hide", "hide", "hide", "count again")):
        if verb == "hide":
            decided("hide", reply(), reason=f"Number {number}.")
        else:
            judge(verb, vote, actor=make.owner(), reason=f"Number {number}.")
    query: str | None = ""
    first, seen = page(), []
    while query is not None:
        text = page(query=query)
        seen += re.findall(r"Number (\d)", text)
        query, last = led(text, "next"), text
        if len(seen) == 2:
            judge("discount", vote, actor=make.owner(), reason="It came meanwhile.")
    assert seen == ["6", "5", "4", "3", "2", "1", "0"]
    back = re.findall(r"Number (\d)", last)
    while query := led(last, "prev"):
        last = page(query=query)
        back = re.findall(r"Number (\d)", last) + back
    assert "It came meanwhile." in last
    assert back[-6:] == seen[-6:]
    assert led(first, "prev") is None


def led(text: str, where: str) -> str | None:
    """The address to which a part leads on."""
    found = re.search(rf'rel="{where}" href="([^"]+)"', text)
    return found[1] if found else None


def test_an_erased_comment_leaves_the_line() -> None:
    comment = reply()
    decided("hide", comment)
    Comment.objects.filter(pk=comment.pk).update(state="deleted", body="", html="", excerpt="")
    assert "Hid 1 comment" in words()
