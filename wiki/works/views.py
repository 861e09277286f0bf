"""What an author does with their selected work."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from wiki.authors.access import writers_only
from wiki.authors.models import Author
from wiki.lib.conflicts import ConflictError
from wiki.lib.saved import saved
from wiki.works.differences import differences
from wiki.works.filling import filled
from wiki.works.forms import RepliesForm, WorkForm
from wiki.works.listing import rows, told
from wiki.works.models import SelectedWork


@require_safe
@writers_only
def works(request: HttpRequest, author: Author) -> HttpResponse:
    """An author's works in order, and below them those that they took off their page."""
    there = list(SelectedWork.objects.in_order(author).only(*SelectedWork.LISTED))
    removed = list(SelectedWork.objects.removed(author).only(*SelectedWork.LISTED))
    context = {"rows": rows(there, request.GET), "removed": removed, "told": told(there, removed, request.GET)}
    return render(request, "works/works.html", context | {"author": author})


@writers_only
def add(request: HttpRequest, author: Author) -> HttpResponse:
    """Add a work after the others; with `fill`, take what its BibTeX says."""
    form = WorkForm(request.POST or None).seen_by(request.user)
    if form.fill:
        return render(request, "works/add.html", filled(request.POST)._asdict())
    if not form.preview and form.is_valid():
        return saved(request, back("saved", SelectedWork.objects.add(author, form.work, actor=request.user)))
    return render(request, "works/add.html", {"form": form})


@writers_only
def edit(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Change what is said of a work; where somebody was quicker, both are shown and nothing is lost."""
    work = own(author, slug)
    now = {name: getattr(work, name) for name in (*WorkForm.NAMES, "version")}
    form = WorkForm(request.POST or None, initial=now).seen_by(request.user)
    if form.fill:
        return render(request, "works/edit.html", filled(request.POST)._asdict() | {"work": work})
    if not form.preview and form.is_valid():
        try:
            work.edit(form.work, actor=request.user, version=form.cleaned_data["version"])
        except ConflictError as conflict:
            return both(request, conflict.current, form.work)
        return saved(request, back("saved", work))
    return render(request, "works/edit.html", {"form": form, "work": work})


def both(request: HttpRequest, current: SelectedWork, typed: dict[str, Any]) -> HttpResponse:
    """The form again with what was typed, beside what was saved meanwhile; the next save is made on top of that."""
    form = WorkForm(initial=typed | {"version": current.version}).seen_by(request.user)
    context = {"form": form, "work": current, "differences": differences(current, typed)}
    return render(request, "works/conflict.html", context, status=409)


@require_POST
@writers_only
def move(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Let a work change places with the one before it or after it."""
    work, to = own(author, slug), request.POST.get("to")
    if to in ("up", "down"):
        SelectedWork.objects.move(work, up=to == "up", actor=request.user)
    return back("moved", work, to="down" if to == "down" else "up")


@writers_only
def remove(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Ask whether to take a work off its author's page, and do it."""
    work = own(author, slug)
    if request.method == "POST":
        work.remove(actor=request.user)
        return back("removed", work)
    return render(request, "works/remove.html", {"work": work})


@require_POST
@writers_only
def restore(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Put a work back on its author's page."""
    work = own(author, slug)
    work.restore(actor=request.user)
    return back("restored", work)


@require_POST
@writers_only
def replies(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Take no more replies on a work, or take them again."""
    work, form = own(author, slug), RepliesForm(request.POST)
    if not form.is_valid():
        return redirect("works:edit", slug=slug)
    if form.cleaned_data["to"] == "close":
        work.close_replies(actor=request.user)
        return back("closed", work)
    work.open_replies(actor=request.user)
    return back("opened", work)


def own(author: Author, slug: str) -> SelectedWork:
    """The author's work at this address, removed or not; 404 where it is not theirs."""
    return get_object_or_404(SelectedWork.objects.select_related("author"), author=author, slug=slug)


def back(verb: str, work: SelectedWork, **query: str) -> HttpResponse:
    """To the list, which says what became of the work."""
    return redirect(f"{reverse('works:works')}?{urlencode({verb: work.slug} | query)}")
