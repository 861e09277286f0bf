"""Why a vote is not taken, in a sentence."""

from __future__ import annotations

STRONG = "Sign in to cast a strong vote."
SIGN_IN = "Sign in to vote here."
NOBODY = "Voting is closed on this site."
CLOSED = "Votes on this are no longer taken."
CLAIMED = "An account that was signed in here has voted on this. Sign in to change that vote."
MOVED = "Your votes were moved or erased just now. Vote once more."
MANY = "That was very many votes. Wait a while, then go on."
CROWD = "Very many new browsers have voted from your network. Wait a while, or sign in to vote."


class RefusedError(Exception):
    """A vote that is not taken: the status of the answer, the sentence, and the seconds to wait where that helps."""

    def __init__(self, status: int, reason: str, retry_after: int | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.retry_after = status, reason, retry_after


class MovedError(Exception):
    """The voter was merged, parted or erased since somebody looked: look again."""
