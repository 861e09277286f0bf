"""The site's settings, with one page more: the one on which tests use the editor."""

from __future__ import annotations

from wiki.settings import *  # noqa: F403
from wiki.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "tests.editing"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], BASE_DIR / "tests" / "templates"]  # type: ignore[misc]
