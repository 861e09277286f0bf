"""The queue: what waits with all that is known of it, and deciding about it there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from tests import make
from tests.moderation.deciding import DECIDE, DECISIONS, QUEUE, act, case_of, decided, flagged, picked, press, reader
from tests.moderation.deciding import waiting as waiting_comment
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from tests.votes.casting import browser as voting_browser
from tests.votes.casting import cast
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation.models import Case, Decision, Person

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

HOSTILE = "<img src=x onerror=alert(1)> \u202egnorw"
waiting = waiting_comment


def state_of(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def test_it_works() -> None:
    client, comment = browser(moderator()), waiting(reader(name="Grace"), body="Buy *this*.")
    text = client.get(QUEUE).content.decode()
    assert all(words in text for words in ("Grace", "Buy <em>this</em>.", "A new reader&#x27;s first.", "waits "))
    answer = press(client, "approve", comment)
    assert answer.redirect_chain[-1][0] == QUEUE
    text = answer.content.decode()
    assert "1 approved. <a" in text
    assert f'href="{DECISIONS}{Decision.objects.get().pk}/undo/"' in text
    assert "Nothing waits for a decision." in text
    assert state_of(comment) == State.PUBLISHED


def test_what_most_speaks_against_comes_first_and_of_two_alike_what_waits_longer() -> None:
    for points, name in ((0, "Zero"), (7, "Seven"), (0, "Nought")):
        waiting(reader(name=name), points=points)
    text = browser(moderator()).get(QUEUE).content.decode()
    found = sorted(("Zero", "Seven", "Nought"), key=text.index)
    assert found == ["Seven", "Zero", "Nought"]


def test_what_is_decided_or_deleted_by_its_author_is_not_there() -> None:
    decided("approve", waiting(body="Approved words."))
    comment = waiting(body="Deleted words.")
    comment.remove(actor=make.account(comment.author))
    client = browser(moderator())
    text = client.get(QUEUE).content.decode()
    assert "Approved words." not in text
    assert "Deleted words." not in text
    comment.refresh_from_db()
    comment.restore(actor=make.account(comment.author))
    assert "Deleted words." in client.get(QUEUE).content.decode()
    assert "Approved words." in client.get(QUEUE, {"show": "decided"}).content.decode()


def test_the_last_that_was_decided_about_comes_first() -> None:
    one, two = waiting(body="First.", points=9), waiting(body="Second.")
    decided("approve", one)
    decided("approve", two)
    text = browser(moderator()).get(QUEUE, {"show": "decided"}).content.decode()
    assert text.index("Second.") < text.index("First.")


def test_what_it_answers_stands_beside_it() -> None:
    page = make.page(make.author(), title="Rings")
    parent = make.comment(make.author(name="Ada"), body="Is it so?", page=page)
    waiting(parent=parent, page=page)
    text = browser(moderator()).get(QUEUE).content.decode()
    assert re.search(r'Answers\s+<bdi>Ada</bdi> <span class="badge">author</span>: <q dir="auto">Is it so\?</q>', text)
    assert f'<a href="{page.get_absolute_url()}"><bdi>Rings</bdi></a>' in text


def test_whoever_may_not_read_a_draft_is_not_told_its_title() -> None:
    page = make.page(make.author(), title="Secret rings", state="draft")
    comment = waiting(page=page)
    client = browser(moderator())
    for path in (QUEUE, f"{QUEUE}{case_of(comment).pk}/change/"):
        text = client.get(path).content.decode()
        assert "Secret rings" not in text
        assert "a page that is not public" in text
        assert "secret-rings" not in text
    owner = make.primary(user=superuser())
    assert "Secret rings" in browser(make.account(owner)).get(QUEUE).content.decode()


def test_what_its_author_said_before_is_counted() -> None:
    author = reader(name="Grace")
    make.comment(author)
    make.comment(author, state=State.HIDDEN)
    make.comment(author, state=State.SPAM)
    waiting(author)
    text = " ".join(browser(moderator()).get(QUEUE).content.decode().split())
    assert "1 published, 1 waiting, 1 hidden, 1 spam, 0 deleted." in text


def test_it_says_who_is_blocked_and_who_is_trusted() -> None:
    blocked, trusted = reader(), reader()
    Person.objects.create(author=blocked, blocked_at=timezone.now(), blocked_until=timezone.now() + timedelta(days=3))
    Person.objects.create(author=trusted, trusted_at=timezone.now())
    waiting(blocked)
    waiting(trusted)
    text = browser(moderator()).get(QUEUE).content.decode()
    assert "Blocked until" in text
    assert "Trusted since" in text


def test_flags_stand_there_with_their_notes() -> None:
    comment = make.comment(reader(), body="Nonsense.")
    flagged(comment, "unkind", note="It calls me a fool.")
    text = browser(moderator()).get(QUEUE).content.decode()
    assert "It is unkind or attacks somebody" in text
    assert "It calls me a fool." in text


def test_hostile_words_are_shown_as_words() -> None:
    comment = waiting(reader(name=HOSTILE), body="`<img src=x onerror=alert(1)>`", on_title=HOSTILE)
    flagged(comment, note=HOSTILE)
    client = browser(moderator())
    pages = [client.get(QUEUE), client.get(f"{QUEUE}{case_of(comment).pk}/change/"), press(client, "hide", comment)]
    pages += [press(client, "hide", comment, confirmed="yes", reason=HOSTILE), client.get(DECISIONS)]
    decision = Decision.objects.get()
    pages += [client.get(f"{DECISIONS}{decision.pk}/{name}/") for name in ("change", "undo", "history")]
    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.content.decode()


def test_a_very_long_text_is_read_on_its_own_page() -> None:
    comment = waiting(body="Word. " * 4000 + "The end.")
    client = browser(moderator())
    text = client.get(QUEUE).content.decode()
    assert "This is only how it begins." in text
    assert "The end." not in text
    assert "The end." in client.get(f"{QUEUE}{case_of(comment).pk}/change/").content.decode()


@pytest.mark.parametrize("why", ["held", "flagged", "spam", "new", "links"])
def test_filters_say_why_it_waits(why: str) -> None:
    known = reader()
    make.comment(known)
    rows = {
        "held": waiting(known, body="Of held."),
        "flagged": make.comment(known, body="Of flagged."),
        "spam": make.comment(known, body="Of spam.", state=State.SPAM),
        "new": make.comment(reader(), body="Of new.", state=State.HIDDEN),
        "links": make.comment(known, body="Of links: <https://example.org/>."),
    }
    flagged(rows["flagged"])
    for name in ("spam", "new", "links"):
        Case.objects.create(comment=rows[name])
    text = browser(moderator()).get(QUEUE, {"why": why}).content.decode()
    assert [name for name in rows if f"Of {name}" in text] == [why]


def test_nonsense_in_the_address_is_no_error() -> None:
    client = browser(moderator())
    for query in ({"why": "nonsense"}, {"show": "nonsense"}, {"q": "a\0b"}, {"p": "x"}):
        assert client.get(QUEUE, query, follow=True).status_code == 200
    for query in ({"comment__body__contains": "a"}, {"why": "a\0b"}):
        assert client.get(QUEUE, query).status_code == 400


def test_bulk_verbs_ask_first_with_how_many_and_some_of_them() -> None:
    client, rows = browser(moderator()), [waiting(body=f"Words {number}.") for number in range(7)]
    text = act(client, "approve", *rows).content.decode()
    assert "It is about <strong>7 comments</strong>" in text
    assert "Words 0." in text
    assert "Words 6." not in text
    assert "and 2 more" in text
    assert not Decision.objects.exists()
    text = act(client, "approve", *rows, confirmed="yes").content.decode()
    assert "7 approved." in text
    assert Decision.objects.get().count == 7


def test_a_button_that_wants_words_asks() -> None:
    client, comment = browser(moderator()), waiting()
    text = press(client, "hide", comment).content.decode()
    assert "is told the reason" in text
    assert "Write a reason." in press(client, "hide", comment, confirmed="yes", reason=" ").content.decode()
    assert state_of(comment) == State.PENDING
    press(client, "hide", comment, confirmed="yes", reason="Off the subject.")
    assert state_of(comment) == State.HIDDEN
    assert comment.told == "Off the subject."


def test_what_was_seen_is_carried_through_the_question() -> None:
    client, comment = browser(moderator()), waiting()
    text = press(client, "hide", comment).content.decode()
    assert f'name="seen-{comment.pk}" value="1.pending"' in text


def test_the_question_says_what_was_changed_since() -> None:
    client, comment = browser(moderator()), waiting(body="First.")
    Comment.objects.get().edit("Second.", actor=make.account(comment.author), version=1)
    text = press(client, "hide", comment).content.decode()
    assert "1 was changed or decided about since you saw it" in text
    assert "Changed since: " in text


def test_what_its_author_changed_since_it_was_seen_is_not_published() -> None:
    client, comment = browser(moderator()), waiting(body="Harmless.")
    Comment.objects.get().edit("Buy this!", actor=make.account(comment.author), version=1)
    before = Entry.objects.count()
    text = press(client, "approve", comment).content.decode()
    assert "Nothing was done; 1 was changed or decided by somebody else meanwhile and was left." in text
    assert state_of(comment) == State.PENDING
    assert not Decision.objects.exists()
    assert Entry.objects.count() == before


def test_the_second_of_two_moderators_is_told() -> None:
    one, other = browser(moderator()), browser(moderator())
    rows = [waiting(), waiting(), waiting()]
    act(one, "spam", rows[0], confirmed="yes")
    text = act(other, "approve", *rows, confirmed="yes").content.decode()
    assert "2 approved; 1 was changed or decided by somebody else meanwhile and was left." in text
    assert state_of(rows[0]) == State.SPAM


def test_it_says_to_how_many_it_does_not_apply() -> None:
    client = browser(moderator())
    one, spam, plain = waiting(), waiting(state=State.SPAM), make.comment(reader())
    text = act(client, "hide", one, spam).content.decode()
    assert "To <strong>1</strong> of them it does not apply." in text
    text = act(client, "hide", one, spam, confirmed="yes", reason="So.").content.decode()
    assert "1 hidden; 1 left as it was, where it does not apply." in text
    text = press(client, "approve", plain).content.decode()
    assert "Nothing was done; 1 left as it was, where it does not apply." in text
    assert state_of(spam) == State.SPAM
    assert case_of(spam).closed_at is None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"verb": "approve"}, "tick at least one"),
        ({"verb": "nonsense", "_selected_action": "1", "seen-1": "1.pending"}, "Choose what to do."),
        ({"_selected_action": "1", "seen-1": "1.pending"}, "Choose what to do."),
        ({"verb": "approve", "_selected_action": "1"}, "The list did not say"),
        ({"verb": "approve", "_selected_action": "1", "seen-1": "x.pending"}, "The list did not say"),
        ({"verb": "approve", "_selected_action": "1", "seen-1": "1.nonsense"}, "The list did not say"),
        ({"one": "approve-x"}, "tick at least one"),
        ({"one": "approve-1"}, "The list did not say"),
        ({"one": "a\0b"}, "Choose what to do."),
    ],
)
def test_a_form_that_says_too_little_does_nothing(sent: dict[str, str], said: str) -> None:
    waiting()
    answer = browser(moderator()).post(DECIDE, sent, follow=True)
    assert said in answer.content.decode()
    assert not Decision.objects.exists()


def test_it_leads_back_to_where_it_was_pressed_and_nowhere_else() -> None:
    client = browser(moderator())
    for back, where in (
        (f"{QUEUE}?why=held", f"{QUEUE}?why=held"),
        ("https://example.org/", QUEUE),
        ("//example.org/", QUEUE),
        ("javascript:alert(1)", QUEUE),
        ("", QUEUE),
    ):
        sent = {"one": f"approve-{(comment := waiting()).pk}", **picked(comment), "back": back}
        assert client.post(DECIDE, sent)["Location"] == where


def test_not_more_than_a_hundred_at_once() -> None:
    rows = make.comments(reader(), 101, state=State.PENDING)
    text = act(browser(moderator()), "approve", *rows, confirmed="yes").content.decode()
    assert "These are more than 100." in text
    assert not Decision.objects.exists()


def test_whoever_only_looks_decides_nothing() -> None:
    user = moderator()
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_case"))
    comment, client = waiting(), browser(user)
    text = client.get(QUEUE).content.decode()
    assert comment.public_id in text
    assert 'name="one"' not in text
    assert 'name="verb"' not in text
    assert client.post(DECIDE, {"one": f"approve-{comment.pk}", **picked(comment)}).status_code == 403
    assert state_of(comment) == State.PENDING


def test_nobody_decides_by_an_address_alone() -> None:
    comment = waiting()
    answer = browser(moderator()).get(DECIDE, {"one": f"approve-{comment.pk}", f"seen-{comment.pk}": "1.pending"})
    assert answer.status_code == 302
    assert state_of(comment) == State.PENDING


def test_a_discussion_is_locked_from_the_case_by_who_may_read_it() -> None:
    page, draft = make.page(make.author()), make.page(make.author(), state="draft")
    client = browser(moderator())
    for host, closed in ((page, True), (draft, False)):
        comment = waiting(page=host)
        assert ("close_page" in client.get(f"{QUEUE}{case_of(comment).pk}/change/").content.decode()) == closed
        press(client, "close_page", comment, confirmed="yes", reason="Enough.")
        host.refresh_from_db()
        assert host.replies_closed is closed


def test_bursts_stand_on_top() -> None:
    comment = make.comment(make.author(), body="Popular words.")
    client = browser(moderator())
    assert "Bursts of votes" not in client.get(QUEUE).content.decode()
    for number in range(8):
        cast(comment, voting_browser(f"{number:02}"), 1)
    text = client.get(QUEUE).content.decode()
    assert "Bursts of votes" in text
    assert "Popular words." in text
    assert "1 burst of votes to look at" in client.get("/admin/").content.decode()


def test_a_longer_queue_takes_no_more_queries() -> None:
    client = browser(moderator())

    def five() -> None:
        for _ in range(5):
            author, page, work = reader(), make.page(make.author()), make.work(make.author())
            Person.objects.create(author=author, trusted_at=timezone.now())
            make.comment(author)
            waiting(author, parent=make.comment(make.author(), page=page), page=page)
            flagged(waiting(work=work, body="See [[Nowhere]] and <https://example.org/>."))

    five()
    client.get(QUEUE)
    with captured() as few:
        assert client.get(QUEUE).content.decode().count("data-row") == 10
    for _ in range(4):
        five()
    with captured() as many:
        assert client.get(QUEUE).content.decode().count("data-row") == 50
    assert len(few) == len(many)
