"""Who may look at what and who may send what: every address of the site, asked by people of every kind."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from django.db import transaction

from tests.permissions.asking import acts, looks, screens
from tests.permissions.people import ROLES, place, visit
from tests.permissions.table import TABLE

pytestmark = pytest.mark.django_db


class UndoneError(Exception):
    """What somebody did is taken back, so that the next finds everything as it was."""


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    there = {f"{screen.name} {of}".strip() for screen in screens() for of in screen.things}
    assert there == set(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_it_holds(role: str, media: Path) -> None:
    found = place()
    client = visit(role, found)
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    wrong = defaultdict(list)
    for screen in screens():
        for of in screen.things:
            row, path = TABLE[f"{screen.name} {of}".strip()], screen.path(found, of)
            for may, ask in zip(row, (looks, acts), strict=True):
                try:
                    with transaction.atomic():
                        if ask(client, path) != (role in may):
                            wrong[ask.__name__].append(path)
                        raise UndoneError
                except UndoneError:
                    client.cookies.load(cookies)
    assert not wrong
