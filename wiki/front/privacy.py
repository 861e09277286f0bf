"""What is kept about people, in words that follow the settings."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.lib.caching import shared
from wiki.moderation import repeats
from wiki.votes import cookies
from wiki.votes.networks import KEPT


@shared
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, why, how long, who sees it, and how to see and erase it; the same for everyone."""
    context = {
        "akismet": bool(settings.AKISMET_KEY),
        "words_days": repeats.KEPT.days,
        "voting": settings.VOTING,
        "network_full": settings.VOTE_NETWORK_FULL,
        "network_days": KEPT.days,
        "voter_cookie": cookies.name(),
        "voter_cookie_days": settings.VOTER_COOKIE_DAYS,
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_days": timedelta(seconds=settings.SESSION_COOKIE_AGE).days,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
    }
    return render(request, "front/privacy.html", context)
