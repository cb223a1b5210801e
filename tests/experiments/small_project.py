"""Three small experiments with real provenance: one trains, one measures that, one is apart."""

from __future__ import annotations

import os
from pathlib import Path

from experiments.results import write_results

TRAINS = '''"""Trains the translator."""

from experiments.translator.recipe import STEPS


def main():
    return STEPS
'''
MEASURES = '''"""Measures it."""

import explainer
from experiments.measures.helper import doubled


def main():
    return doubled(explainer.attend(3))
'''
FILES = {
    "experiments/translator/train.py": TRAINS,
    "experiments/translator/recipe.py": 'STEPS = 10  # updates\nSENTENCE = "it was"\n',
    "experiments/measures/run.py": MEASURES,
    "experiments/measures/helper.py": (
        "def doubled(n):\n    return 2 * n\n\n\ndef unused():\n    return 0\n"
    ),
    "experiments/apart/run.py": '"""Nothing to do with it."""\n\nVALUE = 1\n',
    "explainer/__init__.py": (
        "from explainer.attention import attend\nfrom explainer.other import far\n"
    ),
    "explainer/attention.py": 'def attend(n):\n    """Look."""\n    return n + 1  # one\n',
    "explainer/other.py": "def far():\n    return 9\n",
    "explainer/checkpoints/translator.safetensors": "weights",
}
# What `run.py train NAME` does here: the results again, of what is there now.
RUN = f"""import sys
from pathlib import Path

sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from tests.experiments.small_project import run

sys.exit(run(Path.cwd(), sys.argv[2]))
"""


def write_project(root: Path) -> Path:
    """Write the project and the results of its experiments, all of them today's."""
    for name, text in FILES.items():
        change(root, name, text)
    change(root, "run.py", RUN)
    for name in ("translator", "measures", "apart"):
        run(root, name)
    (root / "log").unlink()
    return root


def change(root: Path, name: str, text: str) -> None:
    """Write one file."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))  # long before any measuring


def replace(root: Path, name: str, old: str, new: str) -> None:
    """Change a part of a file, which must be there."""
    text = (root / name).read_text(encoding="utf-8")
    assert old in text
    change(root, name, text.replace(old, new))


def run(root: Path, name: str) -> int:
    """Run an experiment: training depends on the recipe; `fails` in its folder makes it fail."""
    with (root / "log").open("a", encoding="utf-8") as log:
        log.write(f"{name}\n")
    folder = root / "experiments" / name
    if (folder / "fails").exists():
        return 3
    weights = root / "explainer/checkpoints/translator.safetensors"
    if name == "translator":
        steps = (folder / "recipe.py").read_text(encoding="utf-8").split("STEPS = ")[1].split()[0]
        name_of_weights = weights.relative_to(root).as_posix()
        change(root, name_of_weights, "weights" if steps == "10" else f"weights of {steps}")
    write_results(
        folder / "results.json",
        {"numbers": [1, 2]},
        measured=[weights] if name == "measures" else [],
        wrote=[weights] if name == "translator" else [],
    )
    return 0


def ran(root: Path) -> list[str]:
    """The experiments that ran since the project was written."""
    log = root / "log"
    return log.read_text(encoding="utf-8").split() if log.exists() else []
