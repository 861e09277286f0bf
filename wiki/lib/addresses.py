"""Web addresses that may become links."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models

LONGEST = 2000
BEGINNINGS = ("http://", "https://")


def is_web_address(value: str) -> bool:
    """Whether this is an absolute address with a host, free of white space and controls, as `web_address` wants it."""
    if len(value) > LONGEST or not value.startswith(BEGINNINGS) or not value.isprintable() or " " in value:
        return False
    try:
        return bool(urlsplit(value).hostname)
    except ValueError:
        return False


def absolute(path: str) -> str:
    """The whole address of something on this site, for whoever reads it elsewhere."""
    return f"{settings.SITE_URL}{path}"


def web_address(name: str) -> models.CheckConstraint:
    """Constraint `<table>_<name>_is_web`: the column is empty or begins as a web address does."""
    empty = models.Q(**{name: ""})
    web = models.Q(**{f"{name}__startswith": "http://"}) | models.Q(**{f"{name}__startswith": "https://"})
    return models.CheckConstraint(condition=empty | web, name=f"%(app_label)s_%(class)s_{name}_is_web")
