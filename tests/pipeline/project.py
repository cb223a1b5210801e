"""A small project with the real pipeline and its own figures, for the tests of the pipeline."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from generators.pipeline.records import sealed

ROOT = Path(__file__).resolve().parents[2]
PARTS = ("command", "kit", "pages", "pipeline", "site")  # of generators, copied whole

STILL = '''"""A square whose height comes from a checkpoint."""

from pathlib import Path

from matplotlib.figure import Figure

from generators.figures._shared import helper
from generators.kit import theme

CHECKPOINT = Path(__file__).parents[3] / "explainer" / "checkpoints" / "one.bin"


def values():
    return {"height": helper.double(CHECKPOINT.read_bytes()[0])}


def alt(v):
    return f"A square {v['height']} px high."


def draw(v, page):
    figure = Figure(figsize=(300 / 72, 200 / 72), dpi=72)
    figure.text(0.1, 0.1, "square", color=theme.INK, fontsize=12)
    figure.text(0.5, 0.5, "blue", color=theme.QUERY, fontsize=12)
    return figure
'''

MOVING = '''"""A word moves."""

from matplotlib.figure import Figure

from generators.kit import theme
from generators.kit.motion import step
from generators.pipeline import results


def values():
    return {"steps": results.read("walk")["steps"]}


def alt(v):
    return f"A word moves {v['steps']} steps."


def animate(v, page):
    figure = Figure(figsize=(120 / 72, 60 / 72), dpi=72)
    figure.text(0.1, 0.1, "still", color=theme.INK, fontsize=12)
    word = figure.text(0, 0.5, "word", color=theme.QUERY, fontsize=12, animated=True)
    for place in range(v["steps"]):
        word.set_x(place / 10)
        yield step(figure, 0.25, f"place {place}")
'''

NUMBERS = '''"""Only numbers."""

from pathlib import Path

FOLDER = Path(__file__).parents[3] / "explainer" / "checkpoints"


def values():
    if (FOLDER / "two.bin").read_bytes() == b"wait":
        (FOLDER.parents[1] / "waiting").touch()  # so that a test knows that it is being drawn
        __import__("time").sleep(600)
    try:
        extra = (FOLDER / "later.bin").read_bytes()
    except FileNotFoundError:
        extra = b""
    return {"two": 2, "extra": len(extra)}
'''

FILES = {
    "generators/figures/_shared/helper.py": "def double(number):\n    return 2 * number\n",
    "generators/kit/unrelated.py": "# nobody imports this\n",
    "generators/figures/first/still.py": STILL,
    "generators/figures/second/moving.py": MOVING,
    "generators/figures/second/numbers.py": NUMBERS,
    "explainer/checkpoints/one.bin": "\x15",
    "explainer/checkpoints/two.bin": "two",
    "experiments/walk/results.json": '{"steps": 3}',
    "docs/index.md": "# Home\n\n![A *square*.](figure:still){ eager }\n",
    "docs/deep/page.md": "# Deep\n\n{numbers.two}\n\n![M.](figure:moving)\n",
}


def write_project(root: Path) -> Path:
    """Write the project under `root`; nothing is drawn yet."""
    source, target = ROOT / "generators", root / "generators"
    for part in PARTS:
        shutil.copytree(source / part, target / part, ignore=shutil.ignore_patterns("__pycache__"))
    for module in ("__init__", "__main__"):
        shutil.copy(source / f"{module}.py", target)
    (root / "experiments").mkdir()
    for module in ("__init__", "provenance", "source_code", "stale"):
        shutil.copy(ROOT / "experiments" / f"{module}.py", root / "experiments")
    drawing = ROOT / "explainer" / "drawing"
    shutil.copytree(
        drawing, root / "explainer" / "drawing", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "explainer" / "files.py", root / "explainer")
    for name, text in FILES.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for path in root.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # long before any drawing
    return root


def environment() -> dict[str, str]:
    """The environment of a command in such a project."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    return {**os.environ, **quiet, "PYTHONDONTWRITEBYTECODE": "1"}


def generators(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m generators` in the project, with more environment variables."""
    return subprocess.run(
        [sys.executable, "-m", "generators", *arguments],
        cwd=root,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def stale(root: Path) -> dict[str, str]:
    """The figures that `--list` calls stale, with the reason."""
    listed = generators(root, "--list").stdout.splitlines()
    lines = (line.split(": stale: ") for line in listed if ": stale: " in line)
    return {name: reason.rsplit(" (", 1)[0] for name, reason in lines}  # without its seconds


def record_path(root: Path, name: str) -> Path:
    """The record of a figure."""
    return root / "build/figures" / f"{name}.json"


def change_record(root: Path, name: str, **changes: Any) -> None:
    """Change a record in such a way that it cannot be noticed."""
    record = json.loads(record_path(root, name).read_text(encoding="utf-8"))
    del record["sha256"]
    record_path(root, name).write_bytes(sealed(record | changes))


def outputs(root: Path) -> dict[str, bytes]:
    """Every file beside the figures, by name."""
    return {path.name: path.read_bytes() for path in (root / "build/figures").iterdir()}
