"""The admin's site: who may enter it, and by which door."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from wiki.comments import bursts
from wiki.comments.votes import CommentVote
from wiki.lib.kept import kept
from wiki.log.logged import LoggedAdmin
from wiki.moderation.models import Case
from wiki.votes.abstract import State as VoteState

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern, URLResolver

SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SET_ONE_UP = (
    "The admin can change everything, so a password alone does not open it. "
    "Add a passkey or an authenticator app here, then go to the admin again."
)
ORDER = ("moderation", "comments", "votes", "pages", "authors", "works", "accounts", "log")
#: What is called by another name than its room's, on the first page.
CALLED = {
    "Case": "Queue",
    "Decision": "Decisions",
    "Rule": "Words and domains",
    "Person": "People",
    "CommentVote": "Votes",
    "Judgement": "Decisions about votes",
    "Revision": "Revisions of pages",
}
#: More than this need not be counted.
MANY = 1000


class Office(AdminSite):
    """Only admins that log what they do are let in here; libraries bring others, which would change rows raw."""

    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take a model whose admin logs; leave any other out."""
        if admin_class and issubclass(admin_class, LoggedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    @method_decorator(never_cache)
    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """The site's own sign-in; staff who are signed in go on to the first page."""
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:  # noqa: ARG002
        """Where everybody changes theirs."""
        return redirect("accounts:password")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """A page for staff who have a second factor; the others are sent to set one up."""
        inner: Callable[..., HttpResponse] = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                return kept(request)
            if self.has_permission(request) and not has_second_factor(request):
                messages.info(request, SET_ONE_UP)
                return redirect("mfa_index")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Without the one that leads from any row's number to its address."""
        return [found for found in super().get_urls() if getattr(found, "name", None) != "view_on_site"]

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Suggestions for the fields that have some, and for no other."""
        asked = tuple(request.GET.get(name) for name in ("app_label", "model_name", "field_name"))
        known = {
            (model._meta.app_label, model._meta.model_name, field)
            for model, model_admin in self._registry.items()
            for field in model_admin.autocomplete_fields
        }
        if asked not in known:
            raise PermissionDenied
        return super().autocomplete_view(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What is wanted most often first."""
        found = super().get_app_list(request, app_label)
        for app in found:
            for model in app["models"]:
                model["called"] = CALLED.get(model["object_name"], app["name"])
            app["models"].sort(key=lambda model: str(model["called"]))
        return sorted(found, key=lambda app: ORDER.index(app["app_label"]))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """What waits, and everything else."""
        sees = request.user.has_perm("moderation.view_case")
        judges = request.user.has_perm("comments.change_commentvote")
        told = {
            "waiting": Case.objects.waiting()[:MANY].count() if sees else None,
            "held": CommentVote.objects.filter(state=VoteState.HELD)[:MANY].count() if judges else 0,
            "bursts": len(bursts.bursts()) if judges else 0,
            "many": MANY,
        }
        return super().index(request, (extra_context or {}) | told)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the asker has a passkey or an authenticator app; recovery codes are none of their own."""
    return bool(Authenticator.objects.filter(user_id=request.user.pk, type__in=SECOND).exists())
