"""Rounds that hang, or that cannot even start."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.running import until
from wiki.management import tidying

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings

HANGING = "import os, pathlib, time; pathlib.Path(__file__).with_name(f'{os.getpid()}.pid').touch(); time.sleep(60)"


def begun(folder: Path) -> list[int]:
    return [int(path.stem) for path in folder.glob("*.pid")]


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.alone
def test_a_round_that_hangs_does_not_outlive_the_serving(tmp_path: Path, settings: Settings) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "manage.py").write_text(HANGING)
    with tidying.tidying(0.1):
        until(lambda: bool(begun(tmp_path)))
        asked = time.monotonic()
    assert time.monotonic() - asked < 2
    assert [is_there(pid) for pid in begun(tmp_path)] == [False]


def test_a_round_that_hangs_is_ended_and_the_next_one_comes(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(tidying, "LONGEST", 0.5)
    (tmp_path / "manage.py").write_text(HANGING)
    with tidying.tidying(0.1):
        until(lambda: len(begun(tmp_path)) > 1)
    assert "Tidying ended with code -9. It is tried again in 0.1 seconds." in caplog.text


def test_a_round_that_cannot_start_is_told_and_the_next_one_is_tried(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    with tidying.tidying(0.1):
        until(lambda: caplog.text.count("Tidying could not start") > 1)
