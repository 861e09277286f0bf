"""The application that a WSGI server runs."""

from __future__ import annotations

import os

from wiki.lib import charsets

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiki.settings")
application = charsets.application()
