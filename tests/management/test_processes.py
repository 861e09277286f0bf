"""A process that is started while others are forked is known to have begun."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.running import ROOT

#: Starts some from a thread, and meanwhile forks many that stay.
STORM = """
import os, signal, subprocess, sys, threading, time
from wiki.management.processes import started
def start():
    for _ in range(20):
        started([sys.executable, "-S", "-c", ""], stdin=subprocess.DEVNULL).wait()
thread = threading.Thread(target=start, daemon=True)
thread.start()
children = []
while thread.is_alive() and len(children) < 300:
    child = os.fork()
    if not child:
        time.sleep(60)
        os._exit(0)
    children.append(child)
    time.sleep(0.003)
thread.join(10)
for child in children:
    os.kill(child, signal.SIGKILL)
print(thread.is_alive())
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_who_is_forked_meanwhile_keeps_nobody_waiting() -> None:
    done = subprocess.run([sys.executable, "-c", STORM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr
