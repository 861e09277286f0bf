"""The list of words and domains, as moderators keep it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.moderation.admitting import known
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation import rehearsing
from wiki.moderation.models import Rule

if TYPE_CHECKING:
    from accounts.models import User

pytestmark = pytest.mark.django_db
LIST = "/admin/moderation/rule/"
ADD = f"{LIST}add/"


@pytest.fixture
def who() -> User:
    return moderator()


@pytest.fixture
def client(who: User) -> Client:
    return browser(who)


def typed(text: str = "Casino", **fields: Any) -> dict[str, Any]:
    return {"kind": "word", "text": text, "points": 5, "note": "Seen often."} | fields


def rehearsed(text: str = "Casino", kept: str = "casino", **fields: Any) -> dict[str, Any]:
    """A form that was sent once and comes again."""
    found = typed(text, **fields)
    return found | {"rehearsed": f"{found['kind']}:{kept}"}


def test_it_works(client: Client, who: User) -> None:
    first = client.post(ADD, typed())
    page = first.content.decode()
    assert first.status_code == 200
    assert "In the last 30 days it would have caught 0 of 0 replies." in page
    assert "It is kept as: casino. Save once more" in page
    assert "Please correct the error" not in page
    assert 'name="rehearsed" value="word:casino"' in page
    assert not Rule.objects.exists()
    assert client.post(ADD, rehearsed()).status_code == 302
    rule = Rule.objects.get()
    assert (rule.kind, rule.text, rule.points, rule.note) == ("word", "casino", 5, "Seen often.")
    entry = Entry.objects.about(rule).get()
    assert (entry.verb, entry.actor_id, entry.after) == ("added", who.pk, {"kind": "word", "points": 5})


def test_it_says_what_it_would_have_caught(client: Client) -> None:
    now = timezone.now()
    author = known()
    for state in (State.PUBLISHED, State.PUBLISHED, State.SPAM, State.PENDING, State.DELETED):
        make.comment(author, body="My casino.", posted_at=now, state=state)
    make.comment(author, body="My house.", posted_at=now)
    make.comment(author, body="My old casino.", posted_at=now - timedelta(days=31))
    make.comment(make.author(), body="Our casino.", posted_at=now)
    page = client.post(ADD, typed()).content.decode()
    assert "it would have caught 4 of 5 replies, of which 2 were approved." in page


def test_a_rehearsal_reads_the_names_too(client: Client) -> None:
    make.comment(known(name="Casino Royal"), body="My house.", posted_at=timezone.now(), state=State.SPAM)
    make.comment(known(name="Royal"), body="My house.", posted_at=timezone.now())
    page = client.post(ADD, typed()).content.decode()
    assert "it would have caught 1 of 2 replies, of which 0 were approved." in page


def test_a_rehearsal_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    make.comments(known(), 6, body="My casino, and more.", posted_at=timezone.now())
    rule = Rule(kind="word", text="casino")
    assert rehearsing.rehearse(rule) == (6, 6, 6)
    monkeypatch.setattr(rehearsing, "MOST", 4)
    assert rehearsing.rehearse(rule) == (4, 4, 4)
    monkeypatch.setattr(rehearsing, "MOST_SIGNS", 45)
    assert rehearsing.rehearse(rule) == (2, 2, 2)


def test_another_text_is_rehearsed_again(client: Client) -> None:
    assert client.post(ADD, rehearsed("Pills")).status_code == 200
    assert client.post(ADD, rehearsed(kind="domain", text="casino.example")).status_code == 200
    assert not Rule.objects.exists()


def test_points_and_notes_are_changed_at_once_and_words_after_a_rehearsal(client: Client) -> None:
    rule = Rule.objects.create(kind="word", text="casino")
    address = f"{LIST}{rule.pk}/change/"
    assert client.post(address, typed(points=10, note="")).status_code == 302
    rule.refresh_from_db()
    assert (rule.points, rule.note) == (10, "")
    assert client.post(address, typed("Pills")).status_code == 200
    assert client.post(address, rehearsed("Pills", "pills")).status_code == 302
    rule.refresh_from_db()
    assert rule.text == "pills"
    assert [entry.verb for entry in Entry.objects.about(rule)] == ["changed", "changed"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "."}, "Write at least one word"),
        ({"text": ""}, "Write a word or a domain."),
        ({"text": " \u200b"}, "Write a word or a domain."),
        ({"text": "a"}, "One letter stands in nearly every text."),
        ({"text": "x" * 200}, "Use at most 100 characters"),
        ({"text": "x" * 2000}, "Use at most"),
        ({"text": "com", "kind": "domain"}, "Write a domain as in example.org"),
        ({"kind": "regex"}, "Select a valid choice"),
        ({"points": "0"}, "greater than or equal to 1"),
        ({"points": "99"}, "less than or equal to 20"),
        ({"points": "many"}, "Enter a whole number"),
        ({"note": "x" * 301}, "Use at most 300 characters"),
    ],
)
def test_nonsense_is_refused_kindly_and_comes_back(client: Client, fields: dict[str, Any], told: str) -> None:
    answer = client.post(ADD, rehearsed() | fields)
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Rule.objects.exists()
    if fields.get("text", "").strip(" \u200b"):
        assert fields["text"] in answer.content.decode()


def test_what_is_on_the_list_is_not_put_there_twice(client: Client) -> None:
    Rule.objects.create(kind="word", text="casino")
    assert "casino is on the list already." in client.post(ADD, typed("CASINÓ")).content.decode()
    assert client.post(ADD, rehearsed("casino.example", "casino.example", kind="domain")).status_code == 302


def test_rules_are_taken_off_the_list_after_a_question(client: Client, who: User) -> None:
    rules = [Rule.objects.create(kind="word", text=text) for text in ("casino", "pills", "poker")]
    chosen = {"action": "remove", "_selected_action": [rules[0].pk, rules[1].pk]}
    page = client.post(LIST, chosen).content.decode()
    assert "casino" in page
    assert "They speak against no text any more." in page
    assert Rule.objects.count() == 3
    client.post(LIST, chosen | {"confirmed": "yes"})
    assert [rule.text for rule in Rule.objects.all()] == ["poker"]
    gone = Entry.objects.filter(kind="moderation.rule", target_id__in=[rules[0].pk, rules[1].pk])
    assert {(entry.verb, entry.actor_id) for entry in gone} == {("removed", who.pk)}
    assert "casino" not in str(list(gone.values())), "the log holds no texts"


def test_the_list_is_searched_and_filtered_in_a_fixed_number_of_queries(client: Client) -> None:
    Rule.objects.create(kind="domain", text="evil.example", note="<b>bold</b>")
    Rule.objects.create(kind="word", text="casino")
    page = client.get(LIST).content.decode()
    assert "evil.example" in page
    assert "<b>bold" not in page
    assert "evil.example" not in client.get(LIST, {"kind": "word"}).content.decode()
    assert "evil.example" in client.get(LIST, {"q": "evil"}).content.decode()
    with captured() as before:
        client.get(LIST)
    Rule.objects.bulk_create(Rule(kind="word", text=f"word{number}") for number in range(10))
    with captured() as after:
        client.get(LIST)
    assert len(after) == len(before)


def test_a_hostile_note_breaks_nothing() -> None:
    client = browser(superuser())
    note = "\u202e<script>alert(1)</script>"
    client.post(ADD, rehearsed(note=note))
    assert "<script>alert" not in client.get(LIST).content.decode()


def test_the_first_page_leads_to_the_list(client: Client) -> None:
    assert LIST in client.get("/admin/").content.decode()
