"""From a comment to the wiki: what was said in passing becomes part of what is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from wiki.authors.access import writers_only
from wiki.comments.models import Comment
from wiki.links.naming import NameTakenError
from wiki.links.shown import show
from wiki.markup.errors import MarkupError
from wiki.pages.content import Content
from wiki.pages.fields import TitleField
from wiki.pages.forms import STATES
from wiki.pages.models import Page, State
from wiki.pages.saving import Hand, UnsettledError
from wiki.pages.taken import named

if TYPE_CHECKING:
    from wiki.authors.models import Author

LOCKED = "This page is locked, so only the owner of the site changes it. Choose another, or a new one."
DELETED = "A page of this name was deleted. Restore it first, or choose another name."
TAKEN = "This name is taken. Choose another."
QUICKER = "Somebody saved this page at just this moment. Press the button once more."
#: How often to begin anew where others save the page at the same time.
TRIES = 5


class ToWikiForm(forms.Form):
    """Which page the comment is to stand on, and who reads that page if it is a new one."""

    title = TitleField(label="Page", help_text="The title of a page that is there, or of a new one")
    state = forms.ChoiceField(label="If it is new", choices=STATES, widget=forms.RadioSelect, initial=State.DRAFT)


@writers_only
def to_wiki(request: HttpRequest, author: Author, public_id: str) -> HttpResponse:
    """Put a comment, as it stands and with its author's name, at the end of a page or on a new one."""
    comment = get_object_or_404(Comment.objects.published().in_context(), public_id=public_id)
    form = ToWikiForm(request.POST or None, initial={"title": comment.on_title})
    if form.is_valid():
        page = put(request, author, comment, form)
        if page:
            return redirect(page)
    show([comment], request.user)
    status = 409 if form.is_bound else 200
    return render(request, "front/to_wiki.html", {"comment": comment, "form": form}, status=status)


def put(request: HttpRequest, author: Author, comment: Comment, form: ToWikiForm) -> Page | None:
    """The page on which the comment now stands; nothing where that cannot be, and the form then says why."""
    title, embed = form.cleaned_data["title"], f"![[comment:{comment.public_id}]]"
    # A reader may take another name or leave, and a summary stays.
    by = f"Add a comment by {comment.author.name}" if comment.author.listed else "Add a reader's comment"
    hand = Hand(author, request.user, by[:300])
    page = named(title, request.user)
    if page is None:
        return made(form, Content(title, embed), hand)
    if page.deleted_at or not page.may_edit(request.user):
        form.add_error("title", DELETED if page.deleted_at else LOCKED)
        return None
    return added(form, page, embed, hand)


def made(form: ToWikiForm, content: Content, hand: Hand) -> Page | None:
    """A new page that begins with the comment."""
    try:
        return Page.objects.begin(content, state=State(form.cleaned_data["state"]), hand=hand)
    except NameTakenError:
        form.add_error("title", TAKEN)
        return None


def added(form: ToWikiForm, page: Page, embed: str, hand: Hand) -> Page | None:
    """The page with the comment at its end, unless it stands there already, however many save it meanwhile."""
    for _ in range(TRIES):
        page = Page.objects.whole().get(pk=page.pk)
        content = page.latest.content
        if embed in content.body:
            return page
        body = f"{content.body}\n\n{embed}" if content.body.strip() else embed
        try:
            page.revise(replace(content, body=body), base=page.number, hand=hand)
        except UnsettledError:
            continue
        except MarkupError as error:
            form.add_error("title", str(error))
            return None
        return page
    form.add_error(None, QUICKER)
    return None
