"""Discussions as readers see them, on a page, on a work, and beneath a comment."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import make
from tests.comments.discussing import chain, crowd, reply
from tests.queries import captured, tables
from tests.votes.casting import account, cast
from wiki.comments import threads
from wiki.comments.closing import close
from wiki.comments.models import Comment
from wiki.comments.states import State

if TYPE_CHECKING:
    from pytest_django import Settings

    from wiki.authors.models import Author
    from wiki.pages.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]
GONE = "This comment was removed."
NEXT = re.compile(r'rel="next"[^>]* href="(\?[^"#]*)')


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner(), name="Ada Lovelace")


@pytest.fixture
def page(author: Author) -> Page:
    return make.page(author, title="Engines")


def made(kind: str, author: Author) -> Any:
    """Something that a discussion can be on."""
    kinds: dict[str, Callable[[Author], Any]] = {"page": make.page, "work": make.work, "comment": make.comment}
    return kinds[kind](author)


def signed_in(author: Author) -> Client:
    client = Client()
    client.force_login(make.account(author))
    return client


def reader(**fields: Any) -> Author:
    return make.author(user=make.user(), listed=False, **fields)


def read(client: Client, thing: Any, query: str = "") -> str:
    response = client.get(f"{thing.get_absolute_url()}{query}")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def shown(text: str) -> list[str]:
    """The bodies of the comments on a page, in order."""
    return re.findall(r"Remark \d+", text)


def said(*comments: Comment) -> list[str]:
    return [comment.body.rstrip(".") for comment in comments]


@pytest.mark.parametrize("subject", ["page", "work"])
def test_it_works(client: Client, author: Author, page: Page, subject: str) -> None:
    on = page if subject == "page" else make.work(author, slug="note-g")
    first = reply(on, make.author(name="Charles Babbage", listed=False))
    second = reply(first, author)
    text = read(client, on)
    assert shown(text) == said(first, second)
    for words in (
        '<h2 id="discussion-heading">Discussion</h2>',
        '<p class="count">2<span class="unseen"> replies</span></p>',
        "<bdi>Charles Babbage</bdi>",
        '<bdi>Ada Lovelace</bdi> <span class="badge">author</span>',
        "1 reply</span>",
        f'href="/comments/{first.public_id}/"',
        f'href="/comments/{first.public_id}/reply/"',
        f'href="/comments/{first.public_id}/flag/"',
        'href="/wiki/engines/reply/"' if subject == "page" else 'href="/works/note-g/reply/"',
        'href="?sort=top#discussion"',
    ):
        assert words in text
    assert text.index("</details>") > text.index(said(second)[0]), "the answer stands inside what it answers"


def test_where_nothing_was_said_it_says_so_and_how_to_be_the_first(client: Client, page: Page) -> None:
    text = read(client, page)
    assert "No replies yet." in text
    assert 'href="/wiki/engines/reply/"' in text
    assert "Order of replies" not in text


def test_the_manual_has_none(client: Client, page: Page) -> None:
    reply(page)
    type(page).objects.update(shipped=True)
    assert "discussion" not in read(client, page).lower()


def test_each_order_has_an_address_and_no_other_order_has(client: Client, page: Page) -> None:
    first, second = reply(page), reply(page)
    assert shown(read(client, page)) == shown(read(client, page, "?sort=old")) == said(first, second)
    text = read(client, page, "?sort=new")
    assert shown(text) == said(second, first)
    assert '?sort=new#discussion" aria-current="true"' in text
    assert client.get(page.get_absolute_url(), {"sort": "price"}).status_code == 404


def test_what_stands_deep_is_a_press_away(client: Client, page: Page) -> None:
    way = chain(page, 9)
    text = read(client, page)
    assert shown(text) == said(*way[:6])
    assert f'href="/comments/{way[5].public_id}/#discussion">Continue this thread (3 replies)<' in text
    text = read(client, way[5])
    assert shown(text[text.index('id="discussion"') :]) == said(*way[6:])


def test_more_replies_lead_through_all_of_them_once(client: Client, page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(threads, "A_PART", 3)
    top = reply(page)
    rows = [top, *(reply(top) for _ in range(6))]
    text = read(client, page)
    walked = shown(text)
    while following := NEXT.search(text):
        text = read(client, page, following[1])
        assert "noindex" in text
        assert "From the beginning" in text
        assert "continued</span>" in text, "what they answer stands above them"
        part = client.get(f"{page.get_absolute_url()}{following[1]}&part=1").content.decode()
        assert "<html" not in part
        assert shown(part) == shown(text)
        walked += shown(text)
    assert walked == said(*rows)


def test_more_replies_keep_their_order(client: Client, page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(threads, "A_PART", 2)
    rows = [reply(page) for _ in range(4)]
    following = NEXT.search(read(client, page, "?sort=new"))
    assert following
    assert shown(read(client, page, following[1])) == said(*rows[1::-1])


def test_after_what_is_hidden_and_what_never_was_come_the_same_bytes(client: Client, page: Page) -> None:
    gone = reply(page)
    reply(page)
    gone.hide(actor=make.user(), reason="Off.")
    for part, status in (("", 200), ("&part=1", 404)):
        answers = [client.get(f"/wiki/engines/?after={after}{part}") for after in (gone.public_id, "neverwas22")]
        assert [answer.status_code for answer in answers] == [status, status]
        assert answers[0].content == answers[1].content
        assert answers[0].headers == answers[1].headers


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.SPAM, State.DELETED])
@pytest.mark.parametrize("subject", ["page", "work", "comment"])
def test_what_is_not_published_is_told_to_nobody(client: Client, author: Author, state: State, subject: str) -> None:
    on = made(subject, author)
    bare = client.get(on.get_absolute_url()).content
    secret = reply(on, reader(name="Quixotic"), body="A secret.", state=state)
    assert client.get(on.get_absolute_url()).content == bare, "not a byte tells of it"
    answer = reply(secret)
    text = read(client, on)
    assert shown(text[text.index('id="discussion"') :]) == said(answer)
    assert text.count(GONE) == 1
    for words in ("Quixotic", "A secret.", secret.public_id):
        assert words not in text + read(client, answer)
    assert GONE in read(client, answer)


def test_each_kind_of_removed_one_is_the_same_line(client: Client, author: Author) -> None:
    told = set()
    for state in (State.PENDING, State.HIDDEN, State.SPAM, State.DELETED):
        page = make.page(author)
        answer = reply(reply(page, state=state, told="Off." if state == State.HIDDEN else ""))
        text = read(client, page)
        told.add(text[text.index('<li class="reply removed">') : text.index(answer.public_id)])
    assert len(told) == 1


def test_its_author_sees_what_waits_and_is_told_why_it_is_hidden(page: Page) -> None:
    writer = reader()
    waits = reply(page, writer, state=State.PENDING)
    hidden = reply(page, writer)
    hidden.hide(actor=make.user(), reason="It names somebody.")
    client = signed_in(writer)
    text = read(client, page)
    assert shown(text) == said(waits, hidden)
    for words in ("Waits for a moderator; only you see it.", "Hidden: <bdi>It names somebody.</bdi>"):
        assert words in text
    assert "Waits for a moderator" in read(client, waits)
    assert "It names somebody." in read(client, hidden)
    for other in (signed_in(reader()), signed_in(page.latest.editor), Client()):
        assert shown(read(other, page)) == []
        for comment in (waits, hidden):
            answers = [other.get(address) for address in (comment.get_absolute_url(), "/comments/neverwas22/")]
            assert [answer.status_code for answer in answers] == [404, 404]
    assert not re.search(r"/(reply|flag|vote)/", text[text.index('id="c-') :]), "nothing is done with what waits"


def test_one_s_own_can_be_changed_and_not_flagged_nor_voted_on(page: Page) -> None:
    writer = reader()
    own, other = reply(page, writer), reply(page)
    text = read(signed_in(writer), page)
    assert "/versions/" not in text, "there is only one"
    assert writer.user
    own.edit("Better words.", actor=writer.user, version=1)
    text = read(signed_in(writer), page)
    for verb in ("edit", "versions", "delete"):
        assert f'href="/comments/{own.public_id}/{verb}/"' in text
        assert f'href="/comments/{other.public_id}/{verb}/"' not in text
    for verb in ("flag", "vote"):
        assert f'"/comments/{own.public_id}/{verb}/"' not in text
        assert f'"/comments/{other.public_id}/{verb}/"' in text


def test_a_reader_s_own_votes_are_on_it(page: Page) -> None:
    user = make.user()
    first, second = reply(page), reply(page)
    cast(first, account(user), 1)
    client = Client()
    client.force_login(user)
    assert read(client, page).count('aria-pressed="true"') == 1
    assert read(client, first).count('aria-pressed="true"') == 1
    assert read(client, second).count('aria-pressed="true"') == 0


def test_a_closed_discussion_takes_no_replies_and_shows_those_that_are_there(client: Client, page: Page) -> None:
    comment = reply(page)
    page.close_replies(actor=make.owner())
    text = read(client, page)
    assert "Closed to replies" in text
    assert "/reply/" not in text
    assert shown(text) == said(comment)
    assert "/reply/" not in read(client, comment)


def test_a_closed_part_of_a_thread_says_so(client: Client, page: Page) -> None:
    first, second = reply(page), reply(page)
    below = reply(first)
    close(first, actor=make.owner())
    text = read(client, page)
    assert text.count("Closed to replies") == 2
    assert f'"/comments/{second.public_id}/reply/"' in text
    assert f"/comments/{below.public_id}/reply/" not in text
    assert "/reply/" not in read(client, first)


def test_a_site_that_takes_no_replies_of_readers_offers_none(page: Page, settings: Settings, client: Client) -> None:
    settings.REPLIES = "closed"
    reply(page)
    assert "/reply/" not in read(client, page)
    assert "/reply/" in read(signed_in(page.latest.editor), page)


def test_above_a_comment_stands_what_it_answers_and_where_the_whole_begins(client: Client, page: Page) -> None:
    way = chain(page, 9)
    text = read(client, way[-1])
    above = text[: text.index('id="c-')]
    assert shown(above[above.index('class="answered above"') :]) == said(*way[2:8])
    assert f'href="/comments/{way[0].public_id}/#c-{way[0].public_id}">Show the whole thread' in text
    assert f'href="/wiki/engines/#c-{way[-1].public_id}">Engines</a>' in text
    assert "<title>" in text
    assert "on Engines</title>" in text


def test_on_a_draft_only_who_may_read_it_sees_what_was_said(client: Client, page: Page, author: Author) -> None:
    owner, writer = signed_in(author), reader()
    comment = reply(page, writer)
    pending = reply(page, writer, state=State.PENDING)
    page.unpublish(actor=make.account(author))
    for asker in (client, signed_in(writer), signed_in(reader())):
        for one in (page, comment, pending):
            assert asker.get(one.get_absolute_url()).status_code == 404
    assert shown(read(owner, page)) == said(comment)
    assert shown(read(owner, comment))[:1] == said(comment)
    page.publish(actor=make.account(author))
    assert shown(read(client, comment))[:1] == said(comment)


def test_what_was_said_of_a_removed_work_is_gone_with_it(client: Client, author: Author) -> None:
    work = make.work(author)
    comment = reply(work)
    work.remove(actor=make.account(author))
    for asker in (client, signed_in(author), signed_in(reader())):
        assert asker.get(comment.get_absolute_url()).status_code == 404
    work.restore(actor=make.account(author))
    assert shown(read(client, work)) == said(comment)


def test_it_is_the_same_bytes_for_who_has_no_session(client: Client, page: Page) -> None:
    comment = reply(reply(page))
    for one in (page, comment):
        first, second = client.get(one.get_absolute_url()), Client().get(one.get_absolute_url())
        assert first.content == second.content
        assert not first.cookies
        assert first["Cache-Control"] == "public, no-cache"
        assert b"csrf" not in first.content


def test_a_profile_says_where_each_was_said_and_how_many_answered(client: Client, author: Author, page: Page) -> None:
    first = reply(page, author)
    work = make.work(author, title="Note G", slug="note-g")
    reply(work, author)
    for state in (State.PUBLISHED, State.PUBLISHED, State.HIDDEN):
        reply(first, state=state)
    text = read(client, author)
    assert f'on <a class="on" href="/wiki/engines/#c-{first.public_id}" dir="auto">Engines</a>' in text
    assert 'dir="auto">Note G</a>' in text
    assert f'href="/comments/{first.public_id}/#discussion">2 replies</a>' in text


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("subject", ["page", "work", "comment"])
def test_reading_takes_the_same_queries_however_many_answered(author: Author, subject: str, signed: bool) -> None:
    on = made(subject, author)
    client, user = Client(), make.user()
    rows = [reply(on)]
    cast(rows[0], account(user), 1)
    if signed:
        client.force_login(user)
    asked = []
    for more in (0, 30):
        rows += [reply(to, make.author(listed=False)) for to in rows[:1] * more]
        with captured() as sql:
            read(client, on)
        asked.append(tables(sql))
        assert sum("FROM comments_commentvote" in query for query in sql) == signed
    assert asked[0] == asked[1]
    assert asked[0].count("comments_comment") == (3 if subject == "comment" else 2)


def test_five_thousand_replies_open_with_the_first_two_hundred(client: Client, page: Page) -> None:
    crowd(page, 5000)
    with captured() as sql:
        text = read(client, page)
    assert len(shown(text)) == 200
    assert "5000" in text
    assert NEXT.search(text)
    # The page; the shape of its discussion; the first two hundred; what links to it and embeds it.
    assert tables(sql) == ["pages_page", *["comments_comment"] * 2, *["links_reference"] * 2]


def test_five_thousand_one_below_the_other_are_no_trouble(client: Client, page: Page) -> None:
    way = crowd(page, 5000, deep=True)
    assert "Continue this thread (4994 replies)" in read(client, page)
    assert "Show the whole thread" in read(client, way[-1])
