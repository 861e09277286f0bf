"""A refusal comes as JSON, as a part of a page or as a page, in the words of its reason and in no others."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from tests import make
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.front import views
from wiki.lib.refusals import refused, wants_json

STATUSES = (400, 403, 404, 409, 429, 500)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JSON = "application/json"
FORMS = {"json": ("/x/", JSON), "part": ("/x/?part=1", BROWSER), "page": ("/x/", BROWSER)}


def asked(path: str = "/x/", accept: str | None = None) -> HttpRequest:
    request = RequestFactory().get(path, headers={"accept": accept} if accept is not None else {})
    request.user = AnonymousUser()
    return request


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_the_status_and_the_reason_escaped(form: str, status: int) -> None:
    response = refused(asked(*FORMS[form]), status, "Not <b>so</b> & so.")
    text = response.content.decode()
    assert response.status_code == status
    assert "Retry-After" not in response
    if form == "json":
        assert response["Content-Type"] == JSON
        assert json.loads(text) == {"reason": "Not <b>so</b> & so."}
        return
    assert '<p class="refused" role="alert">Not &lt;b&gt;so&lt;/b&gt; &amp; so.</p>' in text
    assert text.count("<h1") == text.count("<html") == (1 if form == "page" else 0)
    if form == "part":
        assert text.strip().startswith('<p class="refused"')


@pytest.mark.parametrize("form", FORMS)
def test_when_to_come_again_is_said_in_each(form: str) -> None:
    assert refused(asked(*FORMS[form]), 429, "Too many.", retry_after=90)["Retry-After"] == "90"
    assert refused(asked(*FORMS[form]), 429, "Too many.", retry_after=0)["Retry-After"] == "0"


@pytest.mark.parametrize(
    ("accept", "json"),
    [
        *((None, False), ("", False), ("*/*", False), (BROWSER, False), ("text/*", False), ("image/png", False)),
        *(("application/json", True), ("application/json;q=0.5", True), ("application/json, */*;q=0.1", True)),
        *(("text/html;q=0.5, application/json", True), ("application/json;q=0.5, text/html", False)),
        *(("application/json, text/html", True), ("text/html, application/json", False), ("nonsense", False)),
    ],
)
def test_json_is_for_who_prefers_it_to_a_page(accept: str | None, json: bool) -> None:
    assert wants_json(asked(accept=accept)) is json


@pytest.mark.parametrize(
    ("back", "link"),
    [
        ("/comments/x/?a=1&b=2", "/comments/x/?a=1&amp;b=2"),
        *(
            (bad, "/")
            for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "")
        ),
    ],
)
def test_a_page_leads_back_inside_the_site_alone(back: str, link: str) -> None:
    text = refused(asked(), 409, "Not now.", back=back).content.decode()
    main = text.split("<main", 1)[1].split("</main>")[0]
    assert f'<a href="{link}">' in main
    assert main.count("href") == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/no/such/page/", "/comments/nosuchonee/"])
def test_a_missing_page_is_said_in_each_form_and_kept_by_nobody(client: Client, path: str) -> None:
    data = client.get(path, headers={"accept": JSON})
    assert (data.status_code, data.json()) == (404, {"reason": "There is no such page."})
    part = client.get(path, {"part": "1"})
    assert part.status_code == 404
    assert part.content.decode().splitlines()[-1] == '<p class="refused" role="alert">There is no such page.</p>'
    page = client.get(path, headers={"accept": BROWSER})
    assert b"There is nothing at this address" in page.content
    assert {answer["Cache-Control"] for answer in (data, part, page)} == {"private, no-store"}


@pytest.mark.django_db
def test_hidden_deleted_and_missing_are_the_same_bytes_in_each_form(client: Client) -> None:
    author = make.author()
    hidden = make.comment(author)
    Comment.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    addresses = ("/comments/nosuchonee/", f"/comments/{hidden.public_id}/")
    for query, accept in (("", JSON), ("?part=1", BROWSER), ("", BROWSER)):
        answers = [client.get(address + query, headers={"accept": accept}) for address in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("error", "status"), [(Http404, 404), (PermissionDenied, 403)])
def test_what_the_view_found_out_is_not_told(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: type[Exception], status: int
) -> None:
    def failing(*arguments: object, **named: object) -> HttpResponse:
        raise error("the inside")

    monkeypatch.setattr(views, "HttpResponse", failing)
    for query, accept in (("", JSON), ("?part=1", BROWSER), ("", BROWSER)):
        response = client.get(f"/robots.txt{query}", headers={"accept": accept})
        assert response.status_code == status
        assert b"the inside" not in response.content
        assert (response["Content-Type"] == JSON) is (accept == JSON)
        assert (b"<html" in response.content) is (not query and accept == BROWSER)


@pytest.mark.django_db
def test_an_address_with_too_many_parameters_is_still_only_missing(client: Client) -> None:
    many = "&".join(f"a{number}=1" for number in range(2000))
    assert client.get(f"/no/such/page/?{many}").status_code == 404
    assert client.get(f"/no/such/page/?{many}&part=1", headers={"accept": JSON}).status_code == 404


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_each_form() -> None:
    client = Client(enforce_csrf_checks=True)
    sent = {"login": "ada@example.org"}
    data = client.post("/account/login/", sent, headers={"accept": JSON})
    assert data.status_code == 403
    assert data.json() == {"reason": "This page was open for too long. Load it again, then try once more."}
    part = client.post("/account/login/?part=1", sent)
    assert part.status_code == 403
    assert b'<p class="refused" role="alert">This page was open for too long.' in part.content
    assert b"ada@example.org" not in part.content
    page = client.post("/account/login/", sent, headers={"accept": BROWSER})
    assert page.status_code == 403
    assert b"ada@example.org" in page.content


@pytest.mark.django_db
@pytest.mark.parametrize("form", FORMS)
def test_what_django_cannot_read_is_refused_in_the_asker_s_form(client: Client, form: str) -> None:
    path, accept = FORMS[form]
    where = path.replace("/x/", "/account/login/")
    kind = "application/x-www-form-urlencoded"
    response = client.post(where, "login=" + "a" * 3_000_000, content_type=kind, headers={"accept": accept})
    text = response.content.decode()
    assert response.status_code == 400
    assert "This request made no sense here" in text
    assert (response["Content-Type"] == JSON) is (form == "json")
    assert text.count("<html") == (1 if form == "page" else 0)
