"""What the editor asks for while somebody writes, in place of django-markdownx's own two views."""

from __future__ import annotations

import re
from http import HTTPStatus

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from wiki.authors.access import may_write
from wiki.comments.models import Comment
from wiki.lib.throttling import SPAN, counted
from wiki.links.editor import seen
from wiki.markup.editor import too_long
from wiki.media.forms import TOO_MANY_BYTES, UploadForm, is_too_long, unread
from wiki.moderation.inviting import may_reply
from wiki.pages.models import Page

NOT_YOU = "Only authors who are signed in can do this. Sign in again in another tab, then come back to this one."
#: Previews of one reader in a minute; the editor asks once for each pause in typing.
A_MINUTE = 60
TOO_OFTEN = "You asked for very many previews within a minute. Your text is still here; wait a little, then go on."
STALE = "This page was open for too long. Copy your text, reload the page and try once more."


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """A text as the saved page will show it, or a reader's as the saved reply; a sentence where it cannot be shown."""
    writes = may_write(request.user)
    if not writes and not (request.user.is_authenticated and may_reply(request.user)):
        return answer(request, {"refusal": NOT_YOU}, HTTPStatus.FORBIDDEN)
    if not writes and counted("previews", str(request.user.pk), span=SPAN) > A_MINUTE:
        return answer(request, {"refusal": TOO_OFTEN}, HTTPStatus.TOO_MANY_REQUESTS)
    text = request.POST.get("content")
    if text is None:
        return answer(request, {"refusal": "No text came with this. Type something first."}, HTTPStatus.BAD_REQUEST)
    largest = Page.LARGEST if writes else Comment.LARGEST
    if len(text.encode(errors="replace")) > largest:
        return answer(request, {"refusal": too_long(largest)})
    field = request.GET.get("field", "")
    field = field if re.fullmatch(r"[\w-]{1,60}", field, re.ASCII) else "text"
    return answer(request, seen(text, field, request.user, by_reader=not writes))


def answer(request: HttpRequest, shown: dict[str, str], status: int = HTTPStatus.OK) -> HttpResponse:
    """The inside of the preview, marked with the turn that was asked for, so that a late one is known as such."""
    turn = request.GET.get("turn", "")
    context = shown | {"turn": turn if re.fullmatch(r"\d{1,15}", turn, re.ASCII) else ""}
    return render(request, "markdownx/_preview.html", context, status=status)


@csrf_exempt  # the token is in the body, which is read only once it is known who sends it and how long it is
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Store a picture from the editor and answer with the Markdown for it; always JSON, whatever goes wrong."""
    if not may_write(request.user):
        return refused(NOT_YOU, HTTPStatus.FORBIDDEN)
    if is_too_long(request):
        return refused(TOO_MANY_BYTES, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    response = stored(request)
    return response if isinstance(response, JsonResponse) else refused(STALE, HTTPStatus.FORBIDDEN)


@csrf_protect
def stored(request: HttpRequest) -> HttpResponse:
    """The same, once all of it may be read."""
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        large = form.has_error("image", "too_large")
        return refused(form.refusal(), HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.BAD_REQUEST)
    image = form.add(request.user)
    return JsonResponse({"image_code": image.markdown, "address": image.get_absolute_url()})


def refused(sentence: str, status: int) -> JsonResponse:
    """Why a picture was not taken."""
    return JsonResponse({"error": sentence}, status=status)


@csrf_exempt  # as for `upload`
@login_required
def add_image(request: HttpRequest) -> HttpResponse:
    """Store a picture by an ordinary form."""
    if not may_write(request.user):
        raise PermissionDenied
    if request.method == "POST" and is_too_long(request):
        return render(request, "front/add_image.html", {"form": unread()}, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return added(request)


@csrf_protect
def added(request: HttpRequest) -> HttpResponse:
    """The same, once all of it may be read."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        form.add(request.user)
        return redirect("media:images")
    return render(request, "front/add_image.html", {"form": form})
