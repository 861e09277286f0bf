from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management import CommandError
from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError
from django.template.defaultfilters import pluralize

from wiki.authors import counting
from wiki.comments import counting as comments
from wiki.pages import counting as revisions
from wiki.votes import recounting
from wiki.votes.abstract import concrete

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet


class Command(BaseCommand):
    help = "Set every tally by its votes and every author's totals by their rows, or with --check say what is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, and end with code 1 on any drift")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        try:
            self.prove() if check else self.mend()
        except DatabaseError as error:
            raise CommandError(f"The votes and totals could not be counted: {error}") from error

    def prove(self) -> None:
        """Say that all is well, or list what is not."""
        lines = list(drifted())
        for line in lines:
            self.stdout.write(line)
        if lines:
            found = f"{len(lines)} {pluralize(len(lines), 'total is,totals are')}"
            raise CommandError(f"{found} not the sum of the rows. `manage.py recount` sets them right.")
        self.stdout.write("Every tally is the sum of its votes, and every author's totals are those of their rows.")

    def mend(self) -> None:
        """Set right what drifted, and say how many there were."""
        tallies = sum(recounting.recount(votes) for votes in concrete())
        totals = sum(counting.recount(total, own) for total, own in totals_of_authors())
        self.stdout.write(f"{tallies} {pluralize(tallies, 'tally,tallies')} set right.")
        self.stdout.write(f"{totals} {pluralize(totals, 'total,totals')} of authors set right.")


def drifted() -> Iterator[str]:
    """For each total that is not the sum of its rows, its table, whose it is, and what it says and should say."""
    for votes in concrete():
        for row in recounting.drift(votes):
            sums = (f"{name} {both[0]}, not {both[1]}" for name, both in row.items() if name != "target")
            yield f"{votes.TALLY._meta.db_table} {row['target']}: {'; '.join(sums)}"
    for total, own in totals_of_authors():
        for author, (told, counted) in counting.drift(total, own).items():
            yield f"authors_authortotals {author}: {total} {told}, not {counted}"


def totals_of_authors() -> tuple[tuple[str, QuerySet[Any, Any]], ...]:
    """Each of an author's totals, with the rows that it counts."""
    return ("comments", comments.own()), ("edits", revisions.own())
