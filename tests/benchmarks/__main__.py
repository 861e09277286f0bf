"""`python -m tests.benchmarks [--quick] [FIGURE …]` prints the figures; what it makes is gone when it ends."""

from __future__ import annotations

import argparse
import tempfile
from importlib import import_module
from pathlib import Path

from tests.benchmarks.scale import FULL, QUICK
from tests.benchmarks.sites import begin, variables

FIGURES = ("reading", "speed", "stack", "desk", "admin", "importing", "vault", "wiki", "serving", "threads", "votes")


def main() -> None:
    """Print the named figures, or all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("figures", nargs="*", metavar="FIGURE", help=f"any of {', '.join(FIGURES)}; all by default")
    parser.add_argument("--quick", action="store_true", help="fewer rows and rounds, for a look in under a minute")
    asked = parser.parse_args()
    if unknown := set(asked.figures) - set(FIGURES):
        parser.error(f"there is no figure {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory(prefix="commonplace-benchmarks-") as name:
        folder = Path(name)
        begin(variables(folder / "here"))
        for figure in asked.figures or FIGURES:
            # A figure's module imports models, which need the settings that were only just set.
            import_module(f"tests.benchmarks.{figure}").show(QUICK if asked.quick else FULL, folder)


if __name__ == "__main__":
    main()
