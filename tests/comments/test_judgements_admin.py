"""Decisions about votes in the admin: who decided what and why, and that an undo asks first and is done once."""

from __future__ import annotations

import pytest

from tests import make
from tests.comments.voted import DECISIONS, decide, karma, last_decision, states, voted
from tests.moderation.staff import browser, moderator, superuser
from wiki.log.models import Entry
from wiki.votes.judging import undo
from wiki.votes.models import Judgement

pytestmark = pytest.mark.django_db


def page_of(decision: Judgement, page: str = "undo") -> str:
    return f"{DECISIONS}{decision.pk}/{page}/"


def test_it_works() -> None:
    user, comment = moderator(), make.comment(make.author())
    client, votes = browser(user), voted(3, on=comment)
    decide(client, "discount", {"comment": comment.public_id}, reason="One person.")
    decision = last_decision()
    text = client.get(DECISIONS).content.decode()
    assert all(words in text for words in ("Discount", "One person.", "<bdi>you</bdi>"))
    assert "Undo…" in client.get(page_of(decision, "change")).content.decode()
    asked = client.get(page_of(decision)).content.decode()
    assert "The decision was “discount”, about 3 votes. An undo changes 3 of them back." in asked
    assert states(votes) == ["discounted"] * 3
    done = client.post(page_of(decision), {"reason": "A mistake."}, follow=True).content.decode()
    assert "3 votes are again what they were." in done
    assert "Undo…" not in done
    assert states(votes) == ["counted"] * 3
    assert karma(comment) == 3
    entry = Entry.objects.about(decision).first()
    assert entry is not None
    assert (entry.verb, entry.actor_id, entry.reason) == ("votes: undo", user.pk, "A mistake.")
    assert "votes: undo" in client.get(page_of(decision, "history")).content.decode()


def test_a_second_undo_says_that_it_is_done_already() -> None:
    client, votes = browser(moderator()), voted(2)
    decide(client, "hold", {"ids": str(votes[0].pk)})
    decision = last_decision()
    client.post(page_of(decision))
    for answer in (client.get(page_of(decision)), client.post(page_of(decision))):
        assert "This was undone already, on" in answer.content.decode()
    assert Entry.objects.about(decision).filter(verb="votes: undo").count() == 1
    assert states(votes) == ["counted"] * 2


def test_whoever_is_slower_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    user, votes = moderator(), voted(1)
    client = browser(user)
    decide(client, "hold", {"ids": str(votes[0].pk)})
    decision = last_decision()

    def quicker(row: Judgement, **told: object) -> int | None:
        undo(row, actor=user)
        return undo(row, **told)  # type: ignore[arg-type]

    monkeypatch.setattr("wiki.comments.judgements_admin.undo", quicker)
    assert "This was undone already." in client.post(page_of(decision), follow=True).content.decode()


def test_votes_decided_about_since_are_left_and_told() -> None:
    client, comment = browser(moderator()), make.comment(make.author())
    votes = voted(3, on=comment)
    decide(client, "hold", {"comment": comment.public_id})
    decision = last_decision()
    decide(client, "discount", {"ids": str(votes[0].pk)})
    assert "An undo changes 2 of them back; 1 is left" in client.get(page_of(decision)).content.decode()
    done = client.post(page_of(decision), follow=True).content.decode()
    assert "2 votes are again what they were. 1 was left, decided about or gone since." in done
    assert states(votes) == ["discounted", "counted", "counted"]
    assert karma(comment) == 2


def test_a_moderator_reads_no_address_of_who_decided_and_a_superuser_does() -> None:
    other = moderator()
    votes = voted(1)
    decide(browser(other), "hold", {"ids": str(votes[0].pk)})
    text = browser(moderator()).get(DECISIONS).content.decode()
    assert "somebody else" in text
    assert other.email not in text
    assert other.email in browser(superuser()).get(DECISIONS).content.decode()


@pytest.mark.parametrize("number", ["0", "x", "9" * 30, "-1", "1%00"])
def test_a_decision_that_is_not_there_is_not_found(number: str) -> None:
    client = browser(moderator())
    assert client.get(f"{DECISIONS}{number}/undo/").status_code == 404
    assert client.post(f"{DECISIONS}{number}/undo/").status_code == 404


def test_decisions_are_found_in_the_log() -> None:
    client, votes = browser(moderator()), voted(1)
    decide(client, "hold", {"ids": str(votes[0].pk)}, reason="A <b>queer</b> thing.")
    text = client.get("/admin/log/entry/", {"kind": "votes.judgement"}).content.decode()
    assert "votes: hold" in text
    assert page_of(last_decision(), "change") in text
    for page in (client.get(DECISIONS), client.get(page_of(last_decision(), "change"))):
        assert "A &lt;b&gt;queer&lt;/b&gt; thing." in page.content.decode()
