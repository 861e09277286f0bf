"""The states of a comment, and which of them each verb begins from."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime, timedelta

from django.db import models

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: How long a deleted comment can be restored.
KEPT = timedelta(days=30)


class State(models.TextChoices):
    """Who may read a comment: everyone, once it is published, and while what it stands on is open to everyone."""

    PENDING = "pending"
    PUBLISHED = "published"
    #: It would be published, but the page or work on which it was said is not open to everyone now.
    AWAY = "away"
    HIDDEN = "hidden"
    SPAM = "spam"
    DELETED = "deleted"


#: Those in which it stands on the site: read by all who may read what it was said on.
STANDING = {State.PUBLISHED, State.AWAY}

#: Those in which its author alone still reads it.
KEPT_FROM_OTHERS = {State.PENDING, State.HIDDEN, State.SPAM}

#: In these its author may change what it says.
EDITABLE = {State.PENDING, *STANDING}

#: From which states a comment can be taken by each verb.
STARTS = {
    "approve": {State.PENDING, State.HIDDEN, State.SPAM},
    "hold": STANDING,
    "hide": {State.PENDING, *STANDING},
    "mark_as_spam": {State.PENDING, State.HIDDEN, *STANDING},
    "remove": {State.PENDING, State.HIDDEN, State.SPAM, *STANDING},
    "restore": {State.DELETED},
    "put_back": set(State),
}


def new_public_id() -> str:
    """Ten lower-case base32 characters at random, so that no gap between two of them tells of a third."""
    return base64.b32encode(secrets.token_bytes(7))[:10].decode().lower()


def place_of(posted_at: datetime) -> int:
    """Microseconds since 1970: where a comment of this time stands among others."""
    return (posted_at - EPOCH) // timedelta(microseconds=1)
