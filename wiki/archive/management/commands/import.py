from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from wiki.archive.errors import ArchiveError
from wiki.archive.importing import import_archive
from wiki.archive.progress import bar


class Command(BaseCommand):
    help = (
        "Read an archive, or any folder of Markdown notes, or a zip of either, into the site. "
        "Importing it again changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder that holds author.md or your notes, or a zip of it")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come of it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_archive(options["path"], progress=bar, dry_run=options["dry_run"])
        except ArchiveError as refusal:
            raise CommandError(f"Nothing was imported. {refusal}") from None
        self.stdout.write(str(report))
