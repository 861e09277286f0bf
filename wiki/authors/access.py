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


AuthorsView = Callable[Concatenate[HttpRequest, Author, Params], HttpResponse]
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]


def authors_only(view: AuthorsView[Params]) -> View[Params]:
    """Give the view the asker's own Author; who is signed out is asked to sign in and keeps what they had typed."""
    return given(own, view)


def writers_only(view: AuthorsView[Params]) -> View[Params]:
    """The same for listed authors, who may put new things on the site."""
    return given(writer, view)


def profile_only(view: AuthorsView[Params]) -> View[Params]:
    """The same for those who have a profile to edit: who has none to edit is refused."""
    return given(profile_of, view)


def given(find: Callable[[User], Author | None], view: AuthorsView[Params]) -> View[Params]:
    """Give the view the Author that is found for the asker; where there is none, the asker is refused."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        author = find(request.user)
        if author is None:
            raise PermissionDenied
        return view(request, author, *args, **kwargs)

    return guarded


def own(user: User) -> Author | None:
    """The Author whose account this is."""
    return Author.objects.filter(user=user).alone()


def writer(user: User) -> Author | None:
    """The Author whose account this is, if they write here."""
    author = own(user)
    return author if author and (user.is_superuser or author.listed) else None


def profile_of(user: User) -> Author | None:
    """Whose profile somebody may edit: a listed author's own, or the first of a new site; not saved."""
    author = writer(user)
    if author is None and user.is_superuser and Author.objects.primary() is None:
        return Author(user=user, primary=True)
    return author


def may_write(user: User | AnonymousUser) -> bool:
    """Whether somebody writes here: a listed author, or one who may do everything."""
    if not user.is_authenticated:
        return False
    return user.is_superuser or Author.objects.filter(user=user, listed=True).exists()
