"""Admins of what is decided about: who may look at it, and who may decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.log.logged import LoggedAdmin

if TYPE_CHECKING:
    from django.http import HttpRequest


def may_decide(request: HttpRequest) -> bool:
    """Whether the asker may decide who reads what, and who speaks."""
    return request.user.has_perm("comments.change_comment")


class DecidingAdmin(LoggedAdmin):
    """Rows that nobody writes in a form: whoever has the right looks at them, and whoever may decide has the verbs."""

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.has_perm(f"{self.opts.app_label}.view_{self.opts.model_name}")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """What Django asks before it offers an action that wants to decide."""
        return may_decide(request)
