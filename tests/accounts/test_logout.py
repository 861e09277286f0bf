from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.django_db
def test_it_works(client: Client) -> None:
    client.force_login(make.user())
    assert client.get("/account/logout/").status_code == 405
    assert "_auth_user_id" in client.session
    answer = client.post("/account/logout/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/signed-out/")
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_the_browser_keeps_no_page_that_it_has_seen(client: Client) -> None:
    client.force_login(make.user())
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
