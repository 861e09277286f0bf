"""Views for those who write here."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from wiki.authors.models import Author
from wiki.lib.kept import kept
from wiki.lib.kinds import is_mute

Params = ParamSpec("Params")
SILENCED = "A moderator decided that you cannot say anything here now."


class Standing(IntEnum):
    """How much somebody may see and do of what authors share: each may what the one before may."""

    READER = 0
    WRITER = 1
    OWNER = 2


def standing(user: User | AnonymousUser) -> Standing:
    """The standing of somebody on this site; one query for somebody signed in, however often it is asked of them."""
    if not user.is_authenticated:
        return Standing.READER
    if not hasattr(user, "standing"):
        author = None if user.is_superuser else Author.objects.filter(user=user, listed=True).only("primary").alone()
        rank = Standing.WRITER if author else Standing.READER
        user.standing = Standing.OWNER if user.is_superuser or (author and author.primary) else rank  # type: ignore[attr-defined]
    found: Standing = user.standing  # type: ignore[attr-defined]
    return found


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


def readers_only(view: AuthorsView[Params]) -> View[Params]:
    """The same for everyone with an account; an Author that they have not got yet is not saved."""
    return given(reader_of, view)


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


def writers_alone(view: View[Params]) -> View[Params]:
    """Open a view to those who write here, whether or not they have a page; who is signed out keeps what they typed."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return kept(request) if request.method == "POST" else redirect_to_login(request.get_full_path())
        if not may_write(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

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


def reader_of(user: User) -> Author:
    """The Author that somebody has or, not saved, would have: on a new site its owner's profile, else a reader's."""
    return own(user) or profile_of(user) or Author(user=user, listed=False)


def is_silenced(author: Author) -> bool:
    """Whether a reader may say nothing now, nor be called otherwise; those who write here always may."""
    return not author.listed and author.user_id is not None and is_mute(author.user_id)


def writing(request: HttpRequest) -> dict[str, Any]:
    """Context processor: whether the asker writes here; it is looked up where a template wants to know."""
    return {"writes": SimpleLazyObject(lambda: may_write(request.user))}


def may_write(user: User | AnonymousUser) -> bool:
    """Whether somebody writes here: a listed author, or one who may do everything."""
    return standing(user) >= Standing.WRITER
