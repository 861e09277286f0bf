"""What no browser of ours would send as a vote: each is refused in a sentence, and nothing breaks."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.comments.voting import FORMS, JSON, address, browser, press, send
from wiki.comments.ballots import LARGEST, NONSENSE
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db

VALUES = [
    *("toggle", "", " ", "3", "-3", "1.5", "1.0", "1e1", "+1", "--1", "0x1", "1_0", "１", "−1", "true", "null", "NaN"),
    *("1\x00", "\x00", "1,2", "[1]", "1" + "0" * 400, "[" * 60_000),
]
OTHERS = [
    3,
    -3,
    1.5,
    1.0,
    1e1,
    True,
    False,
    None,
    [],
    [1],
    {},
    {"value": 1},
    "",
    "1\x00",
    10**90,
    "toggle",
    "+1",
    [[1]],
]
AXES = ["", "Karma", "KARMA", "1", "both", "karma ", "kar\x00ma", "karma,agreement", "agreement'--"]
BODIES: dict[str, str | bytes] = {
    "nothing": "",
    "half": '{"axis": "karma", "value": 1',
    "a list": '["karma", 1]',
    "a word": '"karma"',
    "a number": "1",
    "null": "null",
    "nested": "[" * 60_000,
    "nested and closed": "[" * 60_000 + "]" * 60_000,
    "nested objects": '{"axis":' * 60_000,
    "nested in a value": '{"axis": "karma", "value": ' + "[" * 400 + "1" + "]" * 400 + "}",
    "a long number": '{"axis": "karma", "value": 1' + "0" * 400 + "}",
    "a huge number": '{"axis": "karma", "value": 1e400}',
    "not a number": '{"axis": "karma", "value": NaN}',
    "no UTF-8": b'{"axis": "karma", "value": 1, "\xff\xfe": 1}',
    "UTF-16": '{"axis": "karma", "value": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"axis": "karma", "value": 1}',
    "half a character": '{"axis": "karma", "value": "\\ud800"}',
    "NUL": '{"axis": "karma", "value": 1\x00}',
    "twice": '{"axis": "karma", "value": 1, "value": -1}',
    "no value": '{"axis": "karma"}',
    "no axis": '{"value": 1}',
    "too large": json.dumps({"axis": "karma", "value": 1, "more": "x" * LARGEST}),
    "a form": "axis=karma&value=1",
}


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author())


@pytest.fixture(autouse=True)
def _nothing_comes_of_it(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test of this file sends, no voter is made of it."""
    yield
    if "allowed" not in request.node.name:
        assert not Voter.objects.exists()


def said(response: Response, form: str) -> str:
    """The reason in an answer that is in this form."""
    text: str = response.content.decode()
    assert response.status_code == 400, response
    assert "<html" not in text or form == "page"
    return str(json.loads(text)["reason"]) if form == "json" else html.unescape(text)


@pytest.mark.parametrize("form", FORMS)
def test_no_other_value_is_one(comment: Comment, form: str) -> None:
    query, accept = FORMS[form]
    for value in VALUES:
        told = {"axis": "karma", "value": value}
        assert NONSENSE in said(browser().post(address(comment) + query, told, headers={"accept": accept}), form)
    for other in OTHERS:
        assert NONSENSE in said(send(browser(), comment, {"axis": "karma", "value": other}, form), form)


