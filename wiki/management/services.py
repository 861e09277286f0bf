"""What the addresses of other services mean to Django: mail and the cache."""

from __future__ import annotations

import re
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SMTP_PORTS = {"smtp": 587, "smtps": 465}
MOST_ENTRIES = 100_000  # Django's 300 would let a flood of visitors wash out the counts of failed sign-ins


def mail(url: str) -> dict[str, Any]:
    """Settings for sending through this server; a password never travels in the clear. None: nothing is sent."""
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must be like smtp://user:password@host:587, or smtps:// for port 465.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port_in(url) or SMTP_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.username is not None,
        "EMAIL_TIMEOUT": 10,
    }


def port_in(url: str) -> int | None:
    """The port that the address of the mail server names, if any."""
    try:
        return urlsplit(url).port
    except ValueError:
        raise ImproperlyConfigured("EMAIL_URL names a port that no server can have.") from None


def providers(**keys: tuple[str, str]) -> dict[str, dict[str, Any]]:
    """Settings for signing in by an account elsewhere; a provider without its keys is not offered."""
    found = {}
    for name, (client_id, secret) in keys.items():
        if bool(client_id) != bool(secret):
            raise ImproperlyConfigured(
                f"{name.upper()}_CLIENT_ID and {name.upper()}_SECRET belong together. Set both, or neither."
            )
        apps = [{"client_id": client_id, "secret": secret, "key": ""}] if client_id else []
        found[name] = {"APPS": apps, "OAUTH_PKCE_ENABLED": True}
    return found


def cache(url: str) -> dict[str, Any]:
    """Settings for the cache at this address: a Redis, or a table of the database where none is named."""
    if not url:
        table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
        return table | {"OPTIONS": {"MAX_ENTRIES": MOST_ENTRIES}}
    if not url.startswith(("redis://", "rediss://", "unix://")):
        raise ImproperlyConfigured("CACHE_URL must be like redis://host:6379/0.")
    if find_spec("redis") is None:
        raise ImproperlyConfigured('CACHE_URL names a Redis, which needs one more library: pip install -e ".[redis]"')
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def akismet(key: str) -> str:
    """The key with which Akismet is asked, or none."""
    if key and not re.fullmatch(r"[0-9A-Za-z]{6,64}", key):
        raise ImproperlyConfigured("AKISMET_KEY must be the key alone, as Akismet shows it: letters and digits.")
    if key and find_spec("akismet") is None:
        raise ImproperlyConfigured('AKISMET_KEY is set, which needs one more library: pip install -e ".[akismet]"')
    return key
