"""Users in the admin: added, given rights and deprived of them by verbs that log it."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry

from accounts.models import User
from tests import make
from tests.accounts.signing import PASSWORD, signed_in
from tests.moderation.staff import browser, moderator, superuser
from tests.queries import captured
from wiki.log.models import Entry
from wiki.moderation.people import RefusedError, rights_of, set_rights

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/user/"
NAMES = ("is_active", "is_staff", "moderates", "is_superuser")


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/change/"


def filled(user: User, *, email: Any = None, **rights: Any) -> dict[str, Any]:
    """The form as a browser sends it, opened now; name only what is to differ."""
    stands = rights_of(user)
    sent: dict[str, Any] = {"email": user.email if email is None else email}
    sent |= {f"initial-{name}": "True" for name in NAMES if stands[name]}
    return sent | {name: "on" for name in NAMES if (stands | rights)[name]}


def test_it_works() -> None:
    asker, user = superuser(), make.user(email="eve@example.org")
    client = browser(asker)
    assert "eve@example.org" in client.get(LIST).content.decode()
    page = client.get(page_of(user)).content.decode()
    assert "password" not in page.lower().replace("change password", "")
    assert user.password not in page
    assert client.post(page_of(user), filled(user, is_staff=True, moderates=True)).status_code == 302
    user.refresh_from_db()
    assert rights_of(user) == {"is_active": True, "is_staff": True, "is_superuser": False, "moderates": True}
    entry = Entry.objects.about(user).get()
    assert (entry.verb, entry.actor_id) == ("changed the rights", asker.pk)
    assert entry.after == {"is_staff": True, "moderates": True}


def test_somebody_added_has_no_password_and_is_let_in_by_a_link() -> None:
    client = browser(superuser())
    assert "login_link" in client.get(f"{LIST}add/").content.decode()
    sent = {"email": "Eve@Example.org", "is_superuser": "on", "is_staff": "on"}
    assert client.post(f"{LIST}add/", sent).status_code == 302
    user = User.objects.get(email="eve@example.org")
    assert not user.has_usable_password()
    assert not any((user.is_staff, user.is_superuser))
    assert EmailAddress.objects.get(user=user).verified
    assert Entry.objects.about(user).get().verb == "added"


@pytest.mark.parametrize("email", ["", "eve", "a\0b@example.org", "x" * 250 + "@example.org", "TAKEN@example.org"])
def test_an_address_that_cannot_be_is_refused_with_a_sentence(email: str) -> None:
    make.user(email="taken@example.org")
    user = make.user()
    client = browser(superuser())
    for path, sent in ((f"{LIST}add/", {"email": email}), (page_of(user), filled(user, email=email))):
        answer = client.post(path, sent)
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
    assert User.objects.count() == 3


def test_another_address_signs_its_owner_out_and_no_word_of_it_is_logged() -> None:
    user = make.user(email="reader@example.org", password=PASSWORD)
    there = signed_in("reader@example.org")
    assert browser(superuser()).post(page_of(user), filled(user, email="new@example.org")).status_code == 302
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert EmailAddress.objects.get(user=user).email == "new@example.org"
    assert there.get("/account/").status_code == 302
    entry = Entry.objects.about(user).get()
    assert (entry.verb, entry.before, entry.after) == ("changed the e-mail address", {}, {})
    written = LogEntry.objects.get()
    assert "@" not in f"{written.object_repr}{written.change_message}"


def test_whoever_is_deactivated_is_signed_out_at_once() -> None:
    user = make.user(email="reader@example.org", password=PASSWORD)
    there = signed_in("reader@example.org")
    browser(superuser()).post(page_of(user), filled(user, is_active=False))
    assert there.get("/account/").status_code == 302
    user.refresh_from_db()
    user.is_active = True
    user.save()
    assert there.get("/account/").status_code == 302  # the session itself is gone


@pytest.mark.parametrize("right", ["is_active", "is_staff", "is_superuser"])
def test_nobody_takes_their_own_rights(right: str) -> None:
    user = superuser()
    superuser()
    answer = browser(user).post(page_of(user), filled(user, **{right: False}))
    assert "You cannot take your own rights." in answer.content.decode()
    user.refresh_from_db()
    assert getattr(user, right)


@pytest.mark.parametrize("right", ["is_active", "is_superuser"])
def test_the_last_who_may_do_everything_keeps_it(right: str) -> None:
    user, asker = make.owner(), make.user()
    make.owner(is_active=False)
    with pytest.raises(RefusedError, match="Somebody must be left"):
        set_rights(user, {right: False}, actor=asker)
    user.refresh_from_db()
    assert getattr(user, right)
    assert not Entry.objects.exists()


def test_two_who_take_each_other_s_rights_are_not_both_heard() -> None:
    one, other = make.owner(), make.owner()
    set_rights(other, {"is_superuser": False}, actor=one)
    with pytest.raises(RefusedError):
        set_rights(one, {"is_superuser": False}, actor=other)


def test_a_moderator_must_be_let_in() -> None:
    user = make.user()
    answer = browser(superuser()).post(page_of(user), filled(user, moderates=True))
    assert "Tick that they may enter it." in answer.content.decode()
    assert not user.groups.exists()


def test_a_form_that_was_open_for_long_gives_nothing_back() -> None:
    user = make.user()
    sent = filled(user, is_staff=True)
    User.objects.filter(pk=user.pk).update(is_active=False)
    browser(superuser()).post(page_of(user), sent)
    user.refresh_from_db()
    assert (user.is_active, user.is_staff) == (False, True)


def test_the_same_rights_again_are_not_logged() -> None:
    user = make.user()
    browser(superuser()).post(page_of(user), filled(user))
    assert not Entry.objects.exists()


def test_a_moderator_reaches_nobody_s_rights() -> None:
    user = moderator()
    answer = browser(user).post(page_of(user), filled(user, is_superuser=True))
    assert answer.status_code == 403
    user.refresh_from_db()
    assert not user.is_superuser


def test_filters_by_what_they_may_do() -> None:
    make.user(email="plain@example.org")
    make.user(email="gone@example.org", is_active=False)
    client = browser(superuser())
    text = client.get(LIST, {"may": "not"}).content.decode()
    assert "gone@example.org" in text
    assert "plain@example.org" not in text
    for value in ("everything", "enter", "moderate", "nonsense"):
        assert client.get(LIST, {"may": value}).status_code == 200


def test_a_longer_list_takes_no_more_queries() -> None:
    client = browser(superuser())
    client.get(LIST)
    with captured() as few:
        client.get(LIST)
    for _ in range(10):
        make.user()
    with captured() as many:
        client.get(LIST)
    assert len(few) == len(many)


def test_a_form_that_was_opened_before_an_address_changed_does_not_change_it_back() -> None:
    user = make.user(email="old@example.org")
    sent = filled(user, is_staff=True) | {"initial-email": "old@example.org"}
    user.change_email("new@example.org")
    assert browser(superuser()).post(page_of(user), sent).status_code == 302
    user.refresh_from_db()
    assert (user.email, user.is_staff) == ("new@example.org", True)


def test_whoever_signed_in_long_ago_shows_again_who_they_are() -> None:
    user, asker = make.user(), superuser()
    client = browser(asker)
    session = client.session
    session["account_authentication_methods"] = [{"method": "sign_in", "at": 0, "reauthenticated": True}]
    session.save()
    assert "/reauthenticate/" in client.get(page_of(user))["Location"]
    assert client.post(page_of(user), filled(user, is_superuser=True, is_staff=True)).status_code == 302
    user.refresh_from_db()
    assert not user.is_superuser
