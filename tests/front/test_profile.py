"""The profile: who somebody is, and what they said."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.queries import WHOLE, captured, plan, reads_whole_table, tables
from tests.votes.casting import account, browser, cast
from wiki.authors.models import Link
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.front.listing import ORDERS

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

# One query for each: who it is, with the totals; a part of the comments, with what they answer; the works; a part
# of the edits, with their pages; the links.
READS = ["authors_author", "comments_comment", "works_selectedwork", "pages_revision", "authors_link"]


def page(client: Client, address: str = "/") -> str:
    response = client.get(address)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def shown(client: Client, address: str = "/") -> list[str]:
    """The bodies of the comments on a page, in order."""
    return re.findall(r"Remark \d+", page(client, address))


def link(client: Client, address: str, rel: str) -> str:
    """The address behind the page's link of that kind, or nothing."""
    match = re.search(rf'rel="{rel}" href="([^"#]*)', page(client, address))
    return "/" + match[1].removeprefix("./") if match else ""


def test_it_works(client: Client) -> None:
    author = make.primary(
        name="Emmy Noether",
        pronouns="she/her",
        email="emmy@example.org",
        email_public=True,
        bio="I work on *ideals*.",
        previously=["Erlangen", "Göttingen"],
        links=[Link(title="A talk", url="https://example.org/talk"), Link(title="A drawer")],
    )
    make.work(author, title="Invariante Variationsprobleme", year="1918")
    make.comment(
        author, body="Said once.", posted_at=make.FIRST, on_title="On rings", on_url="https://example.org/rings"
    )

    text = page(client)

    for words in (
        "Emmy Noether",
        "she/her",
        "mailto:emmy@example.org",
        "<em>ideals</em>",
        "Erlangen</bdi>, <bdi>Göttingen",
        'href="https://example.org/talk"',
        "A drawer",
        "Invariante Variationsprobleme",
        "1918",
        "Wiki Contributions",
        "No wiki pages yet.",
        "Said once.",
        "On rings",
        "1 Jan 2024",
    ):
        assert words in text


def test_an_address_that_is_not_public_is_not_shown(client: Client) -> None:
    make.primary(email="emmy@example.org", email_public=False)
    assert "emmy@example.org" not in page(client)


def test_works_stand_in_the_author_s_order(client: Client) -> None:
    author = make.primary()
    make.work(author, title="Second", position=2)
    make.work(author, title="First", position=1)
    text = page(client)
    assert text.index("First") < text.index("Second")


def test_every_author_has_a_page_and_only_their_own_comments_on_it(client: Client) -> None:
    make.comment(make.primary(), body="By the owner.")
    other = make.author(slug="hilbert")
    make.comment(other, body="By another.")
    text = page(client, "/authors/hilbert/")
    assert "By another." in text
    assert "By the owner." not in text


def test_an_unlisted_author_s_page_asks_not_to_be_indexed(client: Client) -> None:
    make.author(slug="reader", listed=False)
    assert "noindex" in page(client, "/authors/reader/")
    make.primary()
    assert "noindex" not in page(client)


@pytest.mark.parametrize("slug", ["nobody", "%00", "..%2f", "🤖"])
def test_an_unknown_author_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/authors/{slug}/").status_code == 404


def test_a_slug_may_be_of_any_script(client: Client) -> None:
    author = make.author(slug="北京-café", name="Beijing")
    assert "Beijing" in page(client, author.get_absolute_url())


def test_a_site_without_anybody_says_what_to_do(client: Client) -> None:
    assert "manage.py import" in page(client)


def test_comments_come_newest_first_and_oldest_first_when_asked(client: Client) -> None:
    rows = make.comments(make.primary(), 3)
    said = [row.body.rstrip(".") for row in rows]
    assert shown(client) == said[::-1]
    assert shown(client, "/?sort=old") == said


def test_comments_come_by_karma_and_by_dispute_when_asked(client: Client) -> None:
    author = make.primary()
    plain, liked, disputed, disliked = make.comments(author, 4)
    votes = {liked: [1, 1, 1], disputed: [1, 1, -1, -1], disliked: [-1, -1, 1]}
    for comment, values in votes.items():
        for value in values:
            cast(comment, browser(), value)
    said = [row.body.rstrip(".") for row in (liked, disputed, plain, disliked)]
    assert shown(client, "/?sort=top") == said, "the newest first among equals"
    assert shown(client, "/?sort=controversial")[:2] == [disputed.body[:-1], disliked.body[:-1]]
    assert "Top" in page(client)
    assert 'href="?sort=top#comments" aria-current="true"' in page(client, "/?sort=top")


@pytest.mark.parametrize(("sort", "label"), [("top", "Better"), ("controversial", "More disputed"), ("old", "Older")])
def test_every_order_leads_through_all_comments_once_and_back(client: Client, sort: str, label: str) -> None:
    rows = make.comments(make.primary(), 45)
    for place, row in enumerate(rows):
        ups = place % 3
        CommentTally.objects.filter(target=row).update(karma=ups - 1, ups=ups, downs=ups, controversy=ups * 1000)
    first = f"/?sort={sort}"
    second = link(client, first, "next")
    third = link(client, second, "next")
    walked = shown(client, first) + shown(client, second) + shown(client, third)
    assert sorted(walked) == sorted(row.body.rstrip(".") for row in rows)
    assert f">{label}<" in page(client, third)
    assert shown(client, link(client, third, "prev")) == walked[20:40]
    assert f"sort={sort}" in third


