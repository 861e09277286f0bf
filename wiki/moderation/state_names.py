"""What the states of a comment are called where moderators work."""

from __future__ import annotations

from wiki.comments.states import State

STATES = {
    State.PENDING: "Waits for a decision",
    State.PUBLISHED: "Published",
    State.AWAY: "Away with its page",
    State.HIDDEN: "Hidden",
    State.SPAM: "Spam",
    State.DELETED: "Deleted",
}
