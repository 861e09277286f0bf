"""What a browser sends is UTF-8, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import django
from django.core.handlers.wsgi import WSGIHandler

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

CHARSET = re.compile(r""";\s*charset\*?\d*\*?\s*=\s*("[^"]*"|[^;]*)""", re.IGNORECASE)


class Handler(WSGIHandler):
    """The site, to which no request names a charset: with some (base64, idna) Django fails before it can refuse."""

    def __call__(self, environ: dict[str, Any], start_response: Any) -> HttpResponseBase:
        if kind := environ.get("CONTENT_TYPE"):
            environ["CONTENT_TYPE"] = CHARSET.sub("", kind)
        return super().__call__(environ, start_response)


def application() -> WSGIHandler:
    """What a WSGI server runs, as Django's `get_wsgi_application` makes it."""
    django.setup(set_prefix=False)
    return Handler()
