"""Collect the static files, compressed and fingerprinted, when something about them has changed."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Bring STATIC_ROOT up to date; returns whether there was anything to do."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    present = fingerprint()
    if stamp.is_file() and stamp.read_text() == present:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(present)
    return True


def fingerprint() -> str:
    """Changes with any static file's name, size or time, and with what compresses them."""
    digest = hashlib.sha256(f"django {version('django')}, whitenoise {version('whitenoise')}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
