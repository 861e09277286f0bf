"""`manage.py recount`, with and without `--check`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.management import CommandError, call_command

from tests import make
from tests.votes.casting import browser, cast
from wiki.authors.models import AuthorTotals
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes.recounting import drift

if TYPE_CHECKING:
    from tests.running import Site
    from wiki.comments.models import Comment

WELL = "Every tally is the sum of its votes, and every author's totals are those of their rows.\n"
TOTALS = "{} of authors set right.\n"


def recount(*options: str) -> str:
    printed = io.StringIO()
    call_command("recount", *options, stdout=printed)
    return printed.getvalue()


def voted() -> Comment:
    """A comment with two votes for it and one against."""
    comment = make.comment(make.author())
    for value in (1, 1, -1):
        cast(comment, browser(), value)
    return comment


@pytest.mark.django_db
def test_it_works() -> None:
    assert recount("--check") == WELL
    voted()
    assert recount("--check") == WELL
    assert recount() == "0 tallies set right.\n" + TOTALS.format("0 totals")


@pytest.mark.django_db
def test_a_check_lists_what_each_wrong_tally_says_and_should_say_and_changes_nothing() -> None:
    well, wrong = voted(), voted()
    CommentTally.objects.filter(pk=wrong.pk).update(karma=9, held=2)
    printed = io.StringIO()
    with pytest.raises(CommandError, match="1 total is not the sum of the rows") as caught:
        call_command("recount", "--check", stdout=printed)
    assert caught.value.returncode == 1
    assert printed.getvalue() == f"comments_commenttally {wrong.pk}: karma 9, not 1; held 2, not 0\n"
    assert [row["target"] for row in drift(CommentVote)] == [wrong.pk]
    assert well.pk != wrong.pk


@pytest.mark.django_db
def test_a_recount_sets_right_what_drifted_and_says_how_many() -> None:
    comments = [voted() for _ in range(3)]
    CommentTally.objects.filter(pk__in=[row.pk for row in comments[:2]]).update(karma=9, controversy=0)
    assert recount() == "2 tallies set right.\n" + TOTALS.format("0 totals")
    assert recount("--check") == WELL
    assert CommentTally.objects.get(pk=comments[0].pk).karma == 1


@pytest.mark.django_db
def test_what_an_import_carried_is_part_of_the_sum() -> None:
    comment = voted()
    CommentTally.objects.filter(pk=comment.pk).update(carried_karma=10, carried_karma_votes=7)
    assert recount() == "1 tally set right.\n" + TOTALS.format("0 totals")
    tally = CommentTally.objects.get(pk=comment.pk)
    assert (tally.karma, tally.karma_votes, tally.ups, tally.downs) == (11, 10, 2, 1)


@pytest.mark.django_db
def test_an_author_s_edits_are_checked_and_set_right_by_the_revisions() -> None:
    ada, grace = make.author(), make.author()
    for author in (ada, grace):
        make.revise(make.page(author), author, body="More.")
    make.page(grace, state="draft")
    assert recount("--check") == WELL
    AuthorTotals.objects.filter(author=grace).update(edits=7)
    printed = io.StringIO()
    with pytest.raises(CommandError, match="1 total is not the sum of the rows"):
        call_command("recount", "--check", stdout=printed)
    assert printed.getvalue() == f"authors_authortotals {grace.pk}: edits 7, not 2\n"
    assert recount().endswith(TOTALS.format("1 total"))
    assert recount("--check") == WELL
    assert AuthorTotals.objects.get(author=grace).edits == 2


@pytest.mark.django_db
def test_an_author_s_comments_are_checked_and_set_right_by_what_everyone_may_read() -> None:
    author = make.author()
    for state in ("published", "published", "pending", "hidden", "deleted"):
        make.comment(author, state=state)
    AuthorTotals.objects.filter(author=author).update(comments=2)
    assert recount("--check") == WELL
    AuthorTotals.objects.filter(author=author).update(comments=5)
    with pytest.raises(CommandError, match="1 total is not"):
        recount("--check")
    assert recount().endswith(TOTALS.format("1 total"))
    assert AuthorTotals.objects.get(author=author).comments == 2


def test_a_database_that_is_not_there_yet_is_told_in_a_sentence(bare_site: Site) -> None:
    done = bare_site.run("recount", "--check", SECRET_KEY="x")
    assert done.returncode == 1
    assert "could not be counted" in done.stderr
    assert "Traceback" not in done.stderr
