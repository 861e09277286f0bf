"""Twenty forms for one new page, sent at one moment, for a site's own process and database."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from tests import make
from tests.pages.writing import NEW, box, sent, signed_in, value
from wiki.links.models import Name
from wiki.pages.models import Page

MANY = 20
#: Nothing has been collected for this site.
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def one_page() -> None:
    """Make `Foo` and `foo` from twenty forms at once; print what became of each."""
    author = make.primary(user=make.user())
    clients = [signed_in(author) for _ in range(MANY)]
    gate = Barrier(MANY)

    def send(number: int) -> tuple[int, str, str]:
        gate.wait()
        try:
            return told(clients[number], number)
        finally:
            connection.close()

    with (
        override_settings(STORAGES=settings.STORAGES | PLAIN, ALLOWED_HOSTS=["testserver"]),
        ThreadPoolExecutor(MANY) as pool,
    ):
        answers = list(pool.map(send, range(MANY)))
    names = list(Name.objects.values_list("key", "kind"))
    print(json.dumps({"answers": answers, "names": names, "pages": Page.objects.count()}))  # noqa: T201


def told(client: Client, number: int) -> tuple[int, str, str]:
    """The status, the text that is still there, and the revision that the form stands on now."""
    response = client.post(
        NEW, sent(title=("Foo", "foo")[number % 2], body=f"Text {number}.", window=f"window-{number}")
    )
    return (
        (response.status_code, "", "")
        if response.status_code == 302
        else (response.status_code, box(response), value(response, "version"))
    )
