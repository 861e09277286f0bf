"""The list of what can still be restored."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.signed_in import author_at_desk
from tests.comments.test_restore import removed

pytestmark = pytest.mark.django_db
ADDRESS = "/account/comments/deleted/"


def test_it_works() -> None:
    client, author = author_at_desk()
    assert "There are none." in client.get(ADDRESS).content.decode()
    comment = removed(author)
    page = client.get(ADDRESS).content.decode()
    assert "Hasty words." in page
    assert f"{comment.get_absolute_url()}restore/" in page


def test_only_one_s_own_and_only_for_thirty_days() -> None:
    client, author = author_at_desk()
    removed(author, days_ago=31)
    removed(make.author(user=make.user()))
    assert "Hasty words." not in client.get(ADDRESS).content.decode()
    assert Client().get(ADDRESS).status_code == 302
