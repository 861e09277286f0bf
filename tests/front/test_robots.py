from __future__ import annotations

from django.test import Client


def test_crawlers_are_kept_from_the_account_pages_the_admin_and_votes_alone(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "User-agent: *\nDisallow: /account/\nDisallow: /admin/\nDisallow: /votes/\n"
