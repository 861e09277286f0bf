"""Serving pictures to everyone, and each person's list of their own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import condition, require_safe

from wiki.lib.kinds import mentions
from wiki.lib.paging import asked, part
from wiki.media.forms import CaptionForm
from wiki.media.models import Image

A_PART = 30
#: A picture opened by itself is a document of this site: it may run, load and send nothing. The styles are for the
#: browser, which sets the picture in the middle by a `style` attribute and would report that as a violation.
SANDBOX = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def etag(request: HttpRequest, name: str) -> str | None:
    """A stored file never changes, so its name says all."""
    return f'"{name}"' if Image.objects.filter(name=name).exists() else None


@require_safe
@condition(etag_func=etag)
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture's file, for everyone and for ever."""
    found = get_object_or_404(Image, name=name)
    try:
        content = default_storage.open(found.name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(content, content_type=found.type, filename=found.name)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = SANDBOX
    return response


@require_safe
@login_required
def images(request: HttpRequest) -> HttpResponse:
    """A part of somebody's own pictures, each with what it shows and where it is used."""
    shown = part(Image.objects.of(request.user), Image.NEWEST_FIRST, asked(request.GET, Image.NEWEST_FIRST), A_PART)
    used = mentions([found.get_absolute_url() for found in shown.rows], request.user)
    rows = [
        (found, CaptionForm(initial={"alt": found.alt}, auto_id=f"{found.name}-%s"), used[found.get_absolute_url()])
        for found in shown.rows
    ]
    return render(request, "media/images.html", {"rows": rows, "part": shown})


@login_required
def caption(request: HttpRequest, name: str) -> HttpResponse:
    """Say what a picture shows."""
    found = own(request, name)
    form = CaptionForm(request.POST if request.method == "POST" else None, initial={"alt": found.alt})
    if form.is_valid():
        found.caption(form.cleaned_data["alt"])
        return redirect("media:images")
    return render(request, "media/caption.html", {"image": found, "form": form})


@login_required
def remove(request: HttpRequest, name: str) -> HttpResponse:
    """Ask whether to remove a picture, naming where it is used, and do it."""
    found = own(request, name)
    if request.method == "POST":
        found.remove()
        return redirect("media:images")
    used = mentions([found.get_absolute_url()], request.user)[found.get_absolute_url()]
    return render(request, "media/remove.html", {"image": found, "mentions": used})


def own(request: HttpRequest, name: str) -> Image:
    """The asker's own picture of this name, or 404."""
    return get_object_or_404(Image.objects.of(request.user), name=name)
