"""Which votes are meant: what may stand in the address of their list, and of the page that decides about them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wiki.comments.bursts import HOUR, NEW
from wiki.comments.votes import CommentVote
from wiki.lib.admin import keys
from wiki.votes.abstract import Axis, Reason, State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet

    Votes = QuerySet[CommentVote]


def in_state(votes: Votes, state: str) -> Votes:
    return votes.filter(state=state) if state in State.values else votes.none()


def for_reason(votes: Votes, reason: str) -> Votes:
    return votes.filter(reason=reason) if reason in Reason.values else votes.none()


def on_axis(votes: Votes, axis: str) -> Votes:
    return votes.filter(axis=axis) if axis in {str(value) for value in Axis.values} else votes.none()


def on_comment(votes: Votes, public_id: str) -> Votes:
    return votes.filter(target__public_id=public_id.strip())


def of_voter(votes: Votes, like: str) -> Votes:
    """All of the voter of this vote, so that no address tells a voter's own number."""
    return votes.filter(voter__in=one(like).values("voter"))


def of_network(votes: Votes, like: str) -> Votes:
    """All of the network of this vote on that day, so that no address tells a network's hash."""
    return votes.exclude(network="").filter(network__in=one(like).exclude(network="").values("network"))


def in_hour(votes: Votes, hour: str) -> Votes:
    """Those first cast within this hour of the clock."""
    try:
        start = datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC)
        return votes.filter(cast_at__gte=start, cast_at__lt=start + HOUR)
    except (ValueError, OverflowError):
        return votes.none()


def from_new(votes: Votes, new: str) -> Votes:
    return votes.filter(NEW) if new == "yes" else votes.none()


def chosen(votes: Votes, ids: str) -> Votes:
    return votes.filter(pk__in=keys(ids.split(".")))


def one(pk: str) -> Votes:
    return CommentVote.objects.filter(pk__in=keys([pk]))


SCOPES: dict[str, Callable[[Votes, str], Votes]] = {
    "state": in_state,
    "reason": for_reason,
    "axis": on_axis,
    "comment": on_comment,
    "voter": of_voter,
    "network": of_network,
    "hour": in_hour,
    "new": from_new,
    "ids": chosen,
    "q": on_comment,
}


def told(address: Mapping[str, str]) -> dict[str, str]:
    """What an address says of which votes are meant; an empty search means nothing."""
    found = {name: address[name].replace("\0", "") for name in SCOPES if name in address}
    return {name: value for name, value in found.items() if name != "q" or value.strip()}


def narrowed(scope: Mapping[str, str]) -> Votes:
    """The votes that are meant."""
    votes = CommentVote.objects.all()
    for name, value in scope.items():
        votes = SCOPES[name](votes, value)
    return votes
