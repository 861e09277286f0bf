"""What somebody who votes sees, and what the rows then say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.test import RequestFactory

from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes import cookies
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from django.test import Client


def page(client: Client, address: str = "/votes/") -> str:
    """What one sees there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def karma(comment: Comment) -> int:
    """What its tally says."""
    return Comment.objects.select_related("tally").get(pk=comment.pk).tally.karma


def voter_of(client: Client) -> Voter:
    """The voter that this browser's cookie names."""
    signed = client.cookies[cookies.name()].value
    request = RequestFactory().get("/")
    request.COOKIES = {cookies.name(): signed}
    return Voter.objects.get(browser=cookies.hashed(cookies.read(request)))


def row(comment: Comment, voter: Voter | None = None) -> CommentVote:
    """The only vote on a comment, or this voter's."""
    return CommentVote.objects.get(target=comment, **({"voter": voter} if voter else {}))


def listed(client: Client, address: str = "/votes/") -> list[str]:
    """The comments in the list, in order."""
    return re.findall(r'own-vote"><a href="/comments/([^/"]+)/', page(client, address))
