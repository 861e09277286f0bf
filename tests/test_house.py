"""The house's own rules, which keep it easy to find one's way in."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import View

ROOT = Path(__file__).resolve().parents[1]
TOP = {
    "manage.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "wiki",
    "accounts",
    "templates",
    "static",
    "tests",
}


def tracked() -> list[Path]:
    """The files of the repository; the test is skipped outside one."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def patterns(resolver: URLResolver, room: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, pattern.app_name or room)
        else:
            yield room, pattern


def test_nothing_more_stands_at_the_top() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} <= TOP


def test_an_address_its_view_and_its_tests_share_one_name() -> None:
    for room, pattern in patterns(get_resolver()):
        if room == "admin":
            continue  # Django names these; their tests stand beside the rooms that they show
        if not room and not pattern.callback.__module__.startswith(("accounts.", "wiki.")):
            continue  # a library's own: an address of ours stands in a room, or has its view in one
        view_class: type[View] | None = getattr(pattern.callback, "view_class", None)
        if view_class is None:
            assert pattern.name == pattern.callback.__name__, pattern
        assert (ROOT / "tests" / room / f"test_{pattern.name}.py").is_file(), f"{room}:{pattern.name} has no tests"


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_every_template_compiles_and_is_no_longer_than_a_screen_or_two(path: Path) -> None:
    engines["django"].get_template(str(path.relative_to(ROOT / "templates")))
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    assert "style=" not in text
    assert "<script>" not in text
    if path.name.startswith("_"):
        assert re.match(r"\{# .*Takes: .* #\}", text), "a fragment says first what it takes"


def test_one_place_alone_says_that_html_is_safe() -> None:
    for path in tracked():
        if path.suffix == ".py" and ROOT / "tests" not in path.parents:
            assert "mark_safe" not in path.read_text(), path
    unescaped = {
        match
        for path in (ROOT / "templates").rglob("*.html")
        for match in re.findall(r"\{\{ ([\w.]+)\|safe", path.read_text())
    }
    rendered = {"preview"}
    painted = {"author.painted", "comment.painted", "work.painted", "painted.html", "reference.html"}
    painted |= {"heir", "lead", "reading.html", "reading.superseded_by"}
    mailed = {"item.html"}
    assert unescaped == rendered | painted | mailed


def test_no_file_names_a_package_registry_or_somebody_s_machine() -> None:
    private = re.compile(r"pypi\.org|files\.pythonhosted|registry\.npmjs|/home/|/root/|/work/", re.IGNORECASE)
    for path in tracked():
        if path.suffix in {".py", ".toml", ".md", ".yml", ".yaml", ".html", ".css", ".js", ""} and path != Path(
            __file__
        ):
            found = private.search(path.read_text(errors="replace"))
            assert not found, f"{path}: {found}"


def test_no_style_nests_deeper_than_the_page_needs_and_no_colour_stands_outside_the_tokens() -> None:
    for path in (ROOT / "static").glob("*.css"):
        sheet = path.read_text()
        assert "!important" not in sheet, path
        if path.name == "commonplace.css":
            sheet = sheet.split("@layer elements {", 1)[1].split("@media print", 1)[0]
        if path.name != "office.css":  # which has Django's tokens to set
            assert not re.search(r"#[0-9a-f]{3,8}\b", sheet), path
