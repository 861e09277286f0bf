"""Many who save at one moment: one comes first, and the others are told and have their text still."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.races import at_once, need_two_at_once, slow
from wiki.pages import saving, slugs
from wiki.pages.models import Page
from wiki.pages.saving import CarriedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.running import Site

RACE = "from tests.pages.racing import one_page; one_page()"


def test_twenty_who_make_one_page_at_once(site: Site) -> None:
    found = json.loads(site.told(RACE, SECRET_KEY="x").splitlines()[-1])
    statuses = [status for status, _, _ in found["answers"]]
    assert sorted(statuses) == [302] + [409] * 19
    assert (found["pages"], found["names"]) == (1, [["foo", "title"]])
    for number, (status, text, version) in enumerate(found["answers"]):
        if status == 409:
            assert (text, version) == (f"Text {number}.", "1")


@pytest.mark.django_db(transaction=True)
def test_two_pages_renamed_at_once_to_titles_of_one_address_have_two(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author = make.author()
    one, two = make.page(author), make.page(author)
    monkeypatch.setattr(saving, "slug_for", slow(slugs.slug_for))
    at_once(lambda: make.revise(one, author, title="Sea!"), lambda: make.revise(two, author, title="Sea?"))
    assert set(Page.objects.values_list("slug", flat=True)) == {"sea", "sea-2"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("new", [False, True])
def test_of_two_pages_with_one_key_at_once_the_other_is_told(monkeypatch: pytest.MonkeyPatch, *, new: bool) -> None:
    need_two_at_once()
    author = make.author()
    pages = [make.page(author) for _ in range(2)]
    monkeypatch.setattr(saving, "name", slow(saving.name))
    verbs: list[Callable[[], Page]] = [
        partial(make.page, author, cite_key="key") if new else partial(make.revise, page, author, cite_key="key")
        for page in pages
    ]
    assert {type(result) for result in at_once(*verbs)} == {Page, CarriedError}
