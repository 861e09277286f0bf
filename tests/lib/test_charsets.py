"""A request is read as UTF-8, whatever charset it names; through the application that a server runs."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from wiki.lib.charsets import CHARSET
from wiki.wsgi import application

pytestmark = pytest.mark.django_db
KINDS = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
CHARSETS = ("utf-8", "latin-1", "utf-16", "base64", "idna", "rot13", "zlib", '"base64"', "nonsense", "")
MANY = "&".join(f"a{number}=1" for number in range(2_000))


def status(kind: str, query: str) -> str:
    """What the application answers to a form that asks nothing, with these words in its address."""
    body = b'--x\r\nContent-Disposition: form-data; name="word"\r\n\r\n\xff\r\n--x--\r\n'
    said: dict[str, Any] = {"PATH_INFO": "/no/such/page/", "QUERY_STRING": query, "REQUEST_METHOD": "POST"}
    said |= {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "HTTP_HOST": "localhost"}
    setup_testing_defaults(said)
    told: list[str] = []
    start: Any = lambda status, *_: told.append(status)  # noqa: E731
    application(said | {"wsgi.input": BytesIO(body)}, start).close()
    return told[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("charset", CHARSETS)
def test_none_stops_a_request(kind: str, charset: str) -> None:
    for query in ("", "part=1&word=%FF", MANY):
        assert status(f"{kind}; charset={charset}", query).startswith("4")


@pytest.mark.parametrize(
    ("kind", "left"),
    [
        ("text/html;charset=idna", "text/html"),
        ("multipart/form-data; Charset = base64; boundary=x", "multipart/form-data; boundary=x"),
        ('multipart/form-data; boundary=x; charset="base64"', "multipart/form-data; boundary=x"),
        ("text/plain; charset*=utf-8''base64", "text/plain"),
        ("multipart/form-data; boundary=charset", "multipart/form-data; boundary=charset"),
    ],
)
def test_all_else_that_a_kind_says_stays(kind: str, left: str) -> None:
    assert CHARSET.sub("", kind) == left
