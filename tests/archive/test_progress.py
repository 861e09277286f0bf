from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.archive.archives import archive, comment, run

pytestmark = pytest.mark.django_db


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_shown_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    run(archive(tmp_path, a=comment()))
    assert "Files" in terminal.getvalue()


def test_nothing_is_shown_elsewhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(archive(tmp_path, a=comment()))
    assert capfd.readouterr().err == ""
