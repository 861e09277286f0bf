"""The admin's door: the site's own sign-in, and a second factor."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.moderation.staff import browser, give_second_factor, superuser

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    answer = browser(superuser()).get("/admin/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    assert "What waits" in answer.content.decode()


def test_whoever_is_signed_out_signs_in_by_the_site_s_own_page() -> None:
    answer = Client().get("/admin/comments/comment/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/account/login/?next=%2Fadmin%2Fcomments%2Fcomment%2F")
    assert "Sign in with a passkey" in answer.content.decode()


def test_no_password_is_taken_at_the_admin_s_own_address() -> None:
    make.owner(email="ada@example.org", password="a horse on the moon")
    client = Client()
    answer = client.post("/admin/login/", {"username": "ada@example.org", "password": "a horse on the moon"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")
    assert client.get("/account/").status_code == 302


def test_whoever_is_no_staff_is_refused() -> None:
    assert browser(make.user()).get("/admin/", follow=True).status_code == 403


def test_staff_without_a_second_factor_are_sent_to_set_one_up_and_told_why() -> None:
    client = browser(make.owner())
    for path in ("/admin/", "/admin/comments/comment/", "/admin/jsi18n/", "/admin/autocomplete/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0] == reverse("mfa_index"), path
    assert "Add a passkey or an authenticator app here" in client.get("/admin/", follow=True).content.decode()


def test_recovery_codes_alone_are_no_second_factor() -> None:
    from allauth.mfa.models import Authenticator

    user = make.owner()
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    assert browser(user).get("/admin/").status_code == 302
    give_second_factor(user)
    assert browser(user).get("/admin/").status_code == 200


def test_a_lost_session_loses_no_words() -> None:
    comment = make.comment(make.author())
    answer = Client().post(f"/admin/comments/comment/{comment.pk}/change/", {"body": "An hour's work."})
    assert answer.status_code == 403
    assert "An hour&#x27;s work." in answer.content.decode()


def test_the_password_is_changed_where_everybody_changes_theirs() -> None:
    assert browser(superuser()).get("/admin/password_change/")["Location"] == "/account/password/change/"


def test_signing_out_of_the_admin_signs_out_of_the_site() -> None:
    client = browser(superuser())
    client.post("/admin/logout/")
    assert client.get("/account/").status_code == 302


def test_somebody_deactivated_is_out_at_once() -> None:
    user = superuser()
    client = browser(user)
    assert client.get("/admin/").status_code == 200
    user.is_active = False
    user.save()
    assert client.get("/admin/").status_code == 302
