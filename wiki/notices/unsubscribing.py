"""The link in a mail that ends such mails, for whoever holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from accounts.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

SALT = "wiki.notices.unsubscribe"
#: The one list of mails that there is.
ANSWERS = "answers"


def token(user: User) -> str:
    """What ends this list for this person, whoever holds it: no address is in it, and no password changes it."""
    return signing.Signer(salt=SALT).sign_object([user.pk, ANSWERS])


def readers(token: str) -> QuerySet[User]:
    """Whom a token is of, or nobody where they have left; ValueError where nobody here wrote it."""
    try:
        told = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        raise ValueError from None
    if not (isinstance(told, list) and told[1:] == [ANSWERS] and isinstance(told[0], int)):
        raise ValueError
    return User.objects.filter(pk=told[0])
