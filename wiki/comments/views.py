"""What an author does with their own comments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from wiki.authors.access import authors_only
from wiki.authors.models import Author
from wiki.comments.forms import TextForm, WriteForm
from wiki.comments.models import Comment, ConflictError, State
from wiki.comments.versions import changes, texts
from wiki.lib.diffs import diff
from wiki.lib.saved import saved


@authors_only
def write(request: HttpRequest, author: Author) -> HttpResponse:
    """Write a comment; with `preview`, show it first."""
    form = WriteForm(request.POST or None)
    if not form.preview and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("body", "on_title", "on_url")}
        return saved(request, redirect(Comment.objects.write(author, actor=request.user, **told)))
    return render(request, "comments/write.html", {"form": form})


@authors_only
def edit(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Change what a comment says; where somebody was quicker, both texts are shown and nothing is lost."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state=State.PUBLISHED)
    form = TextForm(request.POST or None, initial={"body": comment.body, "version": comment.version})
    if not form.preview and form.is_valid():
        try:
            comment.edit(form.cleaned_data["body"], actor=request.user, version=form.cleaned_data["version"] or 0)
        except ConflictError as conflict:
            return both(request, conflict.current, form.cleaned_data["body"])
        return saved(request, redirect(comment))
    return render(request, "comments/edit.html", {"form": form, "comment": comment})


def both(request: HttpRequest, current: Comment, typed: str) -> HttpResponse:
    """The form again with what was typed, beside what was saved meanwhile; the next save is made on top of that."""
    form = TextForm(initial={"body": typed, "version": current.version})
    context = {"form": form, "comment": current, "runs": diff(current.body, typed)}
    return render(request, "comments/conflict.html", context, status=409)


@require_safe
@authors_only
def versions(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Every text that a comment has had, each with what it changed."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id)
    return render(request, "comments/versions.html", {"comment": comment, "changes": changes(texts(comment))})


@authors_only
def remove(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Ask whether to delete a comment, and do it."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state=State.PUBLISHED)
    if request.method == "POST":
        comment.remove(actor=request.user)
        return redirect("comments:deleted")
    return render(request, "comments/remove.html", {"comment": comment})


@require_safe
@authors_only
def deleted(request: HttpRequest, author: Author) -> HttpResponse:
    """An author's deleted comments that can still be restored."""
    rows = Comment.objects.own(author).filter(state=State.DELETED).order_by("-deleted_at")
    return render(request, "comments/deleted.html", {"comments": rows[:200]})


@require_POST
@authors_only
def restore(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Bring a deleted comment back."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id)
    comment.restore(actor=request.user)
    return redirect(comment)
