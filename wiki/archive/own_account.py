"""What the site knows of an account and of what was done with it, in plain values; no secret is among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from wiki.archive.batching import batches
from wiki.comments.sources import iso
from wiki.lib.addresses import absolute
from wiki.lib.kinds import KINDS
from wiki.moderation.models import Flag, Person
from wiki.notices.models import Choice, Notice
from wiki.votes.casters import of_user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User

#: Notices whose addresses are looked up at once.
AT_ONCE = 500


def account_facts(user: User) -> dict[str, Any]:
    """Who they are to the site, how they sign in and where they are signed in now."""
    choice = Choice.objects.filter(user=user).first()
    return {
        "address": user.email,
        "further_addresses": further_addresses(user),
        "joined": iso(user.date_joined),
        "last_signed_in": iso(user.last_login),
        "notices": str(choice.answers) if choice else "",
        "ways_to_sign_in": [way(found) for found in Authenticator.objects.filter(user=user).order_by("pk")],
        "connected_accounts": connected(user),
        "sessions": [session(found) for found in UserSession.objects.filter(user=user).order_by("pk")],
        "blocked": blocked(user),
    }


def further_addresses(user: User) -> list[str]:
    """What they can be reached under beside."""
    rows = EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email)
    return list(rows.order_by("pk").values_list("email", flat=True))


def way(found: Authenticator) -> dict[str, str]:
    """A passkey, an app or a set of recovery codes: that it is there, and since when."""
    return {"kind": str(found), "made": iso(found.created_at), "last_used": iso(found.last_used_at)}


def connected(user: User) -> list[dict[str, str]]:
    """Accounts elsewhere with which they sign in here."""
    rows = SocialAccount.objects.filter(user=user).order_by("pk")
    return [{"where": row.provider, "as": row.uid, "connected": iso(row.date_joined)} for row in rows]


def session(found: UserSession) -> dict[str, str]:
    """Where and when they signed in."""
    told = {"address": found.ip, "browser": found.user_agent}
    return told | {"began": iso(found.created_at), "last_seen": iso(found.last_seen_at)}


def blocked(user: User) -> dict[str, str]:
    """Why they may say nothing, as they are told, if that is so."""
    person = Person.objects.blocked().filter(author__user=user).first()
    return {"until": iso(person.blocked_until), "why": person.told} if person else {}


def flags_made(user: User) -> Iterator[dict[str, Any]]:
    """What they pointed out to moderators."""
    caster = of_user(user)
    if caster:
        rows = Flag.objects.filter(voter=caster.keyed).select_related("comment").order_by("pk")
        for flag in rows.only("complaint", "note", "made_at", "comment__public_id").iterator(AT_ONCE):
            address = absolute(flag.comment.get_absolute_url())
            yield {"comment": address, "complaint": flag.complaint, "note": flag.note, "made": iso(flag.made_at)}


def notices_had(user: User) -> Iterator[dict[str, Any]]:
    """What they were told of, with its address where they may read it."""
    rows = Notice.objects.filter(user=user).order_by("pk").iterator(AT_ONCE)
    for some in batches(rows, AT_ONCE, lambda _notice: 0):
        kinds = {notice.kind for notice in some}
        told = {
            kind: KINDS[kind].news([n.source for n in some if n.kind == kind], user, whole=False)
            for kind in kinds & set(KINDS)
        }
        for notice in some:
            news = told.get(notice.kind, {}).get(notice.source)
            address = absolute(news.url) if news else ""
            yield {"why": notice.why, "of": address, "made": iso(notice.made_at), "read": iso(notice.read_at)}
