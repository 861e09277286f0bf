"""Makes a mail of what notices tell of: one answer by itself, or several together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator

from wiki.lib.addresses import absolute
from wiki.notices.lookup import Told, look_up
from wiki.notices.mail_headers import of_list, one_line, reference
from wiki.notices.mail_html import for_mail
from wiki.notices.models import Notice
from wiki.notices.unsubscribing import token

if TYPE_CHECKING:
    from accounts.models import User

#: So many answers are told of in one mail; the rest are on the site.
MOST = 50
#: A mail says so much of an answer and leads to the rest, since whoever carries mail cuts off a longer one.
LONGEST = 20_000
LONGEST_HTML = 80_000


class Item(NamedTuple):
    """An answer in a mail."""

    by: str
    did: str
    about: str
    why: str
    url: str
    text: str
    #: Nothing where the text was cut, or only its first words are told.
    html: str


class Place(NamedTuple):
    """The answers on one thing in a mail, thread by thread, the earliest first."""

    about: str
    threads: dict[str, list[Item]]


class Letter(NamedTuple):
    """What a mail says, to whomever: its templates, its subject, what they take, and its headers."""

    name: str
    subject: str
    context: dict[str, Any]
    headers: dict[str, str]


def mail(reader: User, claimed: Sequence[int]) -> tuple[EmailMultiAlternatives | None, list[int]]:
    """The mail that tells somebody of these notices, by number, and of which of them it does: not of what is gone."""
    notices = list(Notice.objects.filter(pk__in=claimed, public=True).order_by("pk"))
    # As a stranger would read it, since a mail may be handed on.
    told = look_up(notices[:MOST], AnonymousUser(), whole=len(notices) == 1)
    if not told:
        return None, []
    more = notices[MOST:]
    letter = answer(told[0]) if len(notices) == 1 else digest(told, len(more))
    return written(letter, reader), [*(one.notice.pk for one in told), *(notice.pk for notice in more)]


def answer(told: Told) -> Letter:
    """Tells of one answer, with all of it; the mails of one thread stand together."""
    notice, thread = told.notice, reference("thread", told.news.thread, told.notice.user_id)
    own = reference(notice.kind, notice.source, notice.user_id)
    headers = {"Message-ID": own, "In-Reply-To": thread, "References": thread}
    return Letter("answer", one_line(told.headline), {"item": item(told)}, headers)


def digest(told: Sequence[Told], more: int) -> Letter:
    """Tells of several answers, thread by thread, with the first words of each."""
    places: dict[str, Place] = {}
    for one in told:
        place = places.setdefault(one.news.about or one.news.thread, Place(one_line(one.news.about), {}))
        place.threads.setdefault(one.news.thread, []).append(item(one))
    count = len(told) + more
    subject = f"{count} new repl{'y' if count == 1 else 'ies'} on {urlsplit(settings.SITE_URL).netloc}"
    headers = {"Message-ID": reference("digest", told[0].notice.pk, told[0].notice.user_id)}
    return Letter("digest", subject, {"places": list(places.values()), "more": more}, headers)


def item(told: Told) -> Item:
    """What a mail says of an answer."""
    news = told.news
    html = for_mail(news.html, news.url) if len(news.text) <= LONGEST else ""
    return Item(
        by=one_line(news.by),
        did=told.did,
        about=one_line(news.about),
        why=told.notice.why,
        url=absolute(news.url),
        text=Truncator(news.text).chars(LONGEST),
        html=html if len(html) <= LONGEST_HTML else "",
    )


def written(letter: Letter, reader: User) -> EmailMultiAlternatives:
    """A letter to somebody, in plain text and in HTML, with the way to have no more of them."""
    stop = absolute(reverse("front:unsubscribe", args=[token(reader)]))
    ways = {
        "stop": stop,
        "list": absolute(reverse("front:notices")),
        "choice": absolute(reverse("front:notice_choice")),
    }
    context = letter.context | ways | {"subject": letter.subject, "site": settings.SITE_URL}
    text, html = (render_to_string(f"notices/{letter.name}.{kind}", context) for kind in ("txt", "html"))
    headers = letter.headers | of_list(stop)
    message = EmailMultiAlternatives(letter.subject, text, to=[reader.email], headers=headers)
    message.attach_alternative(html, "text/html")
    return message
