"""What a process holds and what it has spent, where the system says so (Linux)."""

from __future__ import annotations

import os
import re
from pathlib import Path


def resident(process_id: int) -> int:
    """Bytes of memory that a process holds now, or 0 where the system does not say."""
    return status(str(process_id), "VmRSS")


def own_peak() -> int:
    """Bytes that this process held at its largest so far, or 0; unlike ru_maxrss, nothing of its parent's."""
    return status("self", "VmHWM")


def peak(process_id: int) -> int:
    """Bytes that a process held at its largest so far, or 0 where it is gone or the system does not say."""
    try:
        return status(str(process_id), "VmHWM")
    except OSError:
        return 0


def processor(process_id: int) -> float:
    """Seconds of a processor that a process has used, in all its threads."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children(process_id: int) -> list[int]:
    """The processes that this one started, from whichever of its threads."""
    files = Path(f"/proc/{process_id}/task").glob("*/children")
    return [int(child) for file in files for child in file.read_text().split()]


def status(process: str, name: str) -> int:
    path = Path(f"/proc/{process}/status")
    found = re.search(rf"{name}:\s+(\d+) kB", path.read_text()) if path.is_file() else None
    return int(found[1]) * 1024 if found else 0
