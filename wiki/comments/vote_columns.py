"""What the admin says of a vote, in a list and on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator

from wiki.comments.vote_addresses import list_address
from wiki.comments.vote_words import STATES, network_name, said, voter_name
from wiki.lib.admin import moment
from wiki.log.logged import LoggedAdmin
from wiki.votes.abstract import State

if TYPE_CHECKING:
    from wiki.comments.votes import CommentVote


class VoteColumns(LoggedAdmin):
    """Voters and networks go by their pseudonyms, which lead to all that is theirs."""

    @admin.display(description="First cast")
    def cast(self, vote: CommentVote) -> str:
        return moment(vote.cast_at)

    @admin.display(description="Last changed")
    def changed(self, vote: CommentVote) -> str:
        return moment(vote.changed_at)

    @admin.display(description="Comment")
    def comment(self, vote: CommentVote) -> str:
        address = reverse("admin:comments_comment_change", args=[vote.target_id])
        words = Truncator(str(vote.target)).chars(60)
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, words)

    @admin.display(description="Says")
    def says(self, vote: CommentVote) -> str:
        return said(vote)

    @admin.display(description="State")
    def state_said(self, vote: CommentVote) -> str:
        return STATES[State(vote.state)]

    @admin.display(description="Why")
    def why_said(self, vote: CommentVote) -> str:
        return vote.why.capitalize() or "–"

    @admin.display(description="Voter")
    def by(self, vote: CommentVote) -> str:
        return format_html('<a href="{}">{}</a>', list_address({"voter": str(vote.pk)}), voter_name(vote.voter_id))

    @admin.display(description="Cast by")
    def origin_said(self, vote: CommentVote) -> str:
        if vote.origin_id == vote.voter_id:
            return "the voter itself"
        return f"{voter_name(vote.origin_id)}, a browser that came to this voter when somebody signed in"

    @admin.display(description="Network that day")
    def network_said(self, vote: CommentVote) -> str:
        if not vote.network:
            return network_name("")
        return format_html('<a href="{}">{}</a>', list_address({"network": str(vote.pk)}), network_name(vote.network))

    @admin.display(description="Decision")
    def decision(self, vote: CommentVote) -> str:
        """The last decision about it that stands."""
        if not vote.judgement_id:
            return "None"
        address = reverse("admin:votes_judgement_change", args=[vote.judgement_id])
        return format_html('<a href="{}">Decision {}</a>', address, vote.judgement_id)
