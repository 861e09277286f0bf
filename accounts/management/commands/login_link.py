from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from accounts.models import LoginLink, User
from accounts.sessions import forget_authenticators

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Print a link that signs its opener in, once, within fifteen minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="whose account; the owner's where none is named")
        parser.add_argument(
            "--reset-mfa",
            action="store_true",
            help="first take away their passkeys, authenticator app and recovery codes, and end their sessions",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        user = self.find(options["email"])
        if options["reset_mfa"]:
            number = forget_authenticators(user)
            self.stdout.write(f"{user} is signed out everywhere and has no second factor now ({number} taken away).")
        self.stdout.write(login_url(user))

    def find(self, email: str | None) -> User:
        """The user with this address, or the owner; says what to do where there is none who may sign in."""
        user = User.objects.filter(email__iexact=email.strip()).first() if email else User.objects.owner()
        if user is None and email:
            raise CommandError(f"Nobody signs in as {email}. Check the address.")
        if user is None:
            raise CommandError("There is no owner yet. Run `python manage.py up` once, which makes their account.")
        if not user.is_active:
            raise CommandError(f"{user} may not sign in: the account is not active.")
        return user


def login_url(user: User) -> str:
    """A fresh one-time link for this user, as an absolute address."""
    return settings.SITE_URL + reverse("accounts:login_link", args=[LoginLink.objects.issue(user)])