@pytest.mark.parametrize("sort", ["top", "controversial"])
def test_what_is_not_published_is_in_no_order(client: Client, sort: str) -> None:
    author = make.primary()
    hidden = make.comment(author, body="Held back.")
    cast(hidden, browser(), 1)
    hidden.hide(actor=make.owner(), reason="Spam.")
    make.comment(make.author(), body="By another.")
    text = page(client, f"/?sort={sort}")
    assert "Held back." not in text
    assert "By another." not in text


def test_the_author_s_karma_stands_at_the_head(client: Client) -> None:
    author = make.primary()
    author.totals.set_karma(-1234, unless_since=author.totals.karma_at)
    assert "<dt>karma</dt><dd>−1,234</dd>" in page(client)


def test_load_more_leads_through_every_comment_once_and_newer_leads_back(client: Client) -> None:
    rows = make.comments(make.primary(), 45)
    said = [row.body.rstrip(".") for row in rows][::-1]
    second = link(client, "/", "next")
    third = link(client, second, "next")
    assert shown(client) + shown(client, second) + shown(client, third) == said
    assert link(client, third, "next") == ""
    assert ">Newer<" in page(client, third)
    assert shown(client, link(client, third, "prev")) == said[20:40]
    assert shown(client, link(client, second, "prev")) == said[:20]
    assert link(client, "/", "prev") == ""


def test_load_more_keeps_the_order_that_was_asked_for(client: Client) -> None:
    rows = make.comments(make.primary(), 25)
    said = [row.body.rstrip(".") for row in rows]
    assert shown(client, "/?sort=old") + shown(client, link(client, "/?sort=old", "next")) == said


def test_a_comment_written_meanwhile_moves_no_part(client: Client) -> None:
    author = make.primary()
    make.comments(author, 25)
    second = link(client, "/", "next")
    before = shown(client, second)
    make.comment(author)
    assert shown(client, second) == before


def test_the_part_alone_is_what_is_appended(client: Client) -> None:
    make.comments(make.primary(), 25)
    second = link(client, "/", "next")
    part = client.get(f"{second}&part=1").content.decode()
    assert "<html" not in part
    assert re.findall(r"Remark \d+", part) == shown(client, second)


def test_the_number_on_a_page_is_a_setting(client: Client, settings: Settings) -> None:
    settings.COMMENTS_PER_PAGE = 2
    make.comments(make.primary(), 3)
    assert len(shown(client)) == 2


@pytest.mark.parametrize(
    "query",
    [
        *("cursor=x", "cursor=a1.", "cursor=a99999999999999999999.x", "cursor=a1.2.x", "cursor=a1.%00"),
        *("sort=price", 'sort=a"b'),
    ],
)
def test_a_part_or_an_order_that_is_none_is_not_found(client: Client, query: str) -> None:
    make.comment(make.primary())
    assert client.get(f"/?{query}").status_code == 404


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_is_neither_shown_nor_counted_by_a_cursor(client: Client, state: State) -> None:
    author = make.primary()
    make.comment(author, body="Held back.", state=state)
    make.comments(author, 20)
    assert "Held back." not in page(client)
    assert link(client, "/", "next") == ""


def test_a_hidden_comment_shows_nowhere_as_what_another_answers(client: Client) -> None:
    author = make.primary()
    parent = make.comment(author, body="Secret words.", state=State.HIDDEN)
    answer = make.comment(author, parent=parent)
    for address in ("/", answer.get_absolute_url()):
        assert "Secret words." not in page(client, address)
        assert parent.public_id not in page(client, address)


def test_names_and_titles_are_text_and_never_markup(client: Client) -> None:
    attack = '"><script>alert(1)</script>'
    author = make.primary(name=attack, pronouns=attack, previously=[attack], links=[Link(title=attack)])
    make.work(author, title=attack, kind=attack, venue=attack, authors=attack, year="<b>", doi=attack, bibtex=attack)
    make.comment(author, on_title=attack, context_author=attack, context_excerpt=attack)
    assert b"<script>alert" not in client.get("/").content
    assert b"<script>alert" not in client.get(Comment.objects.get().get_absolute_url()).content


@pytest.mark.parametrize("count", [20, 20_000])
def test_reading_takes_the_same_few_queries_however_much_there_is(client: Client, count: int) -> None:
    author = make.primary(links=[Link(title="A talk")])
    make.work(author)
    fill(author.pk, count)
    for sort in ORDERS:
        with captured() as sql:
            assert len(shown(client, f"/?sort={sort}")) == 20
        assert tables(sql) == READS


