"""What the README says is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from wiki.management.commands.up import Command
from wiki.media.forms import AROUND, LARGEST

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text()


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def first_cells(text: str) -> set[str]:
    """The words in code type in the first column of a section's tables."""
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_the_configuration_table_lists_every_knob_and_no_other() -> None:
    settings = (ROOT / "wiki" / "settings.py").read_text() + (
        ROOT / "wiki" / "management" / "data_folder.py"
    ).read_text()
    knobs = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", settings)) | set(
        re.findall(r"os\.environ\.get\(\"(\w+)\"\)", settings)
    )
    assert first_cells(section("Configuration")) == knobs - {"UP_PORT"}  # which `up` tells its own settings


def test_the_configuration_table_s_numbers_are_the_defaults() -> None:
    settings = (ROOT / "wiki" / "settings.py").read_text()
    for name, default in re.findall(r"^\| `(\w+)` \| `(\d+|false)` \|", section("Configuration"), re.MULTILINE):
        assert re.search(rf'env\.\w+\(\s*"{name}", {default.capitalize()}\b', settings), name


def test_every_option_of_up_is_told() -> None:
    parser = Command().create_parser("manage.py", "up")
    own = {option for action in parser._actions for option in action.option_strings if option.startswith("--")}
    django = {
        "--help",
        "--version",
        "--verbosity",
        "--settings",
        "--pythonpath",
        "--traceback",
        "--no-color",
        "--force-color",
    }
    told = set(re.findall(r"--[a-z][a-z-]*", section("A tour")))
    assert told >= own - django - {"--skip-checks"}


def test_going_live_names_only_knobs_and_options_that_there_are() -> None:
    told = section("Going live")
    knobs = first_cells(section("Configuration"))
    assert set(re.findall(r"\b([A-Z]{3,}_[A-Z_]+)\b", told)) <= knobs
    assert set(re.findall(r"manage\.py up (--[a-z]+)", told)) <= set(re.findall(r"--[a-z]+", section("A tour")))


def test_the_proxy_of_going_live_lets_the_largest_picture_through() -> None:
    megabytes = re.search(r"client_max_body_size (\d+)m;", section("Going live"))
    assert megabytes
    assert int(megabytes[1]) * 1024**2 > LARGEST + AROUND


def test_every_library_is_named_with_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"] + project["optional-dependencies"]["dev"]:
        name = re.split(r"[\[<>=~]", requirement)[0]
        named = name.removeprefix("types-") if name.startswith("types-") else name
        assert name.startswith("types-") or re.search(
            rf"\b{re.escape(named)}\b", section("What it stands on"), re.IGNORECASE
        ), name


def test_every_file_that_it_points_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_room_is_in_the_plan_of_the_house() -> None:
    rooms = {path.name for path in (ROOT / "wiki").iterdir() if (path / "__init__.py").is_file()}
    assert {name for name in rooms if f"{name}/" not in section("Changing the house")} == set()
