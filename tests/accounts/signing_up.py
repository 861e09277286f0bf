"""Make an account as readers do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

SIGN_UP, CODE = "/account/signup/", "/account/signup/code/"
NEW = "new@example.org"


def ask(client: Client, email: str = NEW, password: str = "", **more: Any) -> Response:
    """Send the form for a new account."""
    how = {name: more.pop(name) for name in list(more) if name.isupper() or name == "headers"}
    return client.post(SIGN_UP, {"email": email, "password1": password, **more}, **how)


def code_in(message: EmailMessage) -> str:
    """The code that a message carries on a line of its own."""
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found[1]


def has_code(message: EmailMessage) -> bool:
    return bool(re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", str(message.body), re.MULTILINE))


def sign_up(client: Client, mailoutbox: list[EmailMessage], email: str = NEW, **fields: Any) -> Response:
    """Make an account: the form, and the code that came."""
    assert ask(client, email, **fields)["Location"] == CODE
    return client.post(CODE, {"code": code_in(mailoutbox[-1])})


def bare(answer: Response, *words: str) -> bytes:
    """A page without what is new in each: the form's token, and these words."""
    content = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    for word in words:
        content = content.replace(word.encode(), b"")
    return content
