"""Some answers stand in no index."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from wiki.lib.robots import unindexed


@unindexed
def small(request: HttpRequest, number: int) -> HttpResponse:
    return HttpResponse(f"The same, {number} times.")


def test_it_works() -> None:
    answer = small(RequestFactory().get("/"), number=2)
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer.content == b"The same, 2 times."
    assert small.__name__ == "small"
