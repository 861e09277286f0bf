"""What must be on disk before the settings can be read: the data folder and the secret key."""

from __future__ import annotations

import argparse
import os
import secrets
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files import locks
from django.core.management import CommandError

from wiki.management.arguments import port

if TYPE_CHECKING:
    from collections.abc import Iterator

DEFAULT_PORT = 8000


def data_folder() -> Path:
    """The folder that holds all that is this site's own: `DATA_DIR`, or `var` beside manage.py."""
    return Path(os.environ.get("DATA_DIR") or Path(__file__).parents[2] / "var").resolve()


def prepare(arguments: list[str]) -> None:
    """Make DATA_DIR with its secret key, and tell the settings the port that `up` means to serve; safe to repeat."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--port", type=port, default=DEFAULT_PORT)
    os.environ["UP_PORT"] = str(parser.parse_known_args(arguments)[0].port)
    folder = data_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_at_a_time(folder):
            make_secret_key(folder / "secret_key")
    except OSError as error:
        raise CommandError(
            f"{folder} cannot hold the site ({error.strerror}). Set DATA_DIR to another folder."
        ) from None


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Let nobody else set up the site in this folder meanwhile; whoever comes second waits, then finds it set up."""
    with (folder / "lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def make_secret_key(path: Path) -> None:
    """Write a new key that its owner alone can read, unless there is one; a start that dies leaves no half of it."""
    if os.environ.get("SECRET_KEY") or path.exists():
        return
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    draft.replace(path)
