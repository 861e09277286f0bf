"""Who reads a page and who edits it; taking it off the site, and bringing it back."""

from __future__ import annotations

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from wiki.authors.access import Standing, standing, writers_alone
from wiki.lib.lines import LineField
from wiki.lib.refusals import refused
from wiki.links.models import Reference
from wiki.pages.finding import page_at
from wiki.pages.models import Page

LOCKED = "This page is locked, so only the owner of the site changes it."
OWNERS = ("lock", "unlock")
WRITERS = ("publish", "unpublish", "close_replies", "open_replies")


class StateForm(forms.Form):
    """What is to become of a page."""

    to = forms.ChoiceField(choices=[(verb, verb) for verb in (*WRITERS, *OWNERS)])
    history = forms.BooleanField(required=False)


class DeleteForm(forms.Form):
    """Why a page goes."""

    reason = LineField(
        label="Why", max_length=300, required=False, help_text="For the log, which only the office reads"
    )


@writers_alone
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish a page or make it a draft again; take replies on it or not; lock it for the owner, or unlock it."""
    page = page_at(request, slug)
    if not page.may_edit(request.user):
        return refused(request, 403, LOCKED, back=page.get_absolute_url())
    owns = standing(request.user) is Standing.OWNER
    form = StateForm(request.POST or None)
    if not form.is_valid():
        return render(request, "pages/state.html", {"page": page, "owns": owns})
    to = form.cleaned_data["to"]
    if to in OWNERS and not owns:
        raise PermissionDenied
    become(page, to, request, history=form.cleaned_data["history"])
    return redirect(page)


def become(page: Page, to: str, request: HttpRequest, *, history: bool) -> None:
    """Do to the page what was asked for."""
    if to == "publish":
        page.publish(actor=request.user, history=history)
    else:
        getattr(page, to)(actor=request.user)


@writers_alone
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether to take a page off the site, and do it."""
    page = page_at(request, slug)
    if not page.may_edit(request.user):
        return refused(request, 403, LOCKED, back=page.get_absolute_url())
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        page.remove(actor=request.user, reason=form.cleaned_data["reason"])
        return redirect("pages:drafts")
    links = Reference.objects.to_page(page.pk).count()
    return render(request, "pages/delete.html", {"page": page, "form": form, "links": links})


@require_POST
@writers_alone
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a deleted page back."""
    page = get_object_or_404(Page.objects.known_to(request.user), slugs__slug=slug)
    page.restore(actor=request.user)
    return redirect(page)
