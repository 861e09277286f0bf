"""What every answer tells the browser to beware of, as Mozilla's Observatory would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from accounts.management.commands.login_link import login_url
from tests import make

if TYPE_CHECKING:
    from django.test import Client

SAME = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def addresses() -> list[str]:
    """One address of each kind; tests/management/test_serving.py asks for a static file."""
    make.primary()
    return [
        "/",
        "/robots.txt",
        "/nowhere/",
        login_url(make.owner()).removeprefix(settings.SITE_URL),
        "/account/link/x/",
    ]


@pytest.mark.django_db
def test_it_works(client: Client, addresses: list[str]) -> None:
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 200, 410]
    for answer in [*answers, client.post("/"), client.get("/", headers={"host": "evil.example"})]:
        assert {name: answer[name] for name in SAME} == SAME
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        for part in ("base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
            assert part in policy
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "camera=()" in answer["Permissions-Policy"]
