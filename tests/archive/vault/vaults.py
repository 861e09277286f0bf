"""Write vaults for tests and read them, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from wiki.archive.vault.findings import Findings
from wiki.archive.vault.reading import Reader
from wiki.archive.vault.sources import VaultFolder

STORED = "/media/stored.png"


def vault(root: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def read(root: Path, files: dict[str, str | bytes]) -> tuple[dict[str, dict[str, Any]], Findings]:
    """What the pages of a vault of these files say, by path, and what its reader is told; every picture is stored."""
    reader = Reader(VaultFolder(vault(root, files)), lambda path: STORED)
    return dict(reader.pages()), reader.findings


def body(root: Path, text: str, **others: str) -> str:
    """What the note `n.md` of this text says as a page, in a vault with these other notes."""
    files: dict[str, str | bytes] = {"n.md": text, **{f"{name}.md": other for name, other in others.items()}}
    said: str = read(root, files)[0]["n.md"]["body"]
    return said