@pytest.mark.parametrize("form", FORMS)
def test_no_other_axis_is_one(comment: Comment, form: str) -> None:
    query, accept = FORMS[form]
    for axis in AXES:
        told = {"axis": axis, "value": 1}
        assert NONSENSE in said(browser().post(address(comment) + query, told, headers={"accept": accept}), form)
        assert NONSENSE in said(send(browser(), comment, told, form), form)
    for other in (1, True, None, ["karma"], {"karma": 1}):
        assert NONSENSE in said(send(browser(), comment, {"axis": other, "value": 1}, form), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", BODIES)
def test_odd_json_is_refused_in_a_sentence(comment: Comment, name: str, form: str) -> None:
    assert NONSENSE in said(send(browser(), comment, BODIES[name], form), form)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "kind",
    [
        *("", "text/plain", "text/json", "application/x-json", "nonsense", ";;;", "multipart/form-data"),
        *("multipart/form-data; boundary=", "multipart/form-data; boundary=x", "multipart/mixed; boundary=x"),
        *("application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=latin-1"),
    ],
)
def test_a_body_of_another_kind_than_it_says_is_refused(comment: Comment, kind: str, form: str) -> None:
    query, accept = FORMS[form]
    for enforced in (False, True):
        client = browser(enforce_csrf_checks=enforced)
        for body in (
            b"{}",
            b"[" * 60_000,
            b"\xff\xfe\x00",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
        ):
            headers = {"accept": accept}
            response = client.generic("POST", address(comment) + query, body, content_type=kind, headers=headers)
            assert response.status_code in ({403, 400} if enforced else {400}), (kind, body)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", [JSON, "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_three_megabytes_are_refused(comment: Comment, kind: str, form: str) -> None:
    query, accept = FORMS[form]
    text = b"axis=karma&value=" + b"1" * 3_000_000
    if "multipart" in kind:
        text = b'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\n' + text + b"\r\n--x--\r\n"
    response = browser().post(address(comment) + query, text, content_type=kind, headers={"accept": accept})
    assert said(response, form)


def test_two_thousand_fields_are_refused(comment: Comment) -> None:
    many = "&".join(f"a{number}=1" for number in range(2_000))
    kind = "application/x-www-form-urlencoded"
    for form, (query, accept) in FORMS.items():
        where = address(comment) + query
        assert said(browser().post(where, many, content_type=kind, headers={"accept": accept}), form)
        where += f"{'&' if query else '?'}{many}"
        assert browser().get(where, headers={"accept": accept}).status_code in {200, 400}


def test_of_a_field_that_stands_twice_the_last_is_allowed(comment: Comment) -> None:
    body, kind = "axis=agreement&value=2&value=-1&axis=karma", "application/x-www-form-urlencoded"
    answer = browser().post(address(comment), body, content_type=kind, headers={"accept": JSON})
    assert answer.json()["karma"] == -1
    assert CommentVote.objects.count() == 1


def test_what_else_a_body_says_is_allowed_and_ignored(comment: Comment) -> None:
    told = {"axis": "karma", "value": 1, "power": 9, "state": "counted", "voter": 1, "origin": 1, "version": 7}
    answer = send(browser(), comment, told).json()
    assert (answer["karma"], answer["mine"]) == (1, {"karma": 1, "agreement": 0})
    row = CommentVote.objects.get()
    assert (row.power, row.version) == (1, 1)


def test_a_value_in_the_address_of_a_post_says_nothing(comment: Comment) -> None:
    response = browser().post(f"{address(comment)}?axis=karma&value=1", headers={"accept": JSON})
    assert response.status_code == 400


@pytest.mark.parametrize("value", [*VALUES[:-1], "9" * 3_000])
def test_an_odd_wish_in_the_address_of_the_page_is_no_wish(comment: Comment, value: str) -> None:
    page = browser().get(address(comment), {"axis": "karma", "value": value})
    assert page.status_code == 200
    assert b'"button strong" name="value"' not in page.content
    assert browser().get(address(comment), {"axis": value, "value": "1"}).status_code == 200


def test_nothing_from_the_address_stands_in_the_page_as_markup(comment: Comment) -> None:
    page = browser().get(address(comment) + '?axis=karma&value="><script>alert(1)</script>&next=//evil.example')
    assert b"<script>" not in page.content
    assert b'href="//evil' not in page.content


@pytest.mark.parametrize("public_id", ["%00", "x" * 41, "..%2f", "🤖", "a b", "a.b"])
def test_an_odd_id_is_not_found(public_id: str) -> None:
    for verb in ("vote", "reaffirm"):
        response = Client().post(f"/comments/{public_id}/{verb}/", {"axis": "karma", "value": 1})
        assert response.status_code == 404


def test_odd_addresses_of_askers_are_allowed_and_never_stop_a_vote(comment: Comment) -> None:
    for where in ("", "not an address", "::ffff:127.0.0.1", "fe80::1%eth0", "unix:"):
        assert press(Client(REMOTE_ADDR=where), comment).status_code == 200
