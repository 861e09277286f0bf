"""Starting processes from a thread while the server beside it forks its own."""

from __future__ import annotations

import os
import subprocess
from threading import Lock

#: Held while a process is started, and while anybody forks.
_BIRTH = Lock()

if hasattr(os, "register_at_fork"):  # Windows has none, and nothing there forks
    os.register_at_fork(before=_BIRTH.acquire, after_in_parent=_BIRTH.release, after_in_child=_BIRTH.release)


def started(command: list[str], *, stdin: int) -> subprocess.Popen[bytes]:
    """A process, once it runs; who forks meanwhile waits for that.

    Their child would inherit the pipe whose end says that ours has begun, and keep us waiting for as long as it lives.
    """
    with _BIRTH:
        return subprocess.Popen(command, stdin=stdin)  # noqa: S603 - nothing in it comes from outside
