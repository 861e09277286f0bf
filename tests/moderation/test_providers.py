"""Providers are asked by the guarded client."""

from __future__ import annotations

import pytest
from allauth.socialaccount.adapter import get_adapter

from wiki.lib.outside import PlaceRefusedError
from wiki.moderation.providers import ProviderAdapter


def test_it_works() -> None:
    assert isinstance(get_adapter(), ProviderAdapter)


@pytest.mark.parametrize(
    "place", ["http://127.0.0.1/", "https://10.0.0.1/", "http://[::1]/", "https://example.org:8443/"]
)
def test_a_provider_that_leads_into_our_own_network_is_not_followed(place: str) -> None:
    with get_adapter().get_requests_session() as session, pytest.raises(PlaceRefusedError):
        session.get(place)
