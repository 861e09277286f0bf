"""ORCID and GitHub, played: what they answer when this site asks them, and what their users do there."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import requests
from django.test import Client
from requests.adapters import BaseAdapter

ORCID, GITHUB = "0000-0002-1825-0097", 583231
KEYS = {"client_id": "our-id", "secret": "our-secret", "key": ""}
TOKEN = "token-of-theirs"


def orcid_record(orcid: str = ORCID, **person: Any) -> dict[str, Any]:
    """What ORCID tells of somebody; most show no address."""
    names = {"given-names": {"value": "Ada"}, "family-name": {"value": "Byron"}}
    told = {"name": names, "emails": {"email": []}} | person
    return {"orcid-identifier": {"path": orcid, "uri": f"https://orcid.org/{orcid}"}, "person": told}


def github_emails(*emails: str, verified: Any = True) -> list[dict[str, Any]]:
    """The addresses of somebody at GitHub, the first of them the one in use."""
    return [{"email": email, "primary": number == 0, "verified": verified} for number, email in enumerate(emails)]


@dataclass
class Elsewhere(BaseAdapter):
    """Carries what this site asks to what these providers answer, and writes down what was asked."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[requests.PreparedRequest] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.answers = {
            "https://pub.orcid.org/oauth/token": {"access_token": TOKEN, "orcid": ORCID, "name": "Ada Byron"},
            f"https://pub.orcid.org/v3.0/{ORCID}/record": orcid_record(),
            "https://github.com/login/oauth/access_token": {"access_token": TOKEN, "token_type": "bearer"},
            "https://api.github.com/user": {"id": GITHUB, "login": "ada", "name": "Ada", "bio": "A secret of hers."},
            "https://api.github.com/user/emails": github_emails("ada@example.org"),
        }

    def send(self, request: requests.PreparedRequest, *_args: Any, **_kwargs: Any) -> requests.Response:
        """The answer; a number is a status without one, an error is raised, and text is sent as it is."""
        self.asked.append(request)
        told = self.answers[str(request.url)]
        if isinstance(told, Exception):
            raise told
        response = requests.Response()
        response.status_code = told if isinstance(told, int) else 200
        response.url, response.request = str(request.url), request
        response.headers["content-type"] = "application/json"
        response._content = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        return response

    def close(self) -> None:
        """Nothing is open."""

    def session(self) -> requests.Session:
        found = requests.Session()
        found.mount("https://", self)
        return found


def set_out(client: Client, provider: str, process: str = "login", next_page: str = "") -> dict[str, str]:
    """Press the button; returns what the provider is told in its address."""
    fields = {"process": process} | ({"next": next_page} if next_page else {})
    answer = client.post(f"/account/{provider}/login/", fields)
    assert answer.status_code == 302, answer.content
    return dict(parse_qsl(urlsplit(answer["Location"]).query))


def come_back(client: Client, provider: str, **query: str) -> Any:
    """Come back from the provider."""
    return client.get(f"/account/{provider}/login/callback/", query)


def there_and_back(client: Client, provider: str, process: str = "login", next_page: str = "") -> Any:
    """Press the button, agree there, and come back."""
    told = set_out(client, provider, process, next_page)
    return come_back(client, provider, state=told["state"], code="their-code")


def form_of(request: requests.PreparedRequest) -> dict[str, list[str]]:
    """What was sent in the body of a request."""
    return parse_qs(str(request.body))
