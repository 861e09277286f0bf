"""What moderators decided, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.lib.caching import shared
from wiki.lib.paging import asked
from wiki.lib.robots import unindexed
from wiki.moderation.log_parts import NEWEST_FIRST
from wiki.moderation.public_log import lines

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@shared
@unindexed
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """A part of the log, the newest first, where the site has one for everyone."""
    if not settings.PUBLIC_LOG:
        raise Http404
    told, part = lines(asked(request.GET, NEWEST_FIRST))
    return render(request, "front/log.html", {"lines": told, "part": part})
