"""Keep a single client from asking for what is dear to make faster than anybody reads."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.clients import client_address
from wiki.lib.refusals import refused

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]

#: Seconds in which so many may be asked for; the count of one span tells nothing to the next.
SPAN = 60
WHY = "You asked for very many comparisons and old texts within a minute. Wait a minute, then go on."


def strangers_throttled(most: int) -> Callable[[View[Params]], View[Params]]:
    """Let one address without an account ask `most` times a minute for all views so marked; then 429."""

    def decorate(view: View[Params]) -> View[Params]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
            if not request.user.is_authenticated and asked(request) > most:
                return refused(request, 429, WHY, retry_after=SPAN)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def asked(request: HttpRequest) -> int:
    """How often this address has asked within the present span, this time counted; the address itself is not kept."""
    return counted("asked", client_address(request), span=SPAN)


def counted(what: str, whose: str, *, span: int) -> int:
    """How often somebody did this within the present span of seconds, this time counted; who it was is not kept."""
    now = int(time.time()) // span
    key = f"{what}:{salted_hmac(f'wiki.lib.throttling.{now}', whose).hexdigest()}"
    if cache.add(key, 1, timeout=2 * span):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it expired, or was crowded out, between the two
        return 1
