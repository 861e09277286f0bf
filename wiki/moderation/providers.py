"""How providers that say who somebody is are asked: with the care that is due to any other server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.provider_adapter import ProviderAdapter as Untrusting
from wiki.lib import outside

if TYPE_CHECKING:
    from requests import Session


class ProviderAdapter(Untrusting):
    def get_requests_session(self) -> Session:
        """By the guarded client: the public web alone, for a small answer, and not for long."""
        return outside.session()
