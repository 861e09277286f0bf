from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests import make
from wiki.authors.models import Link
from wiki.lib.addresses import BEGINNINGS, LONGEST, is_web_address


@pytest.mark.parametrize(
    "value", ["https://example.org", "http://example.org/a?b=c#d", "http://[::1]:8000/", "https://bücher.example/ü"]
)
def test_it_works(value: str) -> None:
    assert is_web_address(value)


@pytest.mark.parametrize(
    "value",
    [
        *("", "example.org", "//example.org", "/wiki/", "mailto:a@example.org", "ftp://example.org"),
        *("javascript:alert(1)", "JavaScript://example.org/%0aalert(1)", "data:text/html,x", " https://example.org"),
        *("https://", "https:///a", "https://a b", "https://a\tb", "https://a\n", "https://a\x00", "http://[::1"),
        *("https://a\u202eb", "https://a\u00a0b", "HTTPS://EXAMPLE.ORG", "https://a/" + "x" * LONGEST),
    ],
)
def test_what_is_no_web_address(value: str) -> None:
    assert not is_web_address(value)


@given(st.text() | st.builds("https://{}".format, st.text()))
def test_what_is_accepted_is_what_the_database_accepts(value: str) -> None:
    assert not is_web_address(value) or value.startswith(BEGINNINGS)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["javascript:alert(1)", "data:text/html,x", "//example.org", " https://example.org"])
def test_the_database_refuses_what_no_form_has_looked_at(value: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.bulk_create([Link(author=make.author(), title="A link", url=value)])
