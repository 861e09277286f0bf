"""Filters of the list of votes: some offer their values, others stand there once a link has chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.comments.vote_scopes import SCOPES, one
from wiki.comments.vote_words import STATES, network_name, voter_name
from wiki.lib.admin import ChosenFilter
from wiki.votes.abstract import Axis, Reason

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class ScopeFilter(ChosenFilter):
    """A filter that means the same votes in the list as on the page that decides about them."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        value = self.value()
        return queryset if value is None else SCOPES[self.parameter_name or ""](queryset, value)


class StateFilter(ScopeFilter):
    title = parameter_name = "state"

    def offered(self) -> list[tuple[str, str]]:
        return [(state.value, name) for state, name in STATES.items()]


class ReasonFilter(ScopeFilter):
    title = "why it is not counted"
    parameter_name = "reason"

    def offered(self) -> list[tuple[str, str]]:
        return [(reason.value, reason.label.capitalize()) for reason in Reason]


class AxisFilter(ScopeFilter):
    title = parameter_name = "axis"

    def offered(self) -> list[tuple[str, str]]:
        return [(str(axis.value), axis.label.capitalize()) for axis in Axis]


class NewFilter(ScopeFilter):
    title = "browser"
    parameter_name = "new"

    def offered(self) -> list[tuple[str, str]]:
        return [("yes", "Less than an hour old")]


class GivenFilter(ScopeFilter):
    """Shows what a link chose, and offers nothing else."""

    def offered(self) -> list[tuple[str, str]]:
        value = self.value()
        return [] if value is None else [(value, self.named(value))]

    def named(self, value: str) -> str:
        """What to call what was chosen."""
        return value[:40]


class CommentFilter(GivenFilter):
    title = parameter_name = "comment"


class HourFilter(GivenFilter):
    title = "hour"
    parameter_name = "hour"

    def named(self, value: str) -> str:
        return f"{value[:13].replace('T', ', ')}:00 UTC"


class IdsFilter(GivenFilter):
    title = "votes"
    parameter_name = "ids"

    def named(self, value: str) -> str:  # noqa: ARG002
        return "Those that were ticked"


class VoterFilter(GivenFilter):
    title = parameter_name = "voter"

    def named(self, value: str) -> str:
        vote = one(value).only("voter").first()
        return voter_name(vote.voter_id) if vote else "Nobody"


class NetworkFilter(GivenFilter):
    title = "network that day"
    parameter_name = "network"

    def named(self, value: str) -> str:
        vote = one(value).only("network").first()
        return network_name(vote.network) if vote else "None"


FILTERS = (
    *(StateFilter, ReasonFilter, AxisFilter, NewFilter),
    *(CommentFilter, VoterFilter, NetworkFilter, HourFilter, IdsFilter),
)
