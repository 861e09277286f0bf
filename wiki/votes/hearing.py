"""Somebody has signed in: what this browser voted becomes theirs, and they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.template.defaultfilters import pluralize

from wiki.votes import cookies
from wiki.votes.merging import Merged, merge

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User

UID = "wiki.votes.hearing"


def hear() -> None:
    """From now on a browser's votes follow whoever signs in there."""
    user_logged_in.connect(take_over, dispatch_uid=UID)


def take_over(*, request: HttpRequest | None, user: User, **_told: Any) -> None:
    """Merge this browser's votes into the account, and say so where there are any."""
    browser = cookies.read(request) if request else ""
    done = merge(cookies.hashed(browser), user) if browser else None
    if request and done and (done.moved or done.void):
        messages.info(request, told(done), extra_tags="votes", fail_silently=True)


def told(done: Merged) -> str:
    """What became of them, in a sentence or two."""
    them, does = pluralize(done.void, "it is,they are"), pluralize(done.void, "does,do")
    why = f"{does} not count: {them} on your own text, or where you had voted."
    if not done.moved:
        return f"{done.void} vote{pluralize(done.void)} of this browser {why}"
    moved = f"{done.moved} vote{pluralize(done.moved)} of this browser {pluralize(done.moved, 'is,are')} now yours."
    return f"{moved} {done.void} more {why}" if done.void else moved
