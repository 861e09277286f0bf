"""How much somebody has not read yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

from wiki.notices.models import Notice

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST = 9


def unread(request: HttpRequest) -> dict[str, Any]:
    """Context processor: how many notices the asker has not read, where a template wants to know: "3", or "9+"."""
    return {"unread_notices": SimpleLazyObject(lambda: count(request))}


def count(request: HttpRequest) -> str:
    """The same, nothing where there are none; one query that stops at the tenth, and none for who is signed out."""
    if not request.user.is_authenticated:
        return ""
    rows = len(Notice.objects.of(request.user).unread().order_by().values_list("pk")[: MOST + 1])
    return f"{MOST}+" if rows > MOST else str(rows or "")
