"""Taking one's own things along: all of them, none of anybody else's, and in a form that can be read again."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from tests import make
from tests.accounts.signing import PASSWORD, long_after_signing_in, signed_in
from tests.media.pictures import stored
from tests.moderation.staff import browser
from tests.votes.casting import account, cast
from wiki.archive.errors import ArchiveError
from wiki.archive.importing import import_archive
from wiki.archive.own import write_own
from wiki.authors.models import Author, AuthorTotals, Link
from wiki.comments.answering import answer
from wiki.comments.models import Comment, CommentVersion
from wiki.comments.states import State, place_of
from wiki.comments.votes import CommentTally, CommentVote
from wiki.moderation.models import Flag
from wiki.notices.models import Choice, Notice
from wiki.pages.models import Draft
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/account/export/"
PLACE = ("body", "posted_at", "edited_at", "place", "on_title", "on_url", "status")


def reader(**fields: Any) -> Author:
    """Somebody who answers here."""
    return make.author(user=make.user(email="rosa@example.org"), name="Rosa", listed=False, **fields)


def exported(user: User) -> zipfile.ZipFile:
    """What somebody takes along."""
    file = io.BytesIO()
    write_own(user, file)
    return zipfile.ZipFile(file)


def texts(archive: zipfile.ZipFile) -> dict[str, str]:
    return {name: archive.read(name).decode() for name in archive.namelist() if not name.startswith("media/")}


def test_it_works() -> None:
    rosa = reader()
    make.comment(rosa, public_id="mine", body="What I said.")
    client = browser(make.account(rosa))
    assert "Export your data" in client.get(ADDRESS).content.decode()
    got = client.post(ADDRESS)
    assert got.status_code == 200
    assert got["Content-Type"] == "application/zip"
    assert got["Cache-Control"] == "private, no-store"
    assert got["Content-Disposition"] == f'attachment; filename="commonplace-{timezone.now():%Y-%m-%d}.zip"'
    archive = zipfile.ZipFile(io.BytesIO(b"".join(got)))
    assert archive.testzip() is None
    assert "What I said." in archive.read("comments/mine.md").decode()


def test_who_signed_in_long_ago_shows_again_who_they_are() -> None:
    make.user(email="rosa@example.org", password=PASSWORD)
    client = long_after_signing_in(signed_in("rosa@example.org"))
    for refusal in (client.get(ADDRESS), client.post(ADDRESS)):
        assert refusal.status_code == 302
        assert refusal["Location"].startswith(("/account/reauthenticate/", ADDRESS))


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")
    assert client.post(ADDRESS)["Location"].startswith("/account/login/")


def test_what_was_said_comes_back_on_a_new_site(tmp_path: Path) -> None:
    rosa = reader(bio="I *read*.", pronouns="she/her", links=[Link(title="Home", url="https://rosa.example/")])
    hostile = "---\nid: other\n---\n\n# Not a head\n\n`a: b`\u2028 \u202e é"
    first = make.comment(rosa, body=hostile, on_title="A paper: its title", on_url="https://a.example/p")
    second = make.comment(rosa, body="To myself.", parent=first, status="draft")
    undated = make.comment(rosa, posted_at=None, place=123)
    for comment in (second, undated):
        Comment.objects.get(pk=comment.pk).edit("Said better.", actor=make.account(rosa), version=1)
    rows = Comment.objects.in_bulk([first.pk, second.pk, undated.pk])
    told = {row.public_id: [getattr(row, name) for name in PLACE] for row in rows.values()}
    path = tmp_path / "mine.zip"
    with path.open("wb") as file:
        write_own(make.account(rosa), file)

    empty_the_site()
    assert import_archive(path).added == 4
    author = Author.objects.get()
    assert (author.name, author.bio, author.pronouns) == ("Rosa", "I *read*.", "she/her")
    assert [link.url for link in author.links.all()] == ["https://rosa.example/"]
    assert {row.public_id: [getattr(row, name) for name in PLACE] for row in Comment.objects.all()} == told
    assert Comment.objects.get(public_id=second.public_id).parent == Comment.objects.get(public_id=first.public_id)
    assert import_archive(path).unchanged == 4


def empty_the_site() -> None:
    """As it is before anybody wrote there."""
    CommentVersion.objects.all().delete()
    Comment.objects.update(parent=None, thread=None)
    Comment.objects.all().delete()
    Author.objects.all().delete()


def test_what_is_not_published_says_so_and_is_not_published_elsewhere(tmp_path: Path) -> None:
    rosa = reader()
    for state in (State.PENDING, State.HIDDEN, State.SPAM):
        make.comment(rosa, public_id=f"it-is-{state}", state=state, told="Too long.")
    make.comment(rosa, public_id="it-is-deleted").remove(actor=make.account(rosa))
    make.comment(rosa, public_id="it-is-published")
    files = texts(exported(make.account(rosa)))
    for told in ("pending", "hidden", "spam", "deleted"):
        assert f"\nstate: {told}\n" in files[f"comments/it-is-{told}.md"]
    assert "\nstate:" not in files["comments/it-is-published.md"]
    assert "\ntold: Too long." in files["comments/it-is-hidden.md"]
    path = tmp_path / "mine.zip"
    with path.open("wb") as file:
        write_own(make.account(rosa), file)
    empty_the_site()
    import_archive(path)
    states = dict(Comment.objects.values_list("public_id", "state"))
    assert states == {
        "it-is-published": "published",
        "it-is-pending": "pending",
        "it-is-hidden": "hidden",
        "it-is-spam": "spam",
        "it-is-deleted": "pending",
    }
    assert AuthorTotals.objects.get().comments == 1
    assert CommentTally.objects.filter(visible=True).count() == 1


def test_a_state_that_there_is_not_is_refused(tmp_path: Path) -> None:
    (tmp_path / "author.md").write_text("---\nname: Rosa\n---\n")
    (tmp_path / "comments").mkdir()
    (tmp_path / "comments/a.md").write_text("---\nstate: away\n---\nWords.\n")
    with pytest.raises(ArchiveError, match=r"comments/a\.md, line 2: state must be one of deleted, hidden"):
        import_archive(tmp_path)


def test_words_that_are_gone_are_not_there() -> None:
    rosa = reader()
    gone = make.comment(rosa, public_id="gone")
    gone.remove(actor=make.account(rosa))
    Comment.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    Comment.objects.forget_deleted()
    child = make.comment(rosa, public_id="child", parent=gone)
    files = texts(exported(make.account(rosa)))
    assert "comments/gone.md" not in files
    assert "parent" not in files[f"comments/{child.public_id}.md"]


def test_what_it_answers_of_others_is_told_as_a_context_if_everyone_may_read_it() -> None:
    rosa, ada = reader(), make.author(name="Ada")
    page = make.page(ada, title="Engines")
    asked = answer(page, ada, "What is it?", actor=make.user())
    hidden = answer(page, ada, "A secret.", actor=make.user())
    seen = answer(asked, rosa, "A machine.", actor=make.account(rosa))
    unseen = answer(hidden, rosa, "Indeed.", actor=make.account(rosa))
    hidden.hide(actor=make.user(), reason="So.")
    files = texts(exported(make.account(rosa)))
    told = files[f"comments/{seen.public_id}.md"]
    assert "\n  author: Ada\n  excerpt: What is it?\n" in told
    assert f"permalink: http://localhost:8000/comments/{asked.public_id}/" in told
    assert "\n  title: Engines\n  url: http://localhost:8000/wiki/engines/\n" in told
    assert "secret" not in files[f"comments/{unseen.public_id}.md"]
    assert hidden.public_id not in files[f"comments/{unseen.public_id}.md"]
    page.unpublish(actor=make.user())
    assert "Engines" not in "".join(texts(exported(make.account(rosa))).values())


def test_earlier_versions_are_there() -> None:
    rosa = reader()
    comment = make.comment(rosa, public_id="mine", body="First thought.")
    comment.edit("Second thought.", actor=make.account(rosa), version=1)
    files = texts(exported(make.account(rosa)))
    assert "Second thought." in files["comments/mine.md"]
    assert "First thought." in files["comments/mine.versions/0001.md"]


def test_ids_that_differ_by_capitals_alone_get_names_that_do_not(tmp_path: Path) -> None:
    rosa = reader()
    for public_id in ("Same", "same", "SAME"):
        make.comment(rosa, public_id=public_id)
    path = tmp_path / "mine.zip"
    with path.open("wb") as file:
        write_own(make.account(rosa), file)
    empty_the_site()
    assert import_archive(path).added == 4
    assert set(Comment.objects.values_list("public_id", flat=True)) == {"Same", "same", "SAME"}


def test_the_account_is_there_without_its_secrets() -> None:
    rosa = reader()
    user = make.account(rosa)
    user.set_password("a horse on the moon")
    user.save()
    Authenticator.objects.create(user=user, type="totp", data={"secret": "SECRET-OF-THE-APP"})
    Choice.objects.create(user=user, answers="daily")
    browser(user).get("/account/")
    files = texts(exported(user))
    facts = json.loads(files["account.json"])
    assert facts["address"] == "rosa@example.org"
    assert facts["notices"] == "daily"
    assert [way["kind"] for way in facts["ways_to_sign_in"]] == ["TOTP Authenticator"]
    everything = "".join(files.values())
    assert "SECRET-OF-THE-APP" not in everything
    assert user.password not in everything


def test_votes_flags_notices_and_drafts_are_there() -> None:
    rosa, ada = reader(), make.author()
    user = make.account(rosa)
    comment = make.comment(ada, public_id="theirs")
    cast(comment, account(user), 1)
    voter = Voter.objects.get(user=user)
    Flag.objects.create(comment=comment, voter=voter, complaint="unkind", note="It is rude.")
    Notice.objects.create(user=user, kind="comment", source=comment.pk, why="answers you")
    Draft.objects.keep(user, None, base=0, window="w", fields={"title": "Half a page"})
    files = texts(exported(user))
    (vote,) = json.loads(files["votes.json"])["votes"]
    assert (vote["comment"], vote["value"]) == ("theirs", 1)
    (flag,) = json.loads(files["flags.json"])
    assert (flag["note"], flag["comment"]) == ("It is rude.", "http://localhost:8000/comments/theirs/")
    (notice,) = json.loads(files["notices.json"])
    assert (notice["why"], notice["of"]) == ("answers you", "http://localhost:8000/comments/theirs/")
    (draft,) = json.loads(files["drafts.json"])
    assert draft["fields"] == {"title": "Half a page"}


def test_pictures_works_and_revisions_are_there(media: Path) -> None:
    ada = make.author(user=make.user(), name="Ada")
    user = make.account(ada)
    image = stored(user, alt="A wheel")
    make.work(ada, title="On wheels", slug="on-wheels", position=1)
    page = make.page(ada, title="Wheels", body="They turn.\n", summary="Begun")
    make.revise(page, make.author(name="Other"), body="Others wrote this.\n")
    archive = exported(user)
    files = texts(archive)
    assert archive.read(f"media/{image.name}") == (media / image.name).read_bytes()
    assert json.loads(files["media.json"])[0]["shows"] == "A wheel"
    assert "title: On wheels" in files["works/01-on-wheels.md"]
    assert "They turn." in files["pages/wheels.revisions/0001.md"]
    assert "Others wrote this." not in "".join(files.values())


def test_nothing_of_anybody_else_is_there() -> None:
    rosa, eve = reader(), make.author(user=make.user(email="eve@example.org"), name="Eve")
    said = make.comment(eve, body="Not yours.")
    cast(make.comment(rosa), account(make.account(eve)), 1)
    said.edit("Nor this.", actor=make.account(eve), version=1)
    Draft.objects.keep(make.account(eve), None, base=0, window="w", fields={"body": "Nor that."})
    everything = "".join(texts(exported(make.account(rosa))).values())
    for words in ("eve@example.org", "Not yours.", "Nor this.", "Nor that."):
        assert words not in everything


def test_who_said_nothing_gets_their_account() -> None:
    assert set(exported(make.user()).namelist()) == {"account.json", "votes.json", "archive.json"}


def test_the_archive_says_how_to_check_it() -> None:
    rosa = reader()
    make.comments(rosa, 2)
    archive = exported(make.account(rosa))
    told = json.loads(archive.read("archive.json"))
    assert (told["format"], told["counts"]) == (1, {"files": 3, "comments": 2})
    names = set(archive.namelist()) - {"archive.json"}
    assert told["sha256"] == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names}


def test_how_it_was_received_comes_along(tmp_path: Path) -> None:
    rosa = reader()
    comment = make.comment(rosa)
    cast(comment, account(make.user()), 1)
    path = tmp_path / "mine.zip"
    with path.open("wb") as file:
        write_own(make.account(rosa), file)
    CommentVote.objects.all().delete()
    empty_the_site()
    import_archive(path)
    tally = CommentTally.objects.get()
    assert (tally.karma, tally.karma_votes, tally.agreement_votes) == (1, 1, 0)


def test_much_that_was_said_is_never_held_at_once(tmp_path: Path) -> None:
    rosa = reader()
    long, moment = "word " * 6_000, timezone.now()
    rows = [Comment(author=rosa, body=long, posted_at=moment, place=place_of(moment)) for _ in range(1_500)]
    Comment.objects.publish_many(rosa, rows)
    user = make.account(rosa)
    tracemalloc.start()
    with (tmp_path / "mine.zip").open("wb") as file:
        write_own(user, file)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        assert sum(len(archive.read(name)) for name in archive.namelist()) > 45_000_000
    assert peak < 15_000_000
