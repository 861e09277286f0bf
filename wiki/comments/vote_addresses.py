"""Where votes are listed in the admin, and where decisions about them are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from wiki.comments.deciding import VERBS, key_of
from wiki.votes.judging import VERBS as JUDGED

if TYPE_CHECKING:
    from wiki.log.asking import Verb

LIST = "admin:comments_commentvote_changelist"


def judge_address(verb: Verb, scope: dict[str, str]) -> str:
    """Where a decision about these votes is asked for."""
    return f"{reverse('admin:comments_commentvote_judge')}?{urlencode({'verb': verb.name, **scope})}"


def list_address(scope: dict[str, str]) -> str:
    """Where these votes are listed."""
    return f"{reverse(LIST)}?{urlencode(scope)}"


def ways(scope: dict[str, str], *, state: str = "") -> list[tuple[Verb, str]]:
    """The verbs that may apply to these votes, each with where it is asked for."""
    verbs = [verb for verb in VERBS.values() if not state or state in JUDGED[key_of(verb)][0]]
    return [(verb, judge_address(verb, scope)) for verb in verbs]
