"""Addresses and forms that no page of the admin leads to: never an error of the site's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import models

from tests.moderation.staff import browser, moderator, superuser
from tests.moderation.test_permissions import a_row, base

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

REGISTERED = sorted(admin.site._registry, key=lambda model: model._meta.label)
each_model = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)
QUERIES: tuple[dict[str, Any], ...] = (
    {"p": "x"},
    {"p": "0"},
    {"p": "-1"},
    {"p": "9" * 30},
    {"o": "x"},
    {"o": "99.-99.9999999999999999999"},
    {"o": "1.2.3.-1"},
    {"all": ""},
    {"_facets": "True"},
    {"_popup": "1"},
    {"e": "1"},
    {"q": "a\0b"},
    {"q": "\ud800".encode("utf-8", "surrogatepass")},
    {"q": "'\";--%_\\"},
    {"q": "x" * 5000},
    {"_changelist_filters": "a\0b"},
    {"state": ""},
    {"kind": "'"},
)
NUMBERS = ("0", "x", "9" * 19, "9" * 30, "-1", "1%00", "%F0%9F%98%80", "1_2F", "a" * 2000)


@each_model
@pytest.mark.parametrize("who", [moderator, superuser])
def test_a_list_takes_any_address(model: type[models.Model], who: Any) -> None:
    a_row(model)
    client = browser(who())
    for query in QUERIES:
        assert client.get(base(model), query).status_code in {200, 302, 400, 403}, query


@each_model
def test_a_row_that_is_not_there_is_not_found(model: type[models.Model]) -> None:
    client = browser(superuser())
    for number in NUMBERS:
        for page in ("change", "history", "delete"):
            address = f"{base(model)}{number}/{page}/"
            assert client.get(address).status_code in {302, 403, 404}, address
            assert client.post(address, {"body": "x"}).status_code in {302, 403, 404}, address


@each_model
def test_a_form_may_hold_anything(model: type[models.Model]) -> None:
    row = a_row(model)
    client = browser(superuser())
    names = {field.name for field in model._meta.get_fields()} | {"version", "place", "moderates", "email", "preview"}
    for value in ("a\0b", "9" * 400, "-1", "\u202e\u200b", "\ud800".encode("utf-8", "surrogatepass")):
        for prefix in ("links", "works"):
            sent: dict[str, Any] = dict.fromkeys(names, value)
            sent |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": value, "links-0-title": value}
            for address in (f"{base(model)}{row.pk}/change/", f"{base(model)}add/"):
                assert client.post(address, sent).status_code in {200, 302, 403, 409}, (address, value)
    many = {"links-TOTAL_FORMS": "9" * 9, "links-INITIAL_FORMS": "0", "_saveasnew": "1"}
    assert client.post(f"{base(model)}{row.pk}/change/", many).status_code in {200, 302, 403, 409}


@each_model
def test_an_action_may_be_anything(model: type[models.Model]) -> None:
    client = browser(superuser())
    for action in ("nonsense", "", "a\0b", "hide"):
        for index in ("0", "x", "-1", "9" * 30):
            sent = {
                "action": action,
                "index": index,
                "select_across": "x",
                "_selected_action": "a\0b",
                "confirmed": "x",
            }
            assert client.post(base(model), sent).status_code in {200, 302, 403}


def test_a_search_for_more_words_than_a_database_takes_is_answered() -> None:
    client = browser(superuser())
    for address in ("/admin/comments/comment/", "/admin/works/selectedwork/", "/admin/authors/author/"):
        assert client.get(address, {"q": "a " * 1_200}).status_code == 200
