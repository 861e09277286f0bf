"""The page of a real researcher, read from beside the checkout: the words of the original, in order, as they were."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, seed: Path) -> str:
    call_command("import", str(seed), verbosity=0)
    return html.unescape(client.get("/").content.decode())


def words(text: str) -> list[str]:
    """The words of a text, with bullets left out."""
    return text.replace("•", " ").split()


def body(file: Path) -> str:
    """The Markdown of an archive's file as plain words, with its marks and escapes taken off."""
    lines = [re.sub(r"^(> ?|- )", "", line) for line in file.read_text().split("---\n", 2)[2].splitlines()]
    return "\n".join(line.replace("\\[", "[").replace("\\<", "<") for line in lines)


def visible(page: str) -> str:
    return re.sub(r"<(?!insert)[^>]*>", " ", re.sub(r"(?s)^.*<main", "<main", page))


def test_who_it_is_stands_at_the_top(page: str, seed: Path) -> None:
    for said in re.findall(
        r"^(?:name|pronouns|email|  - title): (.*)$", (seed / "author.md").read_text(), re.MULTILINE
    ):
        assert said in page
    assert " ".join(words(body(seed / "author.md"))) in " ".join(words(visible(page)))


def test_the_sections_come_in_the_original_s_order(page: str) -> None:
    places = [
        page.index(heading) for heading in ("Previously", "See", "Selected work", "Wiki Contributions", "Comments</h2>")
    ]
    assert places == sorted(places)


def test_the_works_come_in_order(page: str, seed: Path) -> None:
    titles = [file.read_text().split("title: ")[1].split("\n")[0] for file in sorted((seed / "works").iterdir())]
    places = [page.index(title) for title in titles]
    assert len(titles) == 3
    assert places == sorted(places)


def test_every_comment_is_there_in_order_and_not_a_character_is_changed(page: str, seed: Path) -> None:
    shown = re.findall(r'(?s)<div class="prose" dir="auto"[^>]*>(.*?)</div>\s*<div class="tally"', page)
    files = sorted((seed / "comments").iterdir())
    assert len(shown) == len(files) == 10
    for file, comment in zip(files, shown, strict=True):
        assert words(visible(comment)) == words(body(file))


def test_quotations_are_quotations_and_lists_are_lists(page: str, seed: Path) -> None:
    sources = [file.read_text() for file in sorted((seed / "comments").iterdir())]
    items = sum(len(re.findall(r"^- ", source, re.MULTILINE)) for source in sources)
    quotations = sum(len(re.findall(r"(?:^>.*\n)+", source, re.MULTILINE)) for source in sources)
    comments = page[page.index("Comments</h2>") :]
    assert comments.count("<li>") == items
    assert comments.count("<blockquote>") == quotations


def test_all_of_it_is_undated_and_no_date_is_invented(page: str) -> None:
    comments = page[page.index("Comments</h2>") :]
    assert comments.count("undated") == 10
    assert "<time" not in comments
