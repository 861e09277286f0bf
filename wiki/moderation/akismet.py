"""Akismet, only where the site has a key: what it says of a text, and telling it what moderators decided."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django_tasks import task

from accounts.clients import NOWHERE
from wiki.comments.models import Comment
from wiki.moderation.cases import Reason

if TYPE_CHECKING:
    from akismet import SyncClient

    from wiki.moderation.said import Said

logger = logging.getLogger(__name__)

#: For everything: finding it, reaching it, and its answer.
SECONDS = 3.0
#: By its answer: that it is none, that it is spam, that it is the worst of spam.
POINTS = (0, 7, 12)
SAYS = ("Akismet finds nothing wrong with it.", "Akismet takes it for spam.", "Akismet is sure that it is spam.")
UNASKED = Reason(rule="akismet", points=0, why="Akismet could not be asked.")


def is_on() -> bool:
    """Whether Akismet is asked."""
    return bool(settings.AKISMET_KEY)


def client() -> SyncClient:
    """A client for one question."""
    from wiki.moderation import akismet_client  # it needs libraries that only a site with a key has

    return akismet_client.client(settings.AKISMET_KEY, settings.SITE_URL, seconds=SECONDS)


def ask(said: Said) -> Reason:
    """What Akismet says of a text. That it cannot be asked, for whatever reason, speaks against nobody."""
    address, agent = (said.facts.address, said.facts.agent) if said.facts else (NOWHERE, "")
    told = {"recheck_reason": "edit"} if said.comment else {}
    try:
        found = int(client().comment_check(address, **about(said.author.name, said.body), user_agent=agent, **told))  # type: ignore[arg-type]
    except Exception as error:  # the reader must not pay for whatever is wrong there
        logger.warning("Akismet could not be asked (%s).", type(error).__name__)
        return UNASKED
    return Reason(rule="akismet", points=POINTS[found], why=SAYS[found])


def tell(comments: Iterable[int], *, spam: bool) -> None:
    """Inside the transaction that decides about these comments: let a worker tell Akismet what was decided."""
    for comment in comments if is_on() else ():
        learn.enqueue(comment, spam=spam)


@task
def learn(comment: int, *, spam: bool) -> None:
    """Tell Akismet what a moderator decided: from which address it came is not known any more."""
    row = Comment.objects.filter(pk=comment, author__listed=False).exclude(body="").select_related("author").first()
    if row is None or not is_on():
        return
    try:
        asked = client()
        (asked.submit_spam if spam else asked.submit_ham)(NOWHERE, **about(row.author.name, row.body))  # type: ignore[arg-type]
    except Exception as error:
        logger.warning("Akismet could not be told of comment %s (%s).", comment, type(error).__name__)


def about(name: str, body: str) -> dict[str, str]:
    """What Akismet is told of a text, beside the site's own address."""
    return {
        "comment_type": "reply",
        "comment_author": name,
        "comment_content": body,
        "permalink": f"{settings.SITE_URL}/",
        "blog_charset": "UTF-8",
    }
