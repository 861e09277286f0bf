from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import User
from tests import make

pytestmark = pytest.mark.django_db


def addresses(user: User) -> list[tuple[str, bool, bool]]:
    return list(EmailAddress.objects.filter(user=user).order_by("email").values_list("email", "verified", "primary"))


def test_a_user_has_a_verified_address_from_the_first() -> None:
    user = User.objects.create_user(" Ada@Example.org ")
    assert user.email == "ada@example.org"
    assert not user.has_usable_password()
    assert addresses(user) == [("ada@example.org", True, True)]


def test_an_address_is_one_user_s_whatever_its_case() -> None:
    make.user(email="ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email="ADA@example.org")])


def test_a_user_who_cannot_be_made_leaves_nothing_behind() -> None:
    other = make.user(email="other@example.org")
    User.objects.filter(pk=other.pk).update(email="moved@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("other@example.org")
    assert User.objects.count() == 1


def test_a_new_address_moves_both_rows_and_leaves_further_ones() -> None:
    user = make.user(email="old@example.org")
    EmailAddress.objects.create(user=user, email="third@example.org", verified=True)
    EmailAddress.objects.create(user=user, email="new@example.org", verified=False)
    user.change_email("New@Example.org")
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert addresses(user) == [("new@example.org", True, True), ("third@example.org", True, False)]


def test_the_owner_is_the_first_who_may_do_everything() -> None:
    assert User.objects.owner() is None
    make.user()
    first, second = make.owner(), make.owner()
    assert User.objects.owner() == first
    User.objects.filter(pk=first.pk).update(is_active=False)
    assert User.objects.owner() == second
    User.objects.update(is_active=False)
    assert User.objects.owner() == first
