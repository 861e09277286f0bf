"""Parts of the admin."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests import make
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.lib.admin import CappedPaginator, WebAddressField, keys


@pytest.mark.django_db
def test_a_list_is_counted_no_further_than_it_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CappedPaginator, "MOST", 3)
    make.comments(make.author(), 5)
    paginator = CappedPaginator(Comment.objects.order_by("-place"), 2)
    with captured() as sql:
        assert paginator.count == 3
    assert paginator.num_pages == 2
    assert "LIMIT 3" in sql[0]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "ftp://example.org", "x"]
)
def test_only_a_web_address_is_one(address: str) -> None:
    with pytest.raises(ValidationError, match="Begin the address"):
        WebAddressField().clean(address)
    assert WebAddressField().clean("https://example.org/") == "https://example.org/"


def test_only_numbers_that_a_row_can_have_are_kept() -> None:
    assert keys(["1", "-1", "\u00b2", "x", "", "9223372036854775807", "9223372036854775808", "1\0"]) == [
        "1",
        "9223372036854775807",
    ]
