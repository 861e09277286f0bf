"""Comments in the admin: their list, each one's page, and what can be done to what was chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from tests import make
from tests.moderation.deciding import DECIDE, act, waiting
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

LIST = "/admin/comments/comment/"
HOSTILE = "<img src=x onerror=alert(1)> \u202egnorw"


def page_of(comment: Comment) -> str:
    return f"{LIST}{comment.pk}/change/"


def state_of(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def test_it_works() -> None:
    user = moderator()
    client = browser(user)
    comment = make.comment(make.author(name="Ada"), body="Buy *this*.", on_title="Rings")
    text = client.get(LIST).content.decode()
    assert all(words in text for words in ("Buy this.", "Ada", "Rings", "Published"))
    asked = act(client, "hide", comment).content.decode()
    assert "Buy this." in asked
    assert "Nobody but those who moderate can read them" in asked
    assert state_of(comment) == State.PUBLISHED
    done = act(client, "hide", comment, confirmed="yes", reason="An advertisement.")
    assert "1 hidden." in done.content.decode()
    assert state_of(comment) == State.HIDDEN
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.actor_id, entry.reason) == ("hidden", user.pk, "An advertisement.")
    assert client.get(comment.get_absolute_url()).status_code == 404


def test_hiding_wants_a_reason() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    for reason in ("", "   "):
        answer = act(client, "hide", comment, confirmed="yes", reason=reason)
        assert "Write a reason." in answer.content.decode()
    for reason in ("x" * 501, "a\0b"):
        answer = act(client, "hide", comment, confirmed="yes", reason=reason)
        assert answer.status_code == 200
    assert state_of(comment) == State.PUBLISHED
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("verb", "start", "end"),
    [
        ("approve", State.PENDING, State.PUBLISHED),
        ("approve", State.SPAM, State.PUBLISHED),
        ("approve", State.HIDDEN, State.PUBLISHED),
        ("hide", State.PENDING, State.HIDDEN),
        ("spam", State.PUBLISHED, State.SPAM),
        ("restore", State.DELETED, State.PUBLISHED),
    ],
)
def test_each_verb_does_what_it_says(verb: str, start: State, end: State) -> None:
    deleted_at = timezone.now() if start == State.DELETED else None
    comment = make.comment(make.author(), state=start, deleted_at=deleted_at)
    act(browser(moderator()), verb, comment, confirmed="yes", reason="So.")
    assert state_of(comment) == end
    assert Entry.objects.about(comment).count() == 1


def test_it_says_how_many_were_left_as_they_were() -> None:
    author = make.author()
    one, two, three = make.comments(author, 3)
    Comment.objects.filter(pk=three.pk).update(state=State.HIDDEN)
    text = act(browser(moderator()), "hide", one, two, three, confirmed="yes", reason="So.").content.decode()
    assert "2 hidden; 1 was changed or decided by somebody else meanwhile and was left." in text


def test_the_totals_follow() -> None:
    author = make.author()
    comment = make.comment(author)
    act(browser(moderator()), "spam", comment, confirmed="yes")
    author.totals.refresh_from_db()
    assert author.totals.comments == 0


def test_numbers_that_are_not_there_are_passed_over() -> None:
    comment = make.comment(make.author())
    client = browser(moderator())
    for sent in (["999999"], ["abc"], ["9" * 30], ["1\0"], ["-1"], ["²"]):
        told = {"verb": "hide", "_selected_action": sent, f"seen-{sent[0]}": "1.published"}
        answer = client.post(DECIDE, told | {"confirmed": "yes", "reason": "So."})
        assert answer.status_code in {200, 302}, sent
    assert state_of(comment) == State.PUBLISHED
    both = {"verb": "spam", "_selected_action": ["999999", comment.pk], "confirmed": "yes"}
    both |= {"seen-999999": "1.published", f"seen-{comment.pk}": "1.published"}
    assert "1 marked as spam; 1 was changed" in client.post(DECIDE, both, follow=True).content.decode()


def test_what_was_deleted_long_ago_is_out_of_reach() -> None:
    old = timezone.now() - timedelta(days=31)
    comment = make.comment(make.author(), state=State.DELETED, deleted_at=old, body="Forgotten.")
    client = browser(moderator())
    assert "Forgotten." not in client.get(LIST).content.decode()
    assert client.get(page_of(comment)).status_code == 302
    act(client, "restore", comment, confirmed="yes")
    assert state_of(comment) == State.DELETED
    recent = make.comment(make.author(), state=State.DELETED, deleted_at=timezone.now(), body="Recent.")
    assert "Recent." in client.get(page_of(recent)).content.decode()


def test_not_more_than_a_hundred_at_a_time_and_never_those_that_were_not_ticked() -> None:
    rows = make.comments(make.author(), 102)
    client = browser(moderator())
    answer = act(client, "hide", *rows[:101], confirmed="yes", reason="So.")
    assert "These are more than 100." in answer.content.decode()
    act(client, "hide", rows[0], confirmed="yes", reason="So.", select_across="1")
    assert Comment.objects.filter(state=State.HIDDEN).count() == 1


def test_an_action_by_address_alone_changes_nothing() -> None:
    comment = make.comment(make.author())
    asked = {
        "verb": "spam",
        "_selected_action": str(comment.pk),
        "confirmed": "yes",
        f"seen-{comment.pk}": "1.published",
    }
    for address in (LIST, DECIDE):
        browser(moderator()).get(address, asked)
    assert state_of(comment) == State.PUBLISHED


def test_whoever_only_looks_can_do_nothing() -> None:
    from django.contrib.auth.models import Permission

    user = moderator()
    user.groups.clear()
    user.user_permissions.add(Permission.objects.get(codename="view_comment"))
    comment = make.comment(make.author())
    act(browser(user), "hide", comment, confirmed="yes", reason="So.")
    assert state_of(comment) == State.PUBLISHED
    assert "Hide…" not in browser(user).get(page_of(comment)).content.decode()


def test_a_moderator_changes_no_words() -> None:
    comment = make.comment(make.author(), body="Mine.")
    client = browser(moderator())
    page = client.get(page_of(comment)).content.decode()
    assert "<textarea" not in page
    assert "Hide…" in page
    assert client.post(page_of(comment), {"body": "Theirs.", "version": 1}).status_code == 403
    comment.refresh_from_db()
    assert comment.body == "Mine."


def test_a_superuser_changes_words_and_the_earlier_ones_stay() -> None:
    comment = make.comment(make.author(), body="First.")
    client = browser(superuser())
    answer = client.post(page_of(comment), {"body": "Second.", "version": 1})
    assert answer.status_code == 302
    assert "saved" in answer.cookies
    comment.refresh_from_db()
    assert (comment.body, comment.version) == ("Second.", 2)
    assert "First." in browser(moderator()).get(page_of(comment)).content.decode()
    assert Entry.objects.about(comment).get().verb == "edited"


def test_the_later_of_two_edits_sees_both_texts_and_loses_nothing() -> None:
    comment = make.comment(make.author(), body="First words.")
    client = browser(superuser())
    client.post(page_of(comment), {"body": "Words of one tab.", "version": 1})
    answer = client.post(page_of(comment), {"body": "Words of another.", "version": 1})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "This was saved meanwhile" in text
    assert "Words of another.</textarea>" in text
    assert "one tab" in text.split('class="clashes"')[1].split("</section>")[0]
    assert 'name="version" value="2"' in text
    comment.refresh_from_db()
    assert comment.body == "Words of one tab."
    assert client.post(page_of(comment), {"body": "Words of another.", "version": 2}).status_code == 302


def test_a_preview_saves_nothing() -> None:
    comment = make.comment(make.author(), body="First.")
    sent = {"body": "A *new* one.", "version": 1, "preview": "body"}
    text = browser(superuser()).post(page_of(comment), sent).content.decode()
    assert "A <em>new</em> one." in text
    assert "correct the error" not in text
    comment.refresh_from_db()
    assert comment.body == "First."


@pytest.mark.parametrize("body", ["", "a\0b", "x" * (65 * 1024), "> " * 200 + "deep"])
def test_a_text_that_cannot_be_stays_in_the_form_with_a_sentence(body: str) -> None:
    comment = make.comment(make.author(), body="First.")
    answer = browser(superuser()).post(page_of(comment), {"body": body, "version": 1})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.body == "First."


def test_hostile_words_are_shown_as_words_everywhere() -> None:
    author = make.author(name=HOSTILE)
    comment = make.comment(
        author, body="`<img src=x onerror=alert(1)>`", on_title=HOSTILE, context_author=HOSTILE, context_excerpt=HOSTILE
    )
    client = browser(superuser())
    act(client, "hide", comment, confirmed="yes", reason=HOSTILE)
    pages = [client.get(path) for path in (LIST, page_of(comment), f"{LIST}{comment.pk}/history/", "/admin/log/entry/")]
    pages += [
        act(client, "approve", comment),
        client.post(page_of(comment), {"body": HOSTILE, "version": 1}, follow=True),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<img src=x" not in page.content.decode()


def test_what_can_run_is_never_a_link() -> None:
    """Such an address cannot be stored, so let the database look away."""
    comment = make.comment(make.author())
    name = "comments_comment_on_url_is_web"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE comments_comment DROP CONSTRAINT {name}")
        Comment.objects.filter(pk=comment.pk).update(on_url="javascript:alert(1)", context_permalink="")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
    for user in (moderator(), superuser()):
        for path in (LIST, page_of(comment)):
            text = browser(user).get(path).content.decode()
            assert "javascript:alert(1)" in text
            assert 'href="javascript' not in text


def test_it_is_found_by_words_author_and_address() -> None:
    author = make.author(name="Grace")
    comment = make.comment(author, body="Nanoseconds.")
    make.comment(make.author(), body="Other.")
    client = browser(moderator())
    for words in ("nanosec", "grace", comment.public_id):
        text = client.get(LIST, {"q": words}).content.decode()
        assert "Nanoseconds." in text
        assert "Other." not in text
    assert client.get(LIST, {"q": "a\0b"}).status_code == 200


def test_what_it_answers_stands_beside_it() -> None:
    parent = make.comment(make.author(name="Grace"), body="Is it so?")
    comment = make.comment(make.author(), parent=parent, body="It is.")
    for path in (LIST, page_of(comment)):
        assert (
            'answering <bdi>Grace</bdi>: <q dir="auto">Is it so?</q>' in browser(moderator()).get(path).content.decode()
        )


def test_what_it_was_said_on_stands_beside_it_but_of_a_draft_no_title() -> None:
    author = make.author()
    make.comment(author, work=make.work(author, title="A treatise"))
    make.comment(author, page=make.page(author, title="Rings"))
    make.comment(author, page=make.page(author, title="Secret rings", state="draft"))
    text = browser(moderator()).get(LIST).content.decode()
    assert all(words in text for words in ("A treatise", "<bdi>Rings</bdi>", "a page that is not public"))
    assert "Secret rings" not in text


def test_filters_by_state_and_author() -> None:
    author = make.author(name="Grace")
    make.comment(author, body="Waiting.", state=State.PENDING)
    make.comment(make.author(), body="Other.")
    client = browser(moderator())
    for query in ({"state": "pending"}, {"author": str(author.pk)}):
        text = client.get(LIST, query).content.decode()
        assert "Waiting." in text
        assert "Other." not in text
    for value in ("day", "nonsense"):
        assert "Other." not in client.get(LIST, {"state": "pending", "posted": value}).content.decode()
    recent = make.comment(author, body="Just now.", posted_at=timezone.now())
    text = client.get(LIST, {"posted": "week"}).content.decode()
    assert recent.body in text
    assert "Waiting." not in text
    for value in ("nonsense", "\u0661", "9" * 30):
        assert client.get(LIST, {"state": value}).status_code == 200
        assert client.get(LIST, {"author": value}).status_code == 200
    assert client.get(LIST, {"state": "a\0b"}).status_code == 400


def test_django_s_own_log_holds_numbers_alone() -> None:
    comment = make.comment(make.author(), body="Unforgettable.")
    browser(superuser()).post(page_of(comment), {"body": "Memorable.", "version": 1})
    entry = LogEntry.objects.get()
    assert entry.object_repr == f"comment {comment.pk}"
    assert "orable" not in f"{entry.object_repr}{entry.change_message}"
    assert "body" in entry.change_message


def test_a_longer_list_takes_no_more_queries() -> None:
    author = make.author()
    client = browser(moderator())
    make.comments(author, 3)
    client.get(LIST)
    with captured() as few:
        client.get(LIST)
    for _ in range(10):
        make.comment(make.author(), parent=make.comment(make.author()))
    with captured() as many:
        client.get(LIST)
    assert len(few) == len(many)


def test_the_first_page_says_what_waits() -> None:
    assert "No comment and no vote waits" in browser(moderator()).get("/admin/").content.decode()
    waiting()
    text = browser(moderator()).get("/admin/").content.decode()
    assert "1 comment to decide on" in text
    assert "/admin/moderation/case/" in text


def test_a_case_offers_only_what_can_be_done_with_it_as_it_stands() -> None:
    hidden = make.comment(make.author(), state=State.HIDDEN)
    text = browser(moderator()).get(page_of(hidden)).content.decode()
    assert f'name="one" value="approve-{hidden.pk}"' in text
    assert f'name="one" value="spam-{hidden.pk}"' in text
    assert f'name="one" value="hide-{hidden.pk}"' not in text
    assert f'name="one" value="restore-{hidden.pk}"' not in text


def test_what_authors_say_on_a_draft_is_for_them_and_the_owner() -> None:
    author, rhea = make.author(user=make.user()), make.author(listed=False)
    draft = make.page(author, state="draft", title="Rings")
    theirs, of_reader = (make.comment(who, page=draft, body="A plan.", state=State.AWAY) for who in (author, rhea))
    for client, found in ((browser(moderator()), False), (browser(superuser()), True)):
        assert (page_of(theirs) in client.get(LIST).content.decode()) is found
        assert (client.get(page_of(theirs)).status_code == 200) is found
        assert page_of(of_reader) in client.get(LIST).content.decode()
        asked = client.post(DECIDE, {"one": f"hide-{theirs.pk}", f"seen-{theirs.pk}": "1.away"}, follow=True)
        assert ("A plan." in asked.content.decode()) is found
