#!/usr/bin/env python
"""The site's one command: `python manage.py up` sets it up and serves it; `python manage.py help` lists the rest."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, execute_from_command_line
from environs import EnvError

from wiki.management.data_folder import prepare

INTERRUPTED = 130


def main() -> None:
    """Run the named command; `up` first makes what the settings need to be read at all."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
    try:
        if sys.argv[1:2] == ["up"]:
            prepare(sys.argv[2:])
        execute_from_command_line(sys.argv)
    except (CommandError, EnvError, ImproperlyConfigured) as refusal:
        sys.exit(str(refusal))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
