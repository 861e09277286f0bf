from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.archive.archives import archive, run
from wiki.authors.models import Author
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db
AT_ONCE = 40
REFUSAL = re.compile(r"Nothing was imported\. ([a-z]+/n\d+\.md)(?:, line \d+)?: .+\Z", re.DOTALL)


@pytest.fixture(scope="module")
def naughty(corpora: Path) -> dict[str, str]:
    """The big list of naughty strings, each under an id."""
    strings: list[str] = json.loads((corpora / "naughty_strings.json").read_text())["strings"]
    return {f"n{number}": text for number, text in enumerate(strings)}


def taken(folder: Path, files: dict[str, str]) -> set[str]:
    """Import these files, leaving out one after the other that is refused by its name, and return the others' names."""
    left = set(files)
    names = list(files)
    for start in range(0, len(names), AT_ONCE):
        some = names[start : start + AT_ONCE]
        while refused := refused_one(folder / f"{start}-{len(some)}", {name: files[name] for name in some}):
            some.remove(refused)
            left.remove(refused)
    return left


def refused_one(folder: Path, files: dict[str, str]) -> str:
    """The name of the file for which the archive of these is refused, or nothing."""
    try:
        run(archive(folder, files))
    except CommandError as refused:
        return REFUSAL.sub(r"\1", str(refused))
    return ""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def as_comments(naughty: dict[str, str], names: set[str]) -> dict[str, str]:
    """The strings whose comments were taken."""
    assert len(names) > 0.9 * len(naughty)
    return {key: text for key, text in naughty.items() if f"comments/{key}.md" in names}


def test_as_bodies_they_are_kept_or_refused(tmp_path: Path, naughty: dict[str, str]) -> None:
    names = taken(tmp_path, {f"comments/{key}.md": f"---\n---\n{text}\n" for key, text in naughty.items()})
    expected = {key: text.replace("\r\n", "\n").strip("\n") for key, text in as_comments(naughty, names).items()}
    assert dict(Comment.objects.values_list("public_id", "body")) == expected


def test_as_titles_they_are_kept_or_refused(tmp_path: Path, naughty: dict[str, str]) -> None:
    text = "---\non: {title: %s}\n---\nHello.\n"
    names = taken(tmp_path, {f"comments/{key}.md": text % quoted(title) for key, title in naughty.items()})
    assert dict(Comment.objects.values_list("public_id", "on_title")) == as_comments(naughty, names)


def test_as_unknown_values_they_are_kept_or_refused(tmp_path: Path, naughty: dict[str, str]) -> None:
    text = "---\nodd: %s\n---\nHello.\n"
    names = taken(tmp_path, {f"comments/{key}.md": text % quoted(odd) for key, odd in naughty.items()})
    kept = {public_id: extra["odd"] for public_id, extra in Comment.objects.values_list("public_id", "extra")}
    assert kept == as_comments(naughty, names)


def test_as_earlier_stations_of_an_author_they_are_kept_or_refused(tmp_path: Path, naughty: dict[str, str]) -> None:
    text = "---\nname: N\npreviously: [%s]\n---\n"
    names = taken(tmp_path, {f"authors/{key}.md": text % quoted(station) for key, station in naughty.items()})
    kept = dict(Author.objects.filter(slug__startswith="n").values_list("slug", "previously"))
    assert len(kept) > 0.9 * len(naughty)
    assert kept == {key: [station] for key, station in naughty.items() if f"authors/{key}.md" in names}
