"""Who is voting: an account, a browser, or a browser that was merged into an account and now votes signed out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.clients import client_address
from wiki.votes import cookies
from wiki.votes.limits import CROWDED_FOR, is_crowd
from wiki.votes.models import Voter
from wiki.votes.networks import network_hash
from wiki.votes.refusals import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User

#: The voter of a browser, with no more of it than says who casts; the ORM takes ten times as long to compile it.
BY_BROWSER = f"""
SELECT id, user_id, merged_into_id, made_at, crowded FROM "{Voter._meta.db_table}" WHERE browser = %s
"""
#: How long a form whose answer did not arrive may be sent again as the same voter's.
SENT_TWICE_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Caster:
    """Whose limits a cast uses up and who is then its origin; under whose name its row stands, and who that is."""

    acting: int
    keyed: int
    user_id: int | None
    #: Signed in: may vote strongly, and change what other browsers of the account cast.
    owns: bool
    #: Today's hash of the network, or nothing for whoever is exempt.
    network: str = ""
    crowded: bool = False

    @property
    def rows(self) -> Q:
        """The votes that this caster may see and change."""
        own = Q(voter=self.keyed)
        return own if self.owns else own & Q(origin=self.acting)

    def everything(self) -> Q:
        """The same with what became void when a browser was merged; for an account, one query finds its browsers."""
        if not self.owns:
            return self.rows | Q(voter=self.acting)
        return Q(voter__in=[self.keyed, *Voter.objects.filter(merged_into=self.keyed).values_list("pk", flat=True)])

    @property
    def sql(self) -> tuple[str, list[int]]:
        """The same in SQL, for what is asked after every vote."""
        own = "voter_id = %s", [self.keyed]
        return own if self.owns else (f"{own[0]} AND origin_id = %s", [*own[1], self.acting])


def known(request: HttpRequest) -> Caster | None:
    """Who votes from this browser, or nobody yet: nothing is made, nor asked for whoever never voted."""
    if request.user.is_authenticated:
        voter = Voter.objects.filter(user=request.user).first()
        return account(request, voter) if voter else None
    return known_browser(request)


def of_user(user: User) -> Caster | None:
    """Who votes by this account, or nobody yet: for what is no vote, and so asks after no network."""
    voter = Voter.objects.filter(user=user).first()
    return Caster(voter.pk, voter.pk, user.pk, owns=True) if voter else None


def known_browser(request: HttpRequest) -> Caster | None:
    """Who votes from this browser when nobody is signed in, or nobody yet."""
    browser = cookies.read(request)
    if not browser:
        return None
    voter = by_id(browser)
    return of_browser(request, voter) if voter else None


def new(request: HttpRequest, offered: str = "") -> tuple[Caster, str]:
    """Who votes from this browser from now on, and the id to give it, or nothing for an account; RefusedError.

    The id is the one that its form was offered, if it carries one, so that a form that is sent twice is one voter's. A
    form that is old, or whose voter is an account's by now, brings no voter back that the browser has forgotten.
    """
    if request.user.is_authenticated:
        return account(request, Voter.objects.for_user(request.user)), ""
    browser = cookies.offered(offered)
    if voter := by_id(browser) if browser else None:
        if not voter.merged_into_id and timezone.now() < voter.made_at + SENT_TWICE_WITHIN:
            return of_browser(request, voter), browser
        browser = ""
    browser = browser or cookies.new_id()
    return of_browser(request, new_browser(request, browser)), browser


def by_id(browser: str) -> Voter | None:
    """The voter of the browser that was given this id."""
    return next(iter(Voter.objects.raw(BY_BROWSER, [cookies.hashed(browser)])), None)


def new_browser(request: HttpRequest, browser: str, account: int | None = None) -> Voter:
    """The voter of a browser that is not known yet, merged into an account's where one is given; RefusedError."""
    network = network_hash(client_address(request))
    told = {"network": network, "crowded": is_crowd(network), "merged_into_id": account}
    try:
        with transaction.atomic():
            return Voter.objects.create(browser=cookies.hashed(browser), **told)
    except IntegrityError:  # the same form was sent twice, and this is the second
        return Voter.objects.get(browser=cookies.hashed(browser))


def signed_in_here(request: HttpRequest, caster: Caster) -> str:
    """The id to give the browser in which an account votes, lest it vote once more signed out; nothing if it has one.

    One of a crowd gets none: a vote is not refused for it, and what such a browser casts by itself is held anyway.
    """
    browser = cookies.read(request)
    if not caster.owns or (browser and by_id(browser)):
        return ""
    browser = cookies.new_id()
    with suppress(RefusedError), transaction.atomic():
        if Voter.objects.in_order(caster.keyed):  # whoever erases the account's votes waits, or has done so
            new_browser(request, browser, caster.keyed)
            return browser
    return ""


def account(request: HttpRequest, voter: Voter) -> Caster:
    """Somebody signed in; one whose address is verified is exempt from what a network may cast."""
    user: User = request.user  # type: ignore[assignment]
    verified = user.emailaddress_set.filter(verified=True).exists()  # type: ignore[attr-defined]
    network = "" if verified else network_hash(client_address(request))
    return Caster(voter.pk, voter.pk, voter.user_id, owns=True, network=network)


def of_browser(request: HttpRequest, voter: Voter) -> Caster:
    """A browser without an account, or one of an account that is signed out."""
    account = voter.merged_into
    crowded = voter.crowded and timezone.now() < voter.made_at + CROWDED_FOR
    keyed, user_id = (account.pk, account.user_id) if account else (voter.pk, None)
    network = network_hash(client_address(request))
    return Caster(voter.pk, keyed, user_id, owns=False, network=network, crowded=crowded)
