"""Write a new page, or change what one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from wiki.authors.access import writer, writers_only
from wiki.lib.caching import shared
from wiki.lib.kept import kept
from wiki.lib.refusals import refused
from wiki.lib.saved import saved
from wiki.links.models import Reference
from wiki.links.naming import NameTakenError
from wiki.markup.errors import MarkupError
from wiki.pages.finding import page_at
from wiki.pages.forms import PageForm
from wiki.pages.meeting import both, landed
from wiki.pages.models import Draft, Page, State
from wiki.pages.resuming import beginning, offered
from wiki.pages.saving import CarriedError, Saved, UnsettledError
from wiki.pages.taken import explain, explain_key, meant, named

if TYPE_CHECKING:
    from wiki.authors.models import Author

NOT_YOU = "Only those who write here can make a page."
GONE = "This page is not here any more, or it is not yours to edit."
LOCKED = "This page is locked, so only the owner of the site edits it."
MERGED = "Somebody had saved this page while you had it open. Your change and theirs are both in it now."


@shared
def new(request: HttpRequest) -> HttpResponse:
    """Make a page; who does not write here is told that nothing is written under this title yet."""
    user, title = request.user, request.GET.get("title", "")
    author = writer(user) if isinstance(user, User) else None
    if request.method == "POST" and author is None:
        return kept(request, NOT_YOU if user.is_authenticated else "")
    there = named(title, user) if request.method != "POST" else None
    if there:
        return redirect("pages:edit", there.slug) if there.deleted_at else redirect(there)
    if author is None:
        return render(request, "pages/nothing_yet.html", {"title": title})
    form = PageForm(request.POST or None, viewer=user, initial={"title": title} | beginning(request, None))
    if form.is_sent and form.is_valid():
        return begun(request, author, form)
    return render(request, "pages/new.html", {"form": form} | offered(request, None))


def begun(request: HttpRequest, author: Author, form: PageForm) -> HttpResponse:
    """Make the page that a valid form tells of; where it is there already, its form with both texts."""
    state, taking = State(form.cleaned_data["state"]), form.cleaned_data["taking"]
    try:
        page = Page.objects.begin(form.content, state=state, hand=form.hand(author, request.user), taking=taking)
    except NameTakenError as error:
        if there := meant(form, error.name, request.user):
            return landed(request, there, form)
        explain(form, error.name, request.user)
    except CarriedError as error:
        explain_key(form, error.page, request.user)
    except MarkupError as error:
        form.add_error("body", str(error))
    else:
        return done(request, page, form)
    return render(request, "pages/new.html", {"form": form}, status=409)


@writers_only
def edit(request: HttpRequest, author: Author, slug: str) -> HttpResponse:
    """Change what a page says; what others saved meanwhile is merged with it, or both are shown."""
    page = there(request, slug)
    if page is None:
        return kept(request, GONE)
    if not page.may_edit(request.user):
        return locked(request, page)
    if page.deleted_at and request.method != "POST":
        return render(request, "pages/deleted.html", {"page": page}, status=404)
    form = PageForm(request.POST or None, viewer=request.user, page=page, initial=beginning(request, page))
    if form.is_sent and form.is_valid():
        return revised(request, author, page, form)
    context = {"form": form, "page": page, "embedded": Reference.objects.to_page(page.pk).filter(embed=True).exists()}
    return render(request, "pages/edit.html", context | offered(request, page))


def locked(request: HttpRequest, page: Page) -> HttpResponse:
    """Why a page is not for its reader to edit; what they typed is given back."""
    if request.method == "POST":
        return kept(request, LOCKED)
    return refused(request, 403, LOCKED, back=page.get_absolute_url())


def there(request: HttpRequest, slug: str) -> Page | None:
    """The page, if the asker may know of it, deleted or not; nothing where a text was sent to one that is not."""
    try:
        return page_at(request, slug)
    except Http404:
        page = Page.objects.restorable_by(request.user).whole().filter(slugs__slug=slug).first()
        if page is None and request.method != "POST":
            raise
        return page


def revised(request: HttpRequest, author: Author, page: Page, form: PageForm) -> HttpResponse:
    """Save what a valid form says, or show why it is not saved, with everything that was typed."""
    try:
        outcome = form.save(page, author, request.user)
    except UnsettledError as unsettled:
        return both(request, page, form, unsettled)
    except NameTakenError as error:
        explain(form, error.name, request.user)
    except CarriedError as error:
        explain_key(form, error.page, request.user)
    except MarkupError as error:
        form.add_error("body", str(error))
    else:
        tell(request, page, outcome)
        return done(request, page, form)
    return render(request, "pages/edit.html", {"form": form, "page": page}, status=409)


def tell(request: HttpRequest, page: Page, outcome: Saved) -> None:
    """Say that a save was merged with another's, and where to see what it changed."""
    if outcome.how == "merged":
        number = outcome.revision.number
        messages.success(request, MERGED, extra_tags=reverse("pages:diff", args=[page.slug, number - 1, number]))


def done(request: HttpRequest, page: Page, form: PageForm) -> HttpResponse:
    """To the page; what was kept of this form while it was written is let go."""
    Draft.objects.settle(form.viewer, window=form.cleaned_data["window"], went_on=form.cleaned_data["draft"])
    return saved(request, redirect(page))
