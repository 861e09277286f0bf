from __future__ import annotations

from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from accounts.management.commands.login_link import login_url
from wiki.archive.manual import put_manual
from wiki.management import arguments
from wiki.management.data_folder import DEFAULT_PORT, one_at_a_time
from wiki.management.first_run import set_up
from wiki.management.server import check_port, serve
from wiki.management.static_files import collect_if_changed
from wiki.management.tidying import tidying
from wiki.management.working import is_needed, working

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from accounts.models import User

HOUR = 3600


class Command(BaseCommand):
    help = "Set the site up where that is still to be done, then serve it. Ctrl-C ends it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", type=arguments.host, default="127.0.0.1", help="(default: 127.0.0.1)")
        parser.add_argument("--port", type=arguments.port, default=DEFAULT_PORT, help=f"(default: {DEFAULT_PORT})")
        parser.add_argument("--workers", type=arguments.workers, default=1, metavar="N", help="processes (default: 1)")
        parser.add_argument("--owner", type=arguments.email, metavar="EMAIL", help="what the owner signs in with")
        parser.add_argument(
            "--tidy-every", type=arguments.seconds, default=HOUR, metavar="SECONDS", help=f"(default: {HOUR})"
        )
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="send no mails about replies and tell Akismet of no decision; `manage.py db_worker` does, elsewhere",
        )
        first = parser.add_mutually_exclusive_group()
        first.add_argument("--blank", action="store_true", help="start a new site without the demo profile")
        first.add_argument("--import", dest="archive", type=Path, metavar="PATH", help="start it from an archive")

    def handle(self, *_args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        check_port(host, port)
        with one_at_a_time(settings.DATA_DIR):
            Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
            migrate()
            call_command("tidy")
            owner = set_up(email=options["owner"] or "", archive=options["archive"], blank=options["blank"])
            for left_out in put_manual():
                self.stdout.write(left_out)
            collect_if_changed()
        check_port(host, port)  # whoever set the site up before us may serve there by now
        (settings.DATA_DIR / "address").write_text(f"{settings.SITE_URL}\n")
        self.greet(owner, options)
        with tidying(options["tidy_every"]), working(wanted=is_needed() and not options["no_worker"]):
            serve(host, port, options["workers"])

    def greet(self, owner: User, options: dict[str, Any]) -> None:
        """Say where the site is and, until the owner has signed in once, how they get in."""
        self.stdout.write(f"Your site is at {settings.SITE_URL}/ (Ctrl-C ends it).")
        if "localhost" in settings.ALLOWED_HOSTS and not ip_address(options["host"]).is_loopback:
            self.stdout.write("It answers to localhost alone until SITE_URL says by which address others reach it.")
        if options["owner"] and options["owner"].lower() != owner.email:
            self.stdout.write(f"Its owner signs in as {owner.email} already; --owner names only a new site's.")
        if not settings.EMAIL_URL:
            but = ", other than by GitHub," if settings.SOCIALACCOUNT_PROVIDERS["github"]["APPS"] else ""
            self.stdout.write(
                f"It sends no mail, so nobody can make an account{but} or ask for a code until EMAIL_URL is set."
            )
        if owner.last_login is None and self.stdout.isatty():
            self.stdout.write(f"Sign in, once, within fifteen minutes: {login_url(owner)}")
        elif owner.last_login is None:
            self.stdout.write("To sign in, make a one-time link: python manage.py login_link")
        self.stdout.flush()


def migrate() -> None:
    """Bring the database's tables up to date."""
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise CommandError(f"The database cannot be used. Check DATABASE_URL.\n{error}".strip()) from None
