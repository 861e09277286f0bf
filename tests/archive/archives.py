"""Write archives for tests, import them as a person would, and see what became of the rows."""

from __future__ import annotations

import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model

from accounts.models import User
from wiki.authors.models import Author, AuthorTotals, Link
from wiki.comments.models import Comment
from wiki.works.models import SelectedWork

AUTHOR = "---\nname: Grace Hopper\nslug: grace-hopper\n---\nI write compilers.\n"
TABLES: tuple[type[Model], ...] = (User, Author, AuthorTotals, Link, SelectedWork, Comment)
NO_FILES: dict[str, str] = {}


def archive(root: Path, files: dict[str, str] = NO_FILES, /, **comments: str) -> Path:
    """A folder with an author, these files, and a comment for each further name, whose text it is."""
    texts = {"author.md": AUTHOR} | files | {f"comments/{name}.md": text for name, text in comments.items()}
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def comment(body: str = "A remark.", **front_matter: str) -> str:
    """The text of a comment's file; the values stand in it as they are."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front_matter.items()) + f"---\n{body}\n"


def zipped(folder: Path, path: Path, *, under: str = "") -> Path:
    """A zip of this folder, its names beginning with `under`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for each in sorted(folder.rglob("*.md")):
            file.write(each, under + each.relative_to(folder).as_posix())
    return path


def run(path: Path) -> str:
    """Import this path by the command, and return what it prints."""
    out = StringIO()
    call_command("import", str(path), stdout=out)
    return out.getvalue()


def refusal(path: Path) -> str:
    """Why the command refuses this path, having seen that not a row of any table changed."""
    before = rows()
    with pytest.raises(CommandError) as caught:
        run(path)
    assert rows() == before
    assert str(caught.value).startswith("Nothing was imported. ")
    return str(caught.value)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every value of every row of ours."""
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in TABLES}


def values(
    *, without: tuple[str, ...] = ("id", "author_id", "parent_id", "user_id", "karma_at")
) -> dict[str, list[dict[str, Any]]]:
    """Every value of every row but for the numbers that the database gives, and when karma was added up."""
    return {
        name: [{key: value for key, value in row.items() if key not in without} for row in table]
        for name, table in rows().items()
    }


def newest_first() -> list[str]:
    """The ids of all comments in the order of the page."""
    return list(Comment.objects.order_by(*Comment.NEWEST_FIRST.columns()).values_list("public_id", flat=True))
