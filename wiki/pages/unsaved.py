"""What somebody is writing and has not saved: keep it, list it, let it go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.models import User
from wiki.authors.access import may_write, writers_alone
from wiki.lib.conflicts import VersionField
from wiki.lib.refusals import refused, wants_json
from wiki.links.keys import key
from wiki.markup.editor import NO_TEXT, too_long
from wiki.pages.forms import PageForm
from wiki.pages.models import Draft, Page, State

MOST = 200
#: Of all that is typed: the text, and what stands above it.
LARGEST = Page.LARGEST + 64 * 1024
SIGN_IN = "Sign in again in another tab."


class DraftForm(forms.Form):
    """A window's word, the page and the revision that it is about, and all that stands in its form."""

    window = forms.RegexField(r"^[\w-]{8,40}$")
    page = forms.CharField(max_length=120, required=False)
    version = VersionField(min_value=0, max_value=2**31 - 1)

    def clean(self) -> dict[str, Any]:
        """What is typed can be kept, whether or not it could be saved."""
        sent = {name: self.data.get(name, "") for name in (*PageForm.TYPED, "was")}
        typed = {name: text.replace("\r\n", "\n") for name, text in sent.items() if text}
        if sum(len(text.encode(errors="replace")) for text in typed.values()) > LARGEST:
            raise ValidationError(too_long(LARGEST))
        if any("\0" in text for text in typed.values()):
            raise ValidationError(NO_TEXT)
        return self.cleaned_data | {"fields": typed}

    @property
    def why(self) -> str:
        """Why it is not kept."""
        return str(next(iter(self.errors.values()))[0])


@require_POST
def save_draft(request: HttpRequest) -> HttpResponse:
    """Keep what stands in a window's form; the answer says when it was kept, and of a newer draft of another window."""
    user = request.user
    if not isinstance(user, User) or not may_write(user):
        return refused(request, 403, SIGN_IN)
    form = DraftForm(request.POST)
    if not form.is_valid():
        return refused(request, 400, form.why)
    data = form.cleaned_data
    page = at(data["page"], request) if data["page"] else None
    draft = Draft.objects.keep(
        user, page.pk if page else None, base=data["version"], window=data["window"], fields=data["fields"]
    )
    if not wants_json(request):
        return redirect("pages:drafts")
    return JsonResponse({"at": draft.saved_at.isoformat(), "other": beside(draft)})


def at(slug: str, request: HttpRequest) -> Page:
    """The page that is being edited, though it may have been deleted meanwhile."""
    page = Page.objects.known_to(request.user).filter(slugs__slug=slug).first()
    if page is None or not page.may_edit(request.user):
        raise Http404
    return page


def beside(draft: Draft) -> dict[str, str] | None:
    """The newest draft of the same page in another window: when it was kept, and where it can be read."""
    for other in Draft.objects.of(draft.user, draft.page_id).exclude(pk=draft.pk)[:20]:
        if draft.page_id or key(other.fields.get("title", "")) == key(draft.fields.get("title", "")):
            return {"at": other.saved_at.isoformat(), "address": address(other)}
    return None


def address(draft: Draft) -> str:
    """Where a draft is gone on with."""
    to = reverse("pages:edit", args=[draft.page.slug]) if draft.page else reverse("pages:new")
    return f"{to}?draft={draft.pk}"


@writers_alone
def drafts(request: HttpRequest) -> HttpResponse:
    """What the asker has not saved, the pages that are drafts, and those that were deleted; or let a draft go."""
    mine = Draft.objects.filter(user=request.user.pk).select_related("page").order_by("-saved_at", "-pk")
    if request.method == "POST":
        form = DiscardForm(request.POST)
        if form.is_valid():
            mine.filter(pk=form.cleaned_data["discard"]).delete()
        return redirect("pages:drafts")
    open_ = Page.objects.visible_to(request.user).filter(state=State.DRAFT).order_by("-changed_at", "-pk")
    deleted = Page.objects.restorable_by(request.user).order_by("-deleted_at", "-pk")
    shown = list(mine[:MOST])
    # Of a page that was locked meanwhile nothing is told here: its address is made of what it is called now.
    editable = {draft.page_id for draft in shown if draft.page is None or draft.page.may_edit(request.user)}
    context = {"drafts": shown, "pages": open_[:MOST], "deleted": deleted[:MOST], "editable": editable}
    return render(request, "pages/drafts.html", context)


class DiscardForm(forms.Form):
    """The number of a draft that its writer wants no more."""

    discard = forms.IntegerField(min_value=1)
