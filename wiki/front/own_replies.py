"""What a reader does with their own replies, where it goes through admission; all else is in `wiki.comments`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wiki.authors.access import authors_only
from wiki.comments.models import Comment
from wiki.comments.states import EDITABLE, STANDING, State
from wiki.comments.views import gone
from wiki.front.reply_forms import EditForm
from wiki.front.turning_away import REFUSALS, turned_away
from wiki.lib.conflicts import ConflictError, in_text, real
from wiki.lib.saved import saved
from wiki.markup.errors import MarkupError
from wiki.moderation.admission import ClosedError, admit_edit

if TYPE_CHECKING:
    from wiki.authors.models import Author

WAITS = "Your change is saved. A moderator looks at it; only you see it until then."


@authors_only
def edit_reply(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Change what a reply says; where somebody was quicker, both texts are shown and nothing is lost."""
    comment = Comment.objects.own(author).filter(public_id=public_id, state__in=EDITABLE).first()
    if comment is None:
        return gone(request, author, public_id)
    form = EditForm(request, author, request.POST or None, initial={"body": comment.body, "version": comment.version})
    if form.preview or not form.is_valid():
        return render(request, "front/edit_reply.html", {"form": form, "comment": comment})
    try:
        return changed(request, author, comment, form)
    except REFUSALS as refusal:
        return turned_away(request, refusal)


def changed(request: HttpRequest, author: Author, comment: Comment, form: EditForm) -> HttpResponse:
    """Let it say this, and lead to it; or what is to be mended, or what was saved meanwhile."""
    before, user = comment.state, author.user
    if user is None:
        raise ClosedError
    body, version = form.cleaned_data["body"], form.cleaned_data["version"]
    try:
        admit_edit(comment, body, actor=user, version=version, facts=form.facts(request))
    except MarkupError as refusal:
        form.add_error("body", str(refusal))
        return render(request, "front/edit_reply.html", {"form": form, "comment": comment})
    except ConflictError as conflict:
        return both(request, author, conflict.current, body)
    except Comment.DoesNotExist:
        return gone(request, author, comment.public_id)
    after = Comment.objects.values_list("state", flat=True).get(pk=comment.pk)
    if before in STANDING and State(after) not in STANDING:
        messages.success(request, WAITS)
    return saved(request, redirect(comment))


def both(request: HttpRequest, author: Author, current: Comment, typed: str) -> HttpResponse:
    """The form again with what was typed, beside what was saved meanwhile; the next save is made on top of that."""
    form = EditForm(request, author, initial={"body": typed, "version": current.version})
    differences = real([in_text("Your reply", current.body, typed)])
    context = {"form": form, "comment": current, "differences": differences}
    return render(request, "front/reply_conflict.html", context, status=409)