def test_nothing_that_a_listed_comment_shows_takes_a_query_of_its_own(client: Client) -> None:
    author, parent = make.primary(), make.comment(make.author())
    shown: dict[str, Any] = {
        "on_title": "A",
        "on_url": "https://example.org/",
        "edited_at": datetime(2024, 3, 1, tzinfo=UTC),
        "retracted_at": datetime(2024, 3, 2, tzinfo=UTC),
        "context_author": "B",
        "context_excerpt": "C",
        "context_permalink": "https://example.org/#c",
        "carried": dict.fromkeys(("karma", "karma_votes", "agreement", "agreement_votes"), 1),
    }
    make.comments(author, 2, **shown)
    make.comments(author, 2, **shown, parent=parent)
    make.work(author, url="https://example.org/", abstract="Short.", bibtex="@misc{a}", doi="10.1/x", arxiv="1")
    with captured() as sql:
        page(client)
    assert tables(sql) == READS


def test_no_query_of_any_part_scans_or_sorts_a_table(client: Client) -> None:
    author = make.primary(links=[Link(title="A talk")])
    make.work(author)
    other = make.author()
    for _ in range(50):
        make.author()
        make.work(other)
    fill(author.pk, 20_000)
    middle = link(client, "/", "next")
    for address in (
        "/",
        "/?sort=old",
        middle,
        link(client, middle, "next"),
        link(client, link(client, middle, "next"), "prev"),
    ):
        with captured() as sql:
            page(client, address)
        for query in sql:
            assert not reads_whole_table(query), f"{query}\n{reads_whole_table(query)}"


@pytest.mark.parametrize("spread", [1, 20_000])
def test_a_part_of_an_order_by_votes_is_a_walk_of_the_tally_s_index(client: Client, spread: int) -> None:
    author = make.primary()
    fill(author.pk, 20_000, spread)
    middle = CommentTally.objects.filter(author=author).order_by("karma", "place", "target")[10_000]
    key = Comment.objects.get(pk=middle.target_id).public_id
    for sort, index in (("top", "tally_karma"), ("controversial", "tally_controversy")):
        ahead, back = (f"/?sort={sort}&cursor={side}{middle.karma}.{middle.place}.{key}" for side in "ab")
        for address in (f"/?sort={sort}", ahead, back):
            with captured() as sql:
                assert len(shown(client, address)) == 20
            found = plan(sql[1])
            assert index in found
            assert not WHOLE.search(found), found


def fill(author_id: int, count: int, spread: int = 1) -> None:
    """That many published comments, two at each moment, with so many different sums of votes."""
    one = make.comment(make.author())
    rows = [
        Comment(
            author_id=author_id, public_id=f"f{number}", body="Remark 1.", html=one.html, place=number // 2, renderer=1
        )
        for number in range(count)
    ]
    Comment.objects.bulk_create(rows, batch_size=2000)
    tallies = [CommentTally.of(row) for row in rows]
    for number, tally in enumerate(tallies):
        tally.karma = tally.controversy = number % spread
    CommentTally.objects.bulk_create(tallies, batch_size=2000)


def test_the_page_is_the_same_bytes_for_all_who_are_not_signed_in(client: Client) -> None:
    make.comment(make.primary())
    first = client.get("/")
    assert first["Cache-Control"] == "public, no-cache"
    assert "Cookie" in first["Vary"]
    assert not first.cookies
    assert b"csrf" not in first.content
    client.cookies["utm"] = "1"
    assert client.get("/").content == first.content
    assert client.get("/", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_a_reader_with_a_session_gets_a_page_of_their_own(client: Client) -> None:
    make.comment(make.primary())
    etag = client.get("/")["ETag"]
    client.force_login(make.user())
    response = client.get("/", headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert b"Sign out" in response.content


def test_a_signed_in_reader_s_own_votes_take_three_queries_however_many_comments_there_are(client: Client) -> None:
    user, author = make.user(), make.primary()
    caster = account(user)
    comments = make.comments(author, 20)
    cast(comments[0], caster, 1)
    client.force_login(user)
    with captured() as few:
        text = page(client)
    assert text.count('aria-pressed="true"') == 1
    for comment in comments:
        cast(comment, caster, 1)
    with captured() as many:
        text = page(client)
    assert text.count('aria-pressed="true"') == 20
    # Who they are, also to the votes, whether they write here and their address is verified, and what is new to them;
    # then what they voted.
    who = ["django_session", "accounts_user", "votes_voter", "authors_author", "account_emailaddress"]
    who.append("notices_notice")
    assert sorted(tables(few)) == sorted(tables(many)) == sorted([*who, *READS])
    assert len(few) == len(many) == len([*who, *READS, "comments_commentvote"])
    assert "FROM comments_commentvote" in "".join(few)


def test_the_part_alone_has_a_signed_in_reader_s_own_votes_too(client: Client) -> None:
    user = make.user()
    oldest = make.comments(make.primary(), 25)[0]
    cast(oldest, account(user), 1)
    client.force_login(user)
    part = client.get(f"{link(client, '/', 'next')}&part=1").content.decode()
    assert part.count('aria-pressed="true"') == 1
