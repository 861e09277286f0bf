"""What an author does with their profile."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from wiki.authors.access import SILENCED, is_silenced, profile_only, readers_only
from wiki.authors.differences import differences
from wiki.authors.forms import NameForm, ProfileForm, told
from wiki.authors.models import Author
from wiki.authors.readers import begin, rename
from wiki.authors.versions import part
from wiki.lib.conflicts import ConflictError
from wiki.lib.kept import kept
from wiki.lib.refusals import refused
from wiki.lib.saved import saved
from wiki.lib.versions import number


@profile_only
def edit(request: HttpRequest, author: Author) -> HttpResponse:
    """Change what a profile says; where somebody was quicker, both texts are shown and nothing is lost."""
    form = ProfileForm(request.POST) if request.method == "POST" else ProfileForm(initial=told(author))
    if form.preview or form.button:
        form = again(form)
    elif form.is_valid():
        try:
            kept = keep(author, form, request)
        except ConflictError as conflict:
            return both(request, conflict.current, form)
        return saved(request, redirect(kept))
    return render(request, "authors/edit.html", {"form": form.seen_by(request.user), "author": author})


def again(form: ProfileForm) -> ProfileForm:
    """The same form, with what the pressed button does to its lists; nothing of it is judged or saved."""
    shown = ProfileForm(initial=form.typed)
    for rows in (shown.previously, shown.see):
        rows.press(form.button)
    return shown


def keep(author: Author, form: ProfileForm, request: HttpRequest) -> Author:
    """Save what the form says, and return whose profile it is; raises ConflictError."""
    if author.pk is None and author.user:
        return Author.objects.begin(author.user, form.values(), form.links())
    author.edit(form.values(), form.links(), actor=request.user, version=form.cleaned_data["version"])
    return author


def both(request: HttpRequest, current: Author, form: ProfileForm) -> HttpResponse:
    """The form again with what was typed, beside what was saved meanwhile; the next save is made on top of that."""
    typed = ProfileForm(initial=form.typed | {"version": current.version})
    context = {
        "form": typed.seen_by(request.user),
        "author": current,
        "differences": differences(current, form.values(), form.links()),
    }
    return render(request, "authors/conflict.html", context, status=409)


@readers_only
def name(request: HttpRequest, author: Author) -> HttpResponse:
    """Choose the name that one goes by as a reader; who writes here has it on their profile."""
    if author.listed:
        return redirect("authors:edit")
    if is_silenced(author):
        if request.method == "POST":
            return kept(request, SILENCED, status=403, fields=("name",))
        return refused(request, 403, SILENCED)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": author.name})
    user = author.user
    if user and form.is_valid():
        author = begin(user, form.cleaned_data["name"])
        rename(author, form.cleaned_data["name"], actor=user)
        return redirect(author)
    return render(request, "authors/name.html", {"form": form, "author": author})


@require_safe
@profile_only
def bio_versions(request: HttpRequest, author: Author) -> HttpResponse:
    """The texts that a biography has had, each with what it changed."""
    if author.pk is None:
        return redirect("authors:edit")
    changes, before = part(author, number(request.GET.get("before", "")))
    return render(request, "authors/bio_versions.html", {"author": author, "changes": changes, "before": before})
