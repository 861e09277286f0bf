"""What stands above a work's abstract in a file of it, under the names that an archive uses."""

from __future__ import annotations

from wiki.works.models import SelectedWork

#: In this order, where the work says it.
SAID = ("title", "kind", "authors", "venue", "year", "url", "doi", "arxiv", "pdf", "code", "slides", "bibtex")


def work_fields(work: SelectedWork) -> dict[str, str]:
    """What everyone may know of it."""
    return {name: getattr(work, name) for name in SAID}
