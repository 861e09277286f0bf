"""Ask crawlers to keep an answer out of their indexes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]


def unindexed(view: View[Params]) -> View[Params]:
    """Mark a view whose answers stand in no index, though the links in them may be followed."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, follow"
        return response

    return marked
