"""Nonsense in place of what an authenticator says is a refusal, whoever sends it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

NOBODY = "A" * 43
AUTHENTICATOR_DATA = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAADFAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def answer(**response: object) -> str:
    return json.dumps({"id": NOBODY, "rawId": NOBODY, "type": "public-key", "response": response})


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "x",
        "[]",
        "1",
        '"x"',
        '{"id": 1}',
        "[" * 100_000,
        '{"a":' * 3_000,
        "9" * 5_000,
        answer(),
        answer(clientDataJSON="e30", authenticatorData=AUTHENTICATOR_DATA, signature="AA", userHandle="AA"),
        answer(clientDataJSON="eyJvcmlnaW4iOiA1fQ", authenticatorData="AA", signature="AA", userHandle="MQ"),
        "A" * 1_000_000,
    ],
    ids=lambda credential: credential[:20] or "nothing",
)
def test_nonsense_at_sign_in_is_refused_and_no_error(credential: str) -> None:
    client = Client()
    client.get("/account/2fa/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
    response = client.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert response.status_code < 500
    assert "_auth_user_id" not in client.session
