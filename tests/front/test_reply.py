"""Replying to a comment, a page or a work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import make
from tests.front.reading import at_desk, bare, reader, stamp
from wiki.authors.models import Author
from wiki.authors.names import SHUNNED
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.front.turning_away import CLOSED, GONE, HASTY
from wiki.moderation.models import Case, Person, Rule
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db
LARGEST = 64 * 1024


@pytest.fixture
def said() -> Comment:
    return make.comment(make.primary(user=make.user(), name="Ada"), body="First *words*.\n\nSecond.")


def address(comment: Comment) -> str:
    return f"/comments/{comment.public_id}/reply/"


def newest() -> Comment:
    return Comment.objects.latest("pk")


def test_it_works(said: Comment) -> None:
    author = reader(trusted=True)
    client = at_desk(author)
    page = client.get(address(said))
    assert page.status_code == 200
    assert b"First words. Second." in page.content
    sent = client.post(address(said), {"body": "An *answer*.", "stamp": stamp(page.content)})
    answer = newest()
    assert (sent.status_code, sent["Location"]) == (302, answer.get_absolute_url())
    assert (answer.parent, answer.author, answer.body, answer.state) == (said, author, "An *answer*.", State.PUBLISHED)
    assert "saved" in sent.cookies


def test_a_page_and_a_work_are_answered_too(said: Comment) -> None:
    page, work = make.page(said.author, title="Engine"), make.work(said.author, slug="notes")
    client = at_desk(reader(trusted=True))
    for at in ("/wiki/engine/reply/", "/works/notes/reply/"):
        assert client.get(at).status_code == 200
        client.post(at, {"body": f"About {at}"})
    on_page, on_work = Comment.objects.filter(body__startswith="About").order_by("pk")
    assert (on_page.page, on_work.work) == (page, work)


def test_a_first_reply_comes_with_a_name_and_waits(said: Comment) -> None:
    user = make.user()
    client = at_desk(user)
    assert b'name="name"' in client.get(address(said)).content
    sent = client.post(address(said), {"name": "Grace", "body": "Hello."}, follow=True)
    author = Author.objects.get(user=user)
    assert (author.name, author.listed) == ("Grace", False)
    assert newest().state == State.PENDING
    assert Case.objects.open().get().comment == newest()
    assert "Thank you. A moderator looks at a new reader&#x27;s first replies" in sent.content.decode()
    assert b'name="name"' not in client.get(address(said)).content
    assert Client().get(newest().get_absolute_url()).status_code == 404


def test_a_known_reader_s_words_that_look_like_spam_wait_too_and_only_they_see_them(said: Comment) -> None:
    author = reader()
    make.comment(author)
    client = at_desk(author)
    links = " ".join(f"https://spam{number}.example/" for number in range(30))
    sent = client.post(address(said), {"body": f"Buy {links}", "topic": "x"}, follow=True)
    assert newest().state in {State.PENDING, State.SPAM}
    assert "A moderator looks at it first" in sent.content.decode()
    assert "Waits for a moderator; only you see it." in sent.content.decode()
    assert Client().get(newest().get_absolute_url()).status_code == 404


def test_a_first_reply_without_a_name_is_asked_for_one_and_keeps_its_text(said: Comment) -> None:
    user = make.user()
    page = at_desk(user).post(address(said), {"name": " ", "body": "Kept words."}).content.decode()
    assert "Write the name that you want to be known by here." in page
    assert "Kept words." in page
    assert not Author.objects.filter(user=user).exists()


def test_a_first_reply_under_a_name_that_is_on_the_list_is_asked_for_another_and_keeps_its_text(said: Comment) -> None:
    Rule.objects.create(kind="word", text="casino", points=5)
    user = make.user()
    page = at_desk(user).post(address(said), {"name": "Best Casino", "body": "Kept words."}).content.decode()
    assert SHUNNED in page
    assert 'value="Best Casino"' in page
    assert "Kept words." in page
    assert not Author.objects.filter(user=user).exists()


def test_who_writes_here_answers_at_once(said: Comment) -> None:
    at_desk(said.author).post(address(said), {"body": "# My own\n\n![a](/media/x.png)"})
    assert newest().state == State.PUBLISHED
    assert "<h3" in newest().html


def test_the_owner_of_a_new_site_makes_their_profile_first() -> None:
    author = make.author()
    client = at_desk(make.owner())
    assert client.get(address(make.comment(author)))["Location"] == "/account/profile/"


def test_who_is_signed_out_is_led_to_sign_in_and_back_and_loses_no_text(said: Comment, client: Client) -> None:
    asked = client.get(f"{address(said)}?quote=1")
    assert asked.status_code == 302
    assert asked["Location"] == f"/account/login/?next={address(said)}%3Fquote%3D1"
    sent = client.post(address(said), {"body": "Kept words.", "stamp": "x"})
    assert sent.status_code == 403
    assert b"Kept words." in sent.content
    assert b"Stamp" not in sent.content
    assert Comment.objects.count() == 1


def test_a_preview_says_nothing_yet_and_shows_no_picture(said: Comment) -> None:
    client = at_desk(reader(trusted=True))
    page = client.post(address(said), {"body": "# Loud ![a](/media/x.png)", "preview": "body"}).content.decode()
    assert '<a href="/media/x.png">a</a>' in page
    assert "<p><strong>Loud" in page
    assert "Add a picture" not in page
    assert Comment.objects.count() == 1


def test_a_quotation_of_all_of_it_can_begin_the_form(said: Comment) -> None:
    page = at_desk(reader()).get(f"{address(said)}?quote=1").content.decode()
    assert "&gt; First *words*.\n&gt;\n&gt; Second.\n\n</textarea>" in page
    assert "&gt; First" not in at_desk(reader()).get(f"{address(said)}?quote=First").content.decode()


@pytest.mark.parametrize(("size", "taken"), [(LARGEST, True), (LARGEST + 1, False)])
def test_64_kb_are_taken_and_a_byte_more_is_not_but_stays_in_the_form(said: Comment, size: int, taken: bool) -> None:
    words = ("word " * LARGEST)[: size - 1] + "."
    page = at_desk(reader(trusted=True)).post(address(said), {"body": words})
    assert Comment.objects.filter(parent=said).exists() == taken
    if not taken:
        assert page.status_code == 200
        assert "This text has more than 64 KB" in page.content.decode()
        assert words in page.content.decode()


@pytest.mark.parametrize("body", ["", " \n ", "\0", "> " * 200 + "deep"])
def test_what_is_nothing_or_cannot_be_shown_is_told_in_a_sentence(said: Comment, body: str) -> None:
    page = at_desk(reader(trusted=True)).post(address(said), {"body": body})
    assert page.status_code == 200
    assert 'class="errorlist"' in page.content.decode()
    assert Comment.objects.count() == 1


def test_a_form_that_is_sent_twice_says_it_once(said: Comment) -> None:
    client = at_desk(reader(trusted=True))
    told = {"body": "Once.", "stamp": stamp(client.get(address(said)).content)}
    first, second = client.post(address(said), told), client.post(address(said), told)
    assert first["Location"] == second["Location"]
    assert Comment.objects.filter(parent=said).count() == 1


def test_a_form_that_was_sent_and_says_something_else_now_is_another(said: Comment) -> None:
    client = at_desk(reader(trusted=True))
    mark = stamp(client.get(address(said)).content)
    client.post(address(said), {"body": "Once.", "stamp": mark})
    page = client.post(address(said), {"body": "Once more.", "stamp": mark})
    assert "You sent this form already" in page.content.decode()
    assert b"Once more." in page.content
    assert stamp(page.content) != mark
    client.post(address(said), {"body": "Once more.", "stamp": stamp(page.content)})
    assert Comment.objects.filter(parent=said).count() == 2


def test_one_stamp_is_another_s_key(said: Comment) -> None:
    client, other = at_desk(reader(trusted=True)), at_desk(reader(trusted=True))
    mark = stamp(client.get(address(said)).content)
    for one in (client, other):
        assert one.post(address(said), {"body": "Me too.", "stamp": mark}).status_code == 302
    assert Comment.objects.filter(parent=said).count() == 2


def closed_work(said: Comment) -> str:
    work = make.work(said.author, slug="closed")
    work.close_replies(actor=make.user())
    return "/works/closed/reply/"


def removed_work(said: Comment) -> str:
    work = make.work(said.author, slug="gone")
    SelectedWork.objects.get(pk=work.pk).remove(actor=make.user())
    return "/works/gone/reply/"


def closed_page(said: Comment) -> str:
    page = make.page(said.author, title="Closed")
    page.close_replies(actor=make.user())
    return "/wiki/closed/reply/"


def on_closed_page(said: Comment) -> str:
    page = make.page(said.author, title="Closed")
    comment = make.comment(said.author, page=page)
    page.close_replies(actor=make.user())
    return address(comment)


def draft(said: Comment) -> str:
    make.page(said.author, title="Secret", state="draft")
    return "/wiki/secret/reply/"


def on_draft(said: Comment) -> str:
    page = make.page(said.author, title="Secret", state="draft")
    return address(make.comment(said.author, page=page, state=State.AWAY))


def in_state(state: State) -> Callable[[Comment], str]:
    def made(said: Comment) -> str:
        return address(make.comment(said.author, state=state))

    return made


def closed(said: Comment) -> str:
    comment = make.comment(said.author)
    Comment.objects.filter(pk=comment.pk).update(closed_at=comment)
    return address(comment)


def deleted(said: Comment) -> str:
    comment = make.comment(said.author)
    comment.remove(actor=make.user())
    return address(comment)


WAYS: dict[str, Callable[[Comment], str]] = {
    "missing": lambda said: "/comments/nowhere/reply/",
    "deleted": deleted,
    "hidden": in_state(State.HIDDEN),
    "pending": in_state(State.PENDING),
    "spam": in_state(State.SPAM),
    "a closed thread": closed,
    "a missing page": lambda said: "/wiki/nowhere/reply/",
    "a closed page": closed_page,
    "on a closed page": on_closed_page,
    "a foreign draft": draft,
    "on a foreign draft": on_draft,
    "a missing work": lambda said: "/works/nowhere/reply/",
    "a closed work": closed_work,
    "a removed work": removed_work,
}


@pytest.mark.parametrize("way", WAYS)
def test_whatever_takes_no_answer_says_the_same_and_gives_the_text_back(said: Comment, way: str) -> None:
    client = at_desk(reader(trusted=True))
    at = WAYS[way](said)
    usual = client.post("/comments/never-was/reply/", {"body": "Kept words."})
    answer = client.post(at, {"body": "Kept words."})
    assert answer.status_code == usual.status_code == 409
    assert bare(answer.content) == bare(usual.content)
    assert GONE in answer.content.decode()
    assert b"Kept words." in answer.content
    assert answer.headers["Content-Type"] == usual.headers["Content-Type"]
    assert not Comment.objects.filter(body="Kept words.").exists()


@pytest.mark.parametrize("way", WAYS)
def test_the_form_for_what_takes_no_answer_is_not_found(said: Comment, way: str) -> None:
    client = at_desk(reader())
    usual, answer = client.get("/comments/never-was/reply/"), client.get(WAYS[way](said))
    assert answer.status_code == usual.status_code == 404
    assert bare(answer.content) == bare(usual.content)


def test_a_page_of_the_manual_takes_no_answers(said: Comment) -> None:
    page = make.page(said.author, title="Manual")
    type(page).objects.update(shipped=True)
    assert at_desk(reader()).get("/wiki/manual/reply/").status_code == 404


def test_who_writes_here_answers_on_a_draft_which_nobody_else_reads(said: Comment) -> None:
    at = draft(said)
    at_desk(said.author).post(at, {"body": "A note among us."})
    assert newest().state == State.AWAY
    at_desk(said.author).post(address(newest()), {"body": "Another."})
    assert (newest().body, newest().state) == ("Another.", State.AWAY)


@pytest.mark.parametrize("days", [3, None])
def test_who_is_blocked_is_told_until_when_and_why_and_keeps_the_text(said: Comment, days: int | None) -> None:
    author = reader()
    now = timezone.now()
    until = now + timedelta(days=days) if days else None
    Person.objects.create(author=author, blocked_at=now, blocked_until=until, told="You shouted.")
    client = at_desk(author)
    for answer in (client.get(address(said)), client.post(address(said), {"body": "Kept words."})):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "The reason: You shouted." in page
        assert (f"until {until.day} {until:%B %Y, %H:%M} UTC" if until else "any more") in page
    assert "Kept words." in page
    assert Comment.objects.count() == 1


def test_a_block_that_is_over_blocks_nobody(said: Comment) -> None:
    author = reader(trusted=True)
    past = timezone.now() - timedelta(days=1)
    Person.objects.update(blocked_at=past - timedelta(days=1), blocked_until=past)
    at_desk(author).post(address(said), {"body": "Back again."})
    assert newest().body == "Back again."


@pytest.mark.parametrize("who", ["a reader", "somebody without a name"])
def test_a_site_that_takes_no_replies_says_so_and_gives_the_text_back(
    said: Comment, settings: Settings, who: str
) -> None:
    settings.REPLIES = "closed"
    client = at_desk(reader() if who == "a reader" else make.user())
    assert client.get(address(said)).status_code == 403
    answer = client.post(address(said), {"body": "Kept words.", "name": "Grace"})
    assert answer.status_code == 403
    assert CLOSED in answer.content.decode()
    assert b"Kept words." in answer.content
    assert Comment.objects.count() == 1
    at_desk(said.author).post(address(said), {"body": "I may."})
    assert newest().body == "I may."


def test_more_than_ten_replies_in_ten_minutes_are_asked_to_wait(said: Comment) -> None:
    author = reader()
    client = at_desk(author)
    for number in range(10):
        assert client.post(address(said), {"body": f"Word {number}."}).status_code == 302
    answer = client.post(address(said), {"body": "Kept words."})
    assert answer.status_code == 429
    assert HASTY in answer.content.decode()
    assert b"Kept words." in answer.content
    assert answer["Retry-After"] == "600"
    Comment.objects.filter(author=author).update(posted_at=timezone.now() - timedelta(minutes=11))
    assert client.post(address(said), {"body": "Later."}).status_code == 302


def test_who_is_trusted_may_say_more(said: Comment) -> None:
    client = at_desk(reader(trusted=True))
    for number in range(12):
        assert client.post(address(said), {"body": f"Word {number}."}).status_code == 302


def test_what_stands_in_the_form_of_a_trap_is_no_mistake_to_be_told_of(said: Comment) -> None:
    answer = at_desk(reader()).post(address(said), {"body": "Buy.", "topic": "https://spam.example"})
    assert answer.status_code == 302


def test_a_stamp_of_another_day_is_renewed_and_the_text_stays(said: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    client = at_desk(reader(trusted=True))
    mark = stamp(client.get(address(said)).content)
    monkeypatch.setattr("wiki.moderation.guard.GOOD_FOR", timedelta(seconds=-1))
    page = client.post(address(said), {"body": "Kept words.", "stamp": mark})
    assert "This form is old: press the button once more." in page.content.decode()
    assert b"Kept words." in page.content
    monkeypatch.undo()
    assert stamp(page.content) != mark
    sent = client.post(address(said), {"body": "Kept words.", "stamp": stamp(page.content)})
    assert sent.status_code == 302
