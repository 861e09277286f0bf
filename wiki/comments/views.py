"""What an author does with their own comments."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from wiki.authors.access import SILENCED, authors_only, is_silenced, writers_only
from wiki.authors.models import Author
from wiki.comments.closing import close, reopen
from wiki.comments.forms import AssessForm, RetractForm, TextForm
from wiki.comments.models import Comment
from wiki.comments.states import EDITABLE, State
from wiki.comments.texts import ASSESSED, WRITTEN
from wiki.comments.versions import part
from wiki.lib.conflicts import ConflictError, Difference, in_text, real
from wiki.lib.kept import kept
from wiki.lib.refusals import refused
from wiki.lib.saved import saved
from wiki.lib.versions import number
from wiki.links.shown import show
from wiki.works.forms import RepliesForm


@writers_only
def write(request: HttpRequest, author: Author) -> HttpResponse:
    """Write a comment; with `preview`, show it first."""
    form = TextForm(request.POST or None).seen_by(request.user)
    if not form.preview and form.is_valid():
        return saved(request, redirect(Comment.objects.write(author, actor=request.user, **form.said)))
    return render(request, "comments/write.html", {"form": form})


@authors_only
def edit(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Change what a comment says; where somebody was quicker, both texts are shown and nothing is lost.

    A reader's words go through admission, by another form.
    """
    if not author.listed and request.method != "POST":
        return redirect("front:edit_reply", public_id=public_id)
    if not author.listed:
        return kept(request, "Reload the form, then send your text once more.")
    comment = Comment.objects.own(author).filter(public_id=public_id, state=State.PUBLISHED).first()
    if comment is None:
        return gone(request, author, public_id)
    form = TextForm(request.POST or None, initial=as_told(comment)).seen_by(request.user)
    if not form.preview and form.is_valid():
        try:
            comment.edit(**form.said, actor=request.user, version=form.cleaned_data["version"])
        except ConflictError as conflict:
            return both(request, conflict.current, form.said)
        return saved(request, redirect(comment))
    return render(request, "comments/edit.html", {"form": form, "comment": comment})


def gone(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Not found; but who had typed into the form of their own comment gets it back."""
    if request.method != "POST" or not author.comments.filter(public_id=public_id).exists():
        raise Http404
    return kept(request, "This comment was hidden or deleted while you had it open.")


def as_told(comment: Comment) -> dict[str, Any]:
    """What a form about this comment begins with."""
    return {name: getattr(comment, name) for name in (*WRITTEN, "version")}


def both(request: HttpRequest, current: Comment, typed: dict[str, str]) -> HttpResponse:
    """The form again with what was typed, beside what was saved meanwhile; the next save is made on top of that."""
    form = TextForm(initial={**typed, "version": current.version}).seen_by(request.user)
    context = {"form": form, "comment": current, "differences": differences(current, typed)}
    return render(request, "comments/conflict.html", context, status=409)


def differences(current: Comment, typed: dict[str, str]) -> list[Difference]:
    """Where what was typed is not what was saved meanwhile."""
    text = in_text("Your comment", current.body, typed["body"])
    about = [("About", "on_title"), ("Its address", "on_url")]
    return real([text, *(Difference(label, getattr(current, name), typed[name]) for label, name in about)])


@require_safe
@authors_only
def versions(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Every text that a comment has had, each with what it changed."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id)
    shown, before = part(comment, number(request.GET.get("before", "")))
    return render(request, "comments/versions.html", {"comment": comment, "changes": shown, "before": before})


@authors_only
def retract(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Ask whether to retract a comment or, where that is done, to stand by it again; and do it."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state=State.PUBLISHED)
    form = RetractForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        verb = comment.unretract if form.cleaned_data["undo"] else comment.retract
        verb(actor=request.user)
        return redirect(comment)
    show([comment], request.user)
    return render(request, "comments/retract.html", {"comment": comment})


@writers_only
def assess(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Say how far one stands behind a comment, without a change of its text.

    Not for readers: these are words too, and theirs come in by admission alone.
    """
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state=State.PUBLISHED)
    form = AssessForm(request.POST or None, initial={name: getattr(comment, name) for name in ASSESSED})
    if form.is_valid():
        comment.assess(actor=request.user, **form.cleaned_data)
        return redirect(comment)
    show([comment], request.user)
    return render(request, "comments/assess.html", {"comment": comment, "form": form})


@require_POST
@writers_only
def replies(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Take no more replies to a comment nor to anything below it, or take them again."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state=State.PUBLISHED)
    form = RepliesForm(request.POST)
    if not form.is_valid():
        return redirect("comments:edit", public_id=public_id)
    verb = close if form.cleaned_data["to"] == "close" else reopen
    verb(comment, actor=request.user)
    return redirect(comment)


@authors_only
def remove(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Ask whether to delete a comment, and do it."""
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id, state__in=EDITABLE)
    if request.method == "POST":
        comment.remove(actor=request.user)
        return redirect("comments:deleted")
    show([comment], request.user)
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
    """Bring a deleted comment back, unless its author may say nothing now."""
    if is_silenced(author):
        return refused(request, 403, SILENCED)
    comment = get_object_or_404(Comment.objects.own(author), public_id=public_id)
    comment.restore(actor=request.user)
    return redirect(comment)
