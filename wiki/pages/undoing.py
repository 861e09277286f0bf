"""Going back: to an old text, behind one edit, and behind what an old text gave away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from wiki.authors.access import Standing, standing, writers_alone, writers_only
from wiki.lib.diffs import diff, folded
from wiki.lib.lines import LineField
from wiki.lib.refusals import refused
from wiki.links.naming import NameTakenError
from wiki.markup.errors import MarkupError
from wiki.pages.finding import page_at
from wiki.pages.history import legible
from wiki.pages.meeting import head_differences, undone_by_hand
from wiki.pages.models import Page
from wiki.pages.saving import CarriedError, Hand, UnsettledError
from wiki.pages.states import LOCKED
from wiki.pages.suppressing import RefusedError, restored, suppress, undone

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.pages.content import Content

QUICKER = "Somebody saved this page while you looked. See what it says now, then decide again."
TAKEN = "Another page has this name or key of the bibliography by now. Edit this one by hand instead."


class SummaryForm(forms.Form):
    """What to note in the history, and which revision was looked at."""

    summary = LineField(label="What you changed", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class SuppressForm(forms.Form):
    """What of a revision nobody is to see, and why."""

    text = forms.BooleanField(label="The text", required=False)
    summary = forms.BooleanField(label="The summary", required=False)
    editor = forms.BooleanField(label="Who saved it", required=False)
    reason = LineField(
        label="Why", max_length=300, help_text="For the log. Do not repeat here what is to be seen by nobody."
    )

    PARTS = ("text", "summary", "editor")

    @property
    def ticks(self) -> list[forms.BoundField]:
        """The boxes, one a part."""
        return [self[name] for name in self.PARTS]

    @property
    def parts(self) -> set[str]:
        """The parts that were ticked."""
        return {name for name in self.PARTS if self.cleaned_data[name]}


@writers_only
def revert(request: HttpRequest, author: Author, slug: str, number: int) -> HttpResponse:
    """Ask whether the page is to say again what it said then, and do it."""
    page = page_at(request, slug)
    found = legible(page, request, number)
    try:
        content = restored(page, found)
    except RefusedError as error:
        return refused(request, 409, str(error), back=history_of(page))
    return settled(request, author, page, content, f"Restore revision {number}")


@writers_only
def undo(request: HttpRequest, author: Author, slug: str, number: int) -> HttpResponse:
    """Ask whether to take one edit back and keep the later ones, and do it; by hand where they build on it."""
    page = page_at(request, slug)
    found = legible(page, request, number)
    if not page.may_edit(request.user):
        return refused(request, 403, LOCKED, back=history_of(page))
    try:
        content = undone(page, found)
    except RefusedError as error:
        return refused(request, 409, str(error), back=history_of(page))
    if content is None:
        return undone_by_hand(request, page, legible(page, request, number - 1).content, number)
    return settled(request, author, page, content, f"Undo revision {number}")


def settled(request: HttpRequest, author: Author, page: Page, content: Content, summary: str) -> HttpResponse:
    """Show what saving this content would change, and save it once it is confirmed on the text that was looked at."""
    if not page.may_edit(request.user):
        return refused(request, 403, LOCKED, back=history_of(page))
    form = SummaryForm(request.POST or None, initial={"summary": summary, "version": page.number})
    if form.is_valid() and form.cleaned_data["version"] == page.number:
        hand = Hand(author, request.user, form.cleaned_data["summary"] or summary)
        why = unsaved(page, content, hand)
        return refused(request, 409, why, back=history_of(page)) if why else redirect(page)
    current = page.latest.content
    context = {
        "page": page,
        "form": SummaryForm(initial={"summary": request.POST.get("summary", summary), "version": page.number}),
        "what": summary,
        "quicker": QUICKER if form.is_bound else "",
        "head": head_differences(current, content),
        "runs": folded(diff(current.body, content.body)) if current.body != content.body else [],
        "same": current == content,
    }
    return render(request, "pages/settle.html", context, status=409 if form.is_bound else 200)


def unsaved(page: Page, content: Content, hand: Hand) -> str:
    """Let the page say this; where it was not saved, why."""
    try:
        page.revise(content, base=page.number, hand=hand)
    except UnsettledError:
        return QUICKER
    except (CarriedError, NameTakenError):
        return TAKEN
    except MarkupError as error:
        return str(error)
    return ""


@writers_alone
def suppress_revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Let nobody see parts of an old revision, or let them be seen again; the owner alone does either."""
    if standing(request.user) is not Standing.OWNER:
        raise PermissionDenied
    page = page_at(request, slug)
    found = get_object_or_404(page.revisions.select_related("page"), number=number)
    form = SuppressForm(request.POST or None, initial=found.states())
    if form.is_valid():
        try:
            suppress(found, form.parts, actor=request.user, reason=form.cleaned_data["reason"])
        except RefusedError as error:
            return refused(request, 409, str(error), back=history_of(page))
        return redirect("pages:history", page.slug)
    return render(request, "pages/suppress_revision.html", {"page": page, "revision": found, "form": form})


def history_of(page: Page) -> str:
    """The address of a page's history."""
    return reverse("pages:history", args=[page.slug])
