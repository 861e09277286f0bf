"""The list of what somebody is told of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.moderation.staff import browser
from tests.notices.telling import person, say
from tests.queries import captured, sorts, tables
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.front import notices_listing
from wiki.notices.choosing import choose
from wiki.notices.models import Notice, Pace

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]
ADDRESS = "/account/notices/"


@pytest.fixture
def ada() -> Author:
    return make.primary(name="Ada", user=make.owner())


@pytest.fixture
def eve() -> Author:
    return person("Eve")


def page(author: Author, query: str = "") -> str:
    return browser(make.account(author)).get(f"{ADDRESS}{query}").content.decode()


def lines(text: str) -> list[str]:
    found = re.findall(r'class="arranged-title"[^>]*>(.*?)</(?:a|button)>', text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in found]


def badge(text: str) -> str:
    found = re.search(r'<span class="fresh">([\d+]+)<', text)
    return found[1] if found else ""


def test_it_works(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve, "The first.")
    say(make.page(ada, title="Engines"), eve, "The second.")
    text = page(ada)
    assert lines(text) == ["Eve wrote on Engines", "Eve answered you"]
    assert text.index("The second.") < text.index("The first.")
    assert text.count("<h1") == 1
    assert text.count('class="unread"') == 2
    assert badge(text) == "2"


def test_nobody_reads_another_s(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve)
    assert lines(page(eve)) == []
    assert badge(page(eve)) == ""


def test_who_is_signed_out_is_asked_to_sign_in() -> None:
    assert Client().get(ADDRESS)["Location"] == f"/account/login/?next={ADDRESS}"


def test_looking_changes_nothing(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve)
    before = list(Notice.objects.values())
    assert badge(page(ada)) == badge(page(ada)) == "1"
    assert list(Notice.objects.values()) == before


def test_what_was_read_is_an_ordinary_link(ada: Author, eve: Author) -> None:
    reply = say(make.comment(ada), eve)
    Notice.objects.update(read_at=timezone.now())
    text = page(ada)
    assert f'<a class="arranged-title" href="{reply.get_absolute_url()}">' in text
    assert "Mark all as read" not in text
    assert badge(text) == ""


@pytest.mark.parametrize("verb", ["hide", "mark_as_spam", "hold", "remove"])
def test_what_can_no_longer_be_read_leaves_no_gap(ada: Author, eve: Author, verb: str) -> None:
    replies = [say(make.comment(ada), eve, f"Answer {number}.") for number in range(4)]
    reason = {"reason": "So."}
    getattr(replies[2], verb)(actor=make.account(ada), **reason)
    text = page(ada)
    assert re.findall(r"Answer \d", text) == ["Answer 3", "Answer 1", "Answer 0"]
    assert badge(text) == "3"


def test_the_parts_are_as_long_as_without_it(ada: Author, eve: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices_listing, "A_PART", 3)
    replies = [say(make.comment(ada), eve, f"Answer {number}.") for number in range(8)]
    replies[6].hide(actor=make.account(ada), reason="So.")
    first = page(ada)
    assert re.findall(r"Answer \d", first) == ["Answer 7", "Answer 5", "Answer 4"]
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = page(ada, older[1])
    assert re.findall(r"Answer \d", second) == ["Answer 3", "Answer 2", "Answer 1"]
    newer = re.search(r'rel="prev" href="([^"]+)"', second)
    assert newer
    assert lines(page(ada, newer[1])) == lines(first)


def test_no_text_of_what_is_hidden_is_told_even_where_nobody_told_the_notice(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve, "Unsayable.")
    Comment.objects.filter(body="Unsayable.").update(state="hidden")
    assert "Unsayable" not in page(ada)


def test_no_name_is_more_than_a_name(ada: Author) -> None:
    say(make.comment(ada), person("<b>Eve</b>"), "<script>alert(1)</script>")
    text = page(ada)
    assert "<b>Eve" not in text
    assert "<script>alert" not in text


def test_more_than_nine_are_many(ada: Author, eve: Author) -> None:
    comment = make.comment(ada)
    for _ in range(9):
        say(comment, eve)
    assert badge(page(ada)) == "9"
    say(comment, eve)
    assert badge(page(ada)) == "9+"


def test_how_many_are_unread_stands_on_every_page_of_the_signed_in_alone(ada: Author, eve: Author) -> None:
    say(make.comment(ada), eve)
    client = browser(make.account(ada))
    for address in ("/", "/wiki/", "/privacy/", "/account/"):
        assert badge(client.get(address).content.decode()) == "1"
        assert b"/account/notices/" not in Client().get(address).content


def test_a_visitor_s_page_asks_nothing_of_notices(ada: Author) -> None:
    with captured() as asked:
        Client().get("/")
    assert "notices_notice" not in tables(asked)


def test_more_notices_ask_no_more_of_the_database(ada: Author, eve: Author) -> None:
    client = browser(make.account(ada))
    made = []
    for count in (1, 30):
        for _ in range(count):
            say(make.page(ada), eve)
            say(make.comment(ada), eve)
        with captured() as asked:
            client.get(ADDRESS)
        made.append(tables(asked))
    assert made[0] == made[1]
    assert made[1].count("notices_notice") == 2
    assert made[1].count("comments_comment") == 1


def test_the_list_is_read_off_an_index_among_those_of_many(ada: Author) -> None:
    users = [make.account(ada), *(make.user() for _ in range(4))]
    notices = [Notice(user=user, kind="comment", source=number) for number in range(200) for user in users]
    Notice.objects.bulk_create(notices)
    with captured() as asked:
        browser(users[0]).get(ADDRESS)
    ours = [sql for sql in asked if 'FROM "notices_notice"' in sql]
    assert len(ours) == 2
    assert [found for sql in ours if (found := sorts(sql))] == []


def test_it_says_when_mails_tell_of_it(ada: Author, settings: Settings) -> None:
    assert "Mails tell you" not in page(ada)
    settings.EMAIL_URL = "smtp://mail.example"
    assert "Mails tell you of it, too: at once." in page(ada)
    choose(make.account(ada), Pace.NEVER)
    assert "No mail tells you of it." in page(ada)


def test_no_address_of_a_part_breaks_it(ada: Author) -> None:
    for query in ("?cursor=x", "?cursor=a1.2", "?cursor=a-1", "?cursor=a99999999999999999999.1"):
        assert browser(make.account(ada)).get(f"{ADDRESS}{query}").status_code == 404
