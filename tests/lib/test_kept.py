"""What was typed into a form that could not be taken comes back; secrets do not."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_password_is_shown_to_nobody() -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"login": "ada@example.org", "password": "a horse on the moon", "password1": "a horse", "code": "123456"}
    response = client.post("/account/login/", sent)
    page = response.content.decode()
    assert response.status_code == 403
    assert "ada@example.org" in page
    assert "horse" not in page
    assert "123456" not in page
