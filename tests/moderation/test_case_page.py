"""A case: one comment with all that is known of it, and the way to the next."""

from __future__ import annotations

import pytest

from tests import make
from tests.moderation.deciding import QUEUE, case_of, decided, flagged, press, reader, waiting
from tests.moderation.staff import browser, moderator
from tests.queries import captured
from tests.votes.casting import browser as votes_browser
from tests.votes.casting import cast
from wiki.comments.models import Comment
from wiki.comments.states import State

pytestmark = pytest.mark.django_db


def page_of(comment: Comment) -> str:
    return f"{QUEUE}{case_of(comment).pk}/change/"


def test_it_works() -> None:
    author = reader(name="Grace")
    comment = waiting(author, body="First *words*.")
    client = browser(moderator())
    text = client.get(page_of(comment)).content.decode()
    assert all(words in text for words in ("A comment that waits", "Grace", "First <em>words</em>."))
    answer = press(client, "spam", comment, back=page_of(comment))
    text = answer.content.decode()
    assert "A comment that was decided about" in text
    assert "1 marked as spam." in text
    assert comment.cases.get().closed_by
    assert "marked as spam (state: pending → spam)" in text


def test_what_it_said_before_stands_there_and_what_was_changed() -> None:
    comment = waiting(body="First words.")
    comment.edit("Second words.", actor=make.account(comment.author), version=1)
    text = browser(moderator()).get(page_of(comment)).content.decode()
    assert "What it said before" in text
    assert "First" in text
    assert "<del" in text


def test_what_it_answers_stands_above_it_the_topmost_first() -> None:
    rows = [make.comment(make.author(), body="Level 0.")]
    for level in range(1, 9):
        rows.append(make.comment(make.author(), body=f"Level {level}.", parent=rows[-1]))
    text = browser(moderator()).get(page_of(waiting(parent=rows[-1]))).content.decode()
    above = text.split('class="above"')[1].split("</ol>")[0]
    assert [level for level in range(9) if f"Level {level}." in above] == [3, 4, 5, 6, 7, 8]
    assert above.index("Level 3.") < above.index("Level 8.")


def test_it_shows_what_else_the_same_person_said_and_flags_that_were_settled() -> None:
    author = reader()
    make.comment(author, body="Hidden remark.", state=State.HIDDEN)
    comment = make.comment(author)
    flagged(comment, note="An old complaint.")
    decided("approve", comment)
    flagged(comment, note="A new complaint.")
    text = browser(moderator()).get(page_of(comment)).content.decode()
    assert "Hidden remark." in text
    assert "dismissed" in text.split("An old complaint.")[0][-200:]
    assert "A new complaint." in text


def test_it_says_how_it_was_received_and_from_how_many_networks_its_flags_came() -> None:
    comment = make.comment(reader())
    for value in (1, 1, -1):
        cast(comment, votes_browser(), value)
    for network in ("a", "b", "b", ""):
        flag = flagged(comment)
        flag.network = network
        flag.save()
    text = browser(moderator()).get(page_of(comment)).content.decode()
    assert "The flags came from 2 networks." in text
    assert "Karma 1 from 3 votes, agreement 0 from 0." in text
    assert f'<a href="/admin/comments/commentvote/?comment={comment.public_id}">Its votes</a>' in text


def test_it_leads_to_those_before_and_after_it() -> None:
    high, middle, low = waiting(points=9), waiting(), waiting()
    client = browser(moderator())
    text = client.get(page_of(middle)).content.decode()
    assert f'rel="prev" href="{page_of(high)}"' in text
    assert f'rel="next" href="{page_of(low)}"' in text
    text = client.get(page_of(high)).content.decode()
    assert 'rel="prev"' not in text
    decided("approve", middle)
    assert f'rel="next" href="{page_of(low)}"' in client.get(page_of(high)).content.decode()


def test_it_takes_no_form_of_its_own() -> None:
    comment = waiting()
    assert browser(moderator()).post(page_of(comment), {}).status_code == 403


def test_more_of_everything_takes_no_more_queries() -> None:
    author = reader()
    comment = waiting(author)
    client = browser(moderator())
    client.get(page_of(comment))
    with captured() as few:
        client.get(page_of(comment))
    for _ in range(10):
        make.comment(author)
        flagged(comment)
        waiting()
    with captured() as many:
        client.get(page_of(comment))
    assert len(few) == len(many)
