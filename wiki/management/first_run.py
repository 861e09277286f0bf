"""What a new site needs once: the owner's account, and somebody to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management import CommandError
from django.db import transaction

from accounts.models import User
from wiki.archive.demonstration import DEMO
from wiki.archive.errors import ArchiveError
from wiki.archive.importing import import_archive
from wiki.archive.progress import bar
from wiki.authors.models import Author

if TYPE_CHECKING:
    from pathlib import Path

PLACEHOLDER = "owner@localhost"


@transaction.atomic
def set_up(*, email: str, archive: Path | None, blank: bool) -> User:
    """Make the owner's account and a first profile where there are none yet, and return the owner; safe to repeat."""
    inhabited = Author.objects.people().exists()
    if archive and inhabited:
        raise CommandError(f"There is a site here already. To add to it, run `python manage.py import {archive}`.")
    owner = User.objects.owner()
    is_new = owner is None
    owner = owner or User.objects.create_superuser(PLACEHOLDER)
    if email and owner.email == PLACEHOLDER:
        name_owner(owner, email)
    if archive or (is_new and not blank and not inhabited):
        move_in(archive or DEMO)
    if not Author.objects.filter(user=owner).exists():
        Author.objects.filter(primary=True, user=None).update(user=owner)
    return owner


def name_owner(owner: User, email: str) -> None:
    """Give the owner the address that they asked for; refused where it is another's."""
    if User.objects.filter(email__iexact=email).exclude(pk=owner.pk).exists():
        raise CommandError(f"{email} is the address of somebody else who signs in here. Name another with --owner.")
    owner.change_email(email)


def move_in(archive: Path) -> None:
    """Import the first archive; a refusal ends the command with its reason."""
    try:
        import_archive(archive, progress=bar)
    except ArchiveError as refusal:
        raise CommandError(f"Nothing was imported. {refusal}") from None
