"""Cast votes in tests."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from tests import make
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.comments.voting import Voted, vote
from wiki.votes import casting, cookies
from wiki.votes.abstract import Axis, Tally
from wiki.votes.casters import Caster
from wiki.votes.casting import Ballot, Cast
from wiki.votes.models import Voter
from wiki.votes.recounting import drift


def browser(network: str = "") -> Caster:
    """A browser without an account that has not voted yet."""
    voter = Voter.objects.create(browser=cookies.hashed(cookies.new_id()))
    return Caster(voter.pk, voter.pk, None, owns=False, network=network)


def account(user: User | None = None) -> Caster:
    """Somebody signed in."""
    voter = Voter.objects.for_user(user or make.user())
    return Caster(voter.pk, voter.pk, voter.user_id, owns=True)


def cast(comment: Comment, caster: Caster, value: int, axis: Axis = Axis.KARMA, **told: Any) -> Cast:
    """Let this be what the caster says of the comment."""
    return casting.cast(CommentVote, comment.pk, caster, Ballot(axis, value, **told))


def sums(comment: Comment) -> dict[str, int]:
    """What the tally says, which is what its votes do."""
    assert list(drift(CommentVote)) == []
    row = CommentTally.objects.get(pk=comment.pk)
    return {name: getattr(row, name) for name in Tally.SUMS}


def unverified(user: User) -> User:
    """The same, whose address has not been verified."""
    EmailAddress.objects.filter(user=user).update(verified=False)
    return user


def ask(address: str = "192.0.2.1", *, user: User | None = None, browser: str = "", **headers: Any) -> HttpRequest:
    """A request from this address, by whoever is signed in there, and with a browser's cookie."""
    request = RequestFactory().post("/", REMOTE_ADDR=address, **headers)
    request.user = user or AnonymousUser()
    if browser:
        response = HttpResponse()
        cookies.give(response, browser)
        request.COOKIES[cookies.name()] = response.cookies[cookies.name()].value
    return request


def press(request: HttpRequest, comment: Comment, value: int, axis: Axis = Axis.KARMA) -> Voted:
    """Vote as a view does, on the comment as it is now."""
    return vote(request, Comment.objects.in_context().get(pk=comment.pk), axis, value)
