"""`python manage.py up` where a person watches, and can press Ctrl-C."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import termios
from typing import TYPE_CHECKING

import pytest

from tests.running import LIMIT, link_in, press_the_button, until

if TYPE_CHECKING:
    import subprocess

    from tests.running import Site

pytestmark = pytest.mark.alike
CTRL_C = b"\x03"


class Terminal:
    """A terminal with `up` in it."""

    def __init__(self, site: Site) -> None:
        self.screen, inside = pty.openpty()
        streams = {"stdin": inside, "stdout": inside, "stderr": inside}
        control = {"preexec_fn": lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)}
        self.process: subprocess.Popen[str] = site.launch((), {}, **streams, **control)
        os.close(inside)
        until(site.answers)

    def read(self, awaited: str) -> str:
        """What is shown, as soon as this pattern is in it."""
        shown = ""
        while not re.search(awaited, shown):
            assert select.select([self.screen], [], [], LIMIT)[0], shown
            shown += os.read(self.screen, 65_536).decode()
        return shown

    def press(self, key: bytes) -> int:
        """Press a key that ends the process, and return its exit code."""
        os.write(self.screen, key)
        code = self.process.wait(LIMIT)
        os.close(self.screen)
        return code


def test_it_prints_the_link_until_the_owner_has_signed_in_once(site: Site) -> None:
    terminal = Terminal(site)
    path = link_in(terminal.read(r"/account/link/\S+\s"))
    assert press_the_button(site, path).status == 302
    assert press_the_button(site, path).status == 410
    assert terminal.press(CTRL_C) == 0
    terminal = Terminal(site)
    shown = terminal.read("Ctrl-C ends it.*\n")
    assert "link" not in shown
    assert terminal.press(CTRL_C) == 0


def test_it_says_nothing_that_would_frighten_a_newcomer(site: Site) -> None:
    terminal = Terminal(site)
    shown = terminal.read(r"/account/link/\S+\s")
    assert len(shown.splitlines()) == 3
    assert "WARN" not in shown
    assert terminal.press(CTRL_C) == 0
