"""How long a first run takes, said before it starts."""

import os
from pathlib import Path

FIGURE_SECONDS = 1.2  # to draw one, on one core of a laptop


def duration(root: Path, installs: bool) -> str:
    """In words, the installation (if `installs`) and each figure once; "" for a later run."""
    if not installs and (root / "build" / "figures").exists():
        return ""
    figures = len(list((root / "generators" / "figures").glob("[!_]*/[!_]*.py")))
    minutes = max(1, round(FIGURE_SECONDS * figures / (os.cpu_count() or 1) / 60))
    first = "installs about 0.3 GB (a minute or two), then " if installs else ""
    return (
        f"The first run {first}draws {figures} figures (about {minutes} min);"
        " later ones draw only what has changed."
    )
