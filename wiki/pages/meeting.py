"""Two texts of one page on one screen: what is saved, and what its writer would say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from wiki.lib.conflicts import Difference, in_text, real
from wiki.pages.content import Content, met
from wiki.pages.forms import PageForm, laid_out
from wiki.pages.models import Page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wiki.pages.saving import UnsettledError

LABELS = {
    "title": "Title",
    "tags": "Tags",
    "aliases": "Other names",
    "status": "Status",
    "confidence": "Confidence",
    "superseded_by": "Superseded by",
    "cite_key": "Key in the bibliography",
}


def both(request: HttpRequest, page: Page, form: PageForm, unsettled: UnsettledError) -> HttpResponse:
    """The form again, with what its writer's change and the other come to, and what that changes in what is saved."""
    # What the attempt set and did not save stands in this object still.
    page.refresh_from_db(from_queryset=Page.objects.whole())
    current, why = unsettled.current, unsettled.why
    content = unsettled.meeting.content
    told = laid_out(content) | form.about(page)
    # What was deleted may have been changed before that: the base stays, so that a later save sees it.
    told["version"] = form.cleaned_data["version"] if why == "deleted" else current.number
    return shown(request, page, told, why=why, found=differences(current.content, content))


def landed(request: HttpRequest, page: Page, form: PageForm) -> HttpResponse:
    """The form of a page that somebody wanted to make and that is there: their text, beside the page's own."""
    current = page.latest
    content = joined(form.content, current.content)
    told = laid_out(content) | form.about(page) | {"version": current.number}
    return shown(request, page, told, why="there", found=differences(current.content, content))


def shown(request: HttpRequest, page: Page, told: dict[str, Any], *, why: str, found: list[Difference]) -> HttpResponse:
    """The screen, on which nothing is saved yet."""
    form = PageForm(viewer=request.user, page=page, initial=told | {"restoring": bool(page.deleted_at)})
    context = {"form": form, "page": page, "why": why, "theirs": page.latest, "differences": found}
    return render(request, "pages/conflict.html", context, status=409)


def joined(mine: Content, theirs: Content) -> Content:
    """My text under their title, with the tags and names of both; of the rest, what is said."""
    said = {name: value for name, value in mine.head.items() if name not in ("tags", "aliases")}
    lists = {name: met((), getattr(mine, name), getattr(theirs, name)) for name in ("tags", "aliases")}
    return replace(theirs, body=mine.body or theirs.body, **said | lists)


def differences(saved: Content, typed: Content) -> list[Difference]:
    """Where what would be saved is not what the page says now."""
    return real([in_text("Text", saved.body, typed.body), *head_differences(saved, typed)])


def head_differences(old: Content, new: Content) -> list[Difference]:
    """Where two contents differ in anything but the text."""
    was, now = laid_out(old), laid_out(new)
    return real([Difference(label, was[name], now[name]) for name, label in LABELS.items()])


def undone_by_hand(request: HttpRequest, page: Page, before: Content, number: int) -> HttpResponse:
    """The form with what the page said before an edit on which later ones build, beside what it says now."""
    content = replace(before, title=page.latest.title, aliases=page.latest.content.aliases)
    told = laid_out(content) | {"version": page.number, "summary": f"Undo revision {number}", "state": page.state}
    return shown(request, page, told, why="undo", found=differences(page.latest.content, content))
