"""What somebody is told of: the list on the site, and when mails tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki.front.notices_listing import own_part
from wiki.lib.kept import of_buttons
from wiki.lib.paging import asked
from wiki.notices.choosing import choose
from wiki.notices.forms import ChoiceForm, ReadForm
from wiki.notices.lookup import look_up
from wiki.notices.models import Notice, Pace
from wiki.notices.paces import pace_of
from wiki.notices.unsubscribing import readers

if TYPE_CHECKING:
    from accounts.views import SignedIn


@require_safe
@login_required
def notices(request: SignedIn) -> HttpResponse:
    """What the asker is told of, newest first; what they have not read is marked, and looking changes nothing."""
    rows, part = own_part(request.user, asked(request.GET, Notice.NEWEST_FIRST))
    context = {"rows": rows, "part": part, "pace": pace_of(request.user)}
    return render(request, "front/notices.html", context)


@of_buttons
@require_POST
@login_required
def read_notices(request: SignedIn) -> HttpResponse:
    """Mark as read what the asker had before them, and not what has come since."""
    form = ReadForm(request.POST)
    if form.is_valid():
        shown = Notice.objects.of(request.user).unread().filter(pk__lte=form.cleaned_data["newest"])
        shown.change(read_at=timezone.now())
    return redirect("front:notices")


@of_buttons
@require_POST
@login_required
def follow_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Mark one as read, and lead to what it tells of."""
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    told = look_up([notice], request.user)
    if not told:
        raise Http404
    Notice.objects.unread().filter(pk=pk).change(read_at=timezone.now())
    return redirect(told[0].news.url)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notice_choice(request: SignedIn) -> HttpResponse:
    """When mails tell the asker of answers: at once, once a day, or never."""
    form = ChoiceForm(request.POST or None, initial={"answers": pace_of(request.user)})
    if form.is_valid():
        choose(request.user, Pace(form.cleaned_data["answers"]))
        messages.success(request, "Saved.")
        return redirect("front:notice_choice")
    return render(request, "front/notice_choice.html", {"form": form})


@csrf_exempt  # whoever carries the mail sends the form, with no cookie and from no page of ours (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether mails about replies are to end, for whoever holds the link, and end them; a GET changes nothing."""
    try:
        found = readers(token)
    except ValueError:
        raise Http404 from None
    done = request.method == "POST"
    for reader in found if done else ():
        choose(reader, Pace.NEVER)
    return render(request, "front/unsubscribe.html", {"done": done})
