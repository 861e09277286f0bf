"""The picture at the head of an author's page."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.models import User
from wiki.authors.access import profile_of
from wiki.authors.forms import ChoiceForm, PhotoForm
from wiki.authors.models import Author
from wiki.lib.paging import asked, part
from wiki.media.forms import UploadForm, is_too_long, unread
from wiki.media.models import Image

A_PART = 12


@csrf_exempt  # the token is in the body, which is read only once it is known who sends it and how long it is
def photo(request: HttpRequest) -> HttpResponse:
    """Choose, send, replace or remove the picture at the head of one's own page."""
    if not isinstance(request.user, User):
        return redirect_to_login(request.path)
    author = profile_of(request.user)
    if author is None:
        raise PermissionDenied
    if author.pk is None:
        return redirect("authors:edit")
    if request.method == "POST" and is_too_long(request):
        return page(request, author, unread(), status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return shown(request, author)


@csrf_protect
def shown(request: HttpRequest, author: Author) -> HttpResponse:
    """The same, once all of it may be read."""
    if request.method != "POST":
        return page(request, author, PhotoForm())
    if "remove" in request.POST:
        return show(request, author, None)
    if "choose" in request.POST:
        return chosen(request, author)
    form = PhotoForm(request.POST, request.FILES)
    return show(request, author, form.add(request.user)) if form.is_valid() else page(request, author, form)


def chosen(request: HttpRequest, author: Author) -> HttpResponse:
    """Show one of the author's own pictures; any other is not found."""
    form = ChoiceForm(request.POST, user=request.user)
    if not form.is_valid():
        raise Http404
    return show(request, author, form.cleaned_data["choose"])


def show(request: HttpRequest, author: Author, image: Image | None) -> HttpResponse:
    """Put it there, and look at it there."""
    author.show_photo(image, actor=request.user)
    return redirect("authors:photo")


def page(request: HttpRequest, author: Author, form: UploadForm, status: int = HTTPStatus.OK) -> HttpResponse:
    """The photo as it is, the form for another, and a part of the author's own pictures."""
    images = part(Image.objects.of(request.user), Image.NEWEST_FIRST, asked(request.GET, Image.NEWEST_FIRST), A_PART)
    return render(request, "authors/photo.html", {"author": author, "form": form, "part": images}, status=status)
