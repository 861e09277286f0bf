"""Views for those who write here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from wiki.authors.models import Author
from wiki.lib.kept import kept

Params = ParamSpec("Params")


def authors_only(
    view: Callable[Concatenate[HttpRequest, Author, Params], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Params], HttpResponse]:
    """Give the view the asker's own Author; who is signed out is asked to sign in and keeps what they had typed."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        author = Author.objects.filter(user=request.user).alone()
        if author is None:
            raise PermissionDenied
        return view(request, author, *args, **kwargs)

    return guarded


def may_write(user: User | AnonymousUser) -> bool:
    """Whether somebody writes here: a listed author, or one who may do everything."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Author.objects.filter(user=user, listed=True).exists()
