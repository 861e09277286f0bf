"""Where mail goes out, and what processes share."""

from __future__ import annotations

from importlib.util import find_spec

import pytest
from django.core.exceptions import ImproperlyConfigured

from wiki.management import services


def test_without_an_address_no_mail_goes_out() -> None:
    assert services.mail("") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    ("url", "port", "ssl", "tls"),
    [
        ("smtp://ada:x@mail.example", 587, False, True),
        ("smtp://ada:x@mail.example:2525", 2525, False, True),
        ("smtps://ada:x@mail.example", 465, True, False),
        ("smtp://localhost:25", 25, False, False),
    ],
)
def test_a_password_never_travels_in_the_clear(url: str, port: int, ssl: bool, tls: bool) -> None:
    found = services.mail(url)
    assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)


def test_names_and_passwords_may_hold_any_letter() -> None:
    found = services.mail("smtp://ada%40example.org:p%2Fw%3A@mail.example")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("ada@example.org", "p/w:")


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:99999", "smtp://m:x"]
)
def test_nonsense_for_mail_stops_the_start_with_a_sentence(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        services.mail(url)


def test_the_cache_is_a_table_of_the_database_unless_a_redis_is_named() -> None:
    found = services.cache("")
    assert found["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert found["OPTIONS"]["MAX_ENTRIES"] >= 100_000, "or a flood would wash out the counts of failures"


def test_a_redis_is_taken_where_its_library_is_and_missed_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r'pip install -e "\.\[redis\]"'):
        services.cache("redis://localhost/0")
    monkeypatch.setattr(services, "find_spec", lambda name: find_spec("django"))
    assert services.cache("redis://localhost/0")["LOCATION"] == "redis://localhost/0"


def test_nonsense_for_the_cache_stops_the_start_with_a_sentence() -> None:
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL"):
        services.cache("memcached://localhost")


def test_akismet_is_asked_where_its_library_is_and_missed_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "find_spec", lambda name: None)
    assert services.akismet("") == ""
    with pytest.raises(ImproperlyConfigured, match=r'pip install -e "\.\[akismet\]"'):
        services.akismet("abc123abc123")
    monkeypatch.setattr(services, "find_spec", lambda name: find_spec("django"))
    assert services.akismet("abc123abc123") == "abc123abc123"


@pytest.mark.parametrize("key", ["key=abc123", "abc 123", "abc", "https://akismet.com/abc123"])
def test_nonsense_for_akismet_stops_the_start_and_is_not_repeated(key: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="AKISMET_KEY must be the key alone") as refusal:
        services.akismet(key)
    assert key not in str(refusal.value)
