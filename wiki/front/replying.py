"""Replying: to a comment, or on the discussion of a page or a work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from wiki.authors.access import readers_only
from wiki.authors.readers import begin
from wiki.comments.answering import UnanswerableError
from wiki.comments.models import Comment
from wiki.comments.quoting import quoted
from wiki.comments.states import STANDING
from wiki.front.reply_forms import ReplyForm
from wiki.front.turning_away import REFUSALS, turned_away
from wiki.lib.saved import saved
from wiki.links.shown import show
from wiki.markup.errors import MarkupError
from wiki.moderation.admission import ClosedError, admit, is_known, refuse, said_by
from wiki.moderation.inviting import may_reply
from wiki.moderation.pacing import refuse_haste
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.comments.answering import Target
    from wiki.lib.kinds import Viewer
    from wiki.moderation.admission import Facts

WAITS = "Thank you. A moderator looks at a new reader's first replies; only you see it until then."
LOOKED_AT = "Thank you. A moderator looks at it first; only you see it until then."
TWICE = "You sent this form already, with another text. Press Reply once more to say this too."


@readers_only
def reply(request: HttpRequest, author: Author, /, **where: str) -> HttpResponse:
    """Write an answer; with `preview`, show it first. With `quote=1` it begins with what it answers."""
    if author.listed and author.pk is None:
        return redirect("authors:edit")
    try:
        refuse_now(author)
        to = asked_for(request.user, **where)
        return say(request, author, to) if request.method == "POST" else ask(request, author, to)
    except REFUSALS as refusal:
        return turned_away(request, refusal)


def refuse_now(author: Author) -> None:
    """Raise ClosedError or BlockedError where somebody may not say anything now."""
    if author.pk:
        refuse(author)
    elif author.user and not may_reply(author.user):
        raise ClosedError


def asked_for(viewer: Viewer, *, public_id: str = "", page: str = "", work: str = "") -> Target:
    """What an address names, where it takes this viewer's answers; UnanswerableError for whatever does not."""
    found: Target | None
    if public_id:
        rows = Comment.objects.answerable(viewer).select_related("author", "page", "work", "thread")
        found = rows.filter(public_id=public_id).first()
    elif page:
        pages = Page.objects.visible_to(viewer).filter(shipped=False, replies_closed=False)
        found = pages.filter(slug=page).first()
    else:
        found = SelectedWork.objects.shown([work]).filter(replies_closed=False).first()
    if found is None:
        raise UnanswerableError
    return found


def ask(request: HttpRequest, author: Author, to: Target) -> HttpResponse:
    """The form, empty or with a quotation."""
    quotes = isinstance(to, Comment) and request.GET.get("quote") == "1"
    initial = {"body": quoted(to.body)} if quotes and isinstance(to, Comment) else {}
    return shown(request, to, ReplyForm(request, author, initial=initial))


def shown(request: HttpRequest, to: Target, form: ReplyForm) -> HttpResponse:
    """The form below what it answers."""
    context: dict[str, Any] = {"form": form, "to": to, "comment": None}
    if isinstance(to, Comment):
        show([to], request.user)
        context["comment"] = to
    return render(request, "front/reply.html", context)


def say(request: HttpRequest, author: Author, to: Target) -> HttpResponse:
    """Say it once, however often the form is sent, and lead to it; or the form again, with what is to be mended."""
    form = ReplyForm(request, author, request.POST)
    if form.preview or not form.is_valid():
        return shown(request, to, form)
    body = form.cleaned_data["body"]
    try:
        said = sent(author, to, form, form.facts(request))
    except MarkupError as refusal:
        form.add_error("body", str(refusal))
        return shown(request, to, form)
    if said.body != body:
        form.said_before(TWICE)
        return shown(request, to, form)
    if said.state not in STANDING:
        messages.success(request, LOOKED_AT if is_known(said.author) else WAITS)
    return saved(request, redirect(said))


def sent(author: Author, to: Target, form: ReplyForm, facts: Facts) -> Comment:
    """What this form says, or said when it was sent before; raises one of REFUSALS or MarkupError."""
    user = author.user
    if user is None:
        raise ClosedError
    author = author if author.pk else begin(user, form.cleaned_data["name"])
    if before := said_by(facts.form_key, author):
        return before
    refuse_haste(author)
    return admit(to, author, form.cleaned_data["body"], actor=user, facts=facts)
