"""The log in the admin."""

from __future__ import annotations

import pytest

from tests import make
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db

LIST = "/admin/log/entry/"


def test_it_works() -> None:
    author, user = make.author(), make.user(email="ada@example.org")
    Entry.objects.record("edited", author, actor=user, reason="A slip.", before={"version": 1}, after={"version": 2})
    text = browser(superuser()).get(LIST).content.decode()
    assert all(words in text for words in ("edited", "A slip.", "version: 1 → 2", "ada@example.org"))
    assert f'href="/admin/authors/author/{author.pk}/change/"' in text


def test_a_moderator_learns_that_it_was_somebody() -> None:
    Entry.objects.record("edited", make.author(), actor=make.user(email="ada@example.org"))
    text = browser(moderator()).get(LIST).content.decode()
    assert "somebody" in text
    assert "ada@example.org" not in text


def test_a_moderator_knows_their_own_acts_and_is_offered_nothing_of_users() -> None:
    asker = moderator()
    Entry.objects.record("hidden", make.comment(make.author()), actor=asker)
    text = browser(asker).get(LIST).content.decode()
    assert "<bdi>you</bdi>" in text
    assert ">Users</a>" not in text
    assert ">Comments</a>" in text


def test_somebody_erased_and_the_site_itself_have_no_name() -> None:
    user = make.user()
    Entry.objects.record("edited", make.author(), actor=user)
    Entry.objects.record("edited", make.author(), actor=None)
    user.delete()
    text = browser(superuser()).get(LIST).content.decode()
    assert "somebody erased" in text
    assert "the site" in text


def test_it_can_be_narrowed_to_one_kind() -> None:
    Entry.objects.record("edited", make.author(), actor=None)
    Entry.objects.record("hidden", make.comment(make.author()), actor=None)
    text = browser(superuser()).get(LIST, {"kind": "comments.comment"}).content.decode()
    assert "hidden" in text
    assert ">edited<" not in text


def test_nobody_writes_in_it() -> None:
    entry = Entry.objects.record("edited", make.author(), actor=None)
    client = browser(superuser())
    for path in (f"{LIST}add/", f"{LIST}{entry.pk}/change/", f"{LIST}{entry.pk}/delete/"):
        assert client.post(path, {"verb": "other"}).status_code == 403
    assert client.get(f"{LIST}{entry.pk}/change/").status_code == 200


def test_a_longer_list_takes_no_more_queries() -> None:
    client = browser(superuser())
    Entry.objects.record("edited", make.author(), actor=make.user())
    client.get(LIST)
    with captured() as few:
        client.get(LIST)
    for _ in range(10):
        Entry.objects.record("edited", make.author(), actor=make.user())
    with captured() as many:
        client.get(LIST)
    assert len(few) == len(many)
