"""Akismet's own client, on our guarded way out."""

from __future__ import annotations

import akismet
import httpx
import requests

from wiki.lib import outside


class Outside(httpx.BaseTransport):
    """Carries requests as `lib.outside` does: to the public web alone, for little and not for long."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer; whatever fails is an error of `httpx`."""
        try:
            answer = self.session.request(
                request.method,
                str(request.url),
                data=request.read(),
                headers=dict(request.headers),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise httpx.TransportError(type(error).__name__) from error
        return httpx.Response(answer.status_code, headers=dict(answer.headers), content=answer.content)


def client(key: str, site: str, *, seconds: float) -> akismet.SyncClient:
    """A client for the site with this key; its every request takes at most so many seconds in all."""
    carrier = httpx.Client(
        transport=Outside(outside.session(seconds=seconds)),
        headers={"User-Agent": akismet.USER_AGENT},
        timeout=None,  # noqa: S113  the way out has its own limit
        trust_env=False,
    )
    return akismet.SyncClient(akismet.Config(key, site), carrier)
