"""What `import explainer` brings along, and the rule for figures; the other rules are in pyproject.

`lint-imports` reads which module imports which. Only a fresh interpreter shows that nothing else
is loaded, and import-linter has no rule that names everything that is allowed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.import_rules import allowed

ROOT = Path(__file__).parents[1]
FIGURE = "generators.figures.encoder.ending_spreads"


@pytest.mark.parametrize("imported", ["explainer", "explainer.inspect"])
def test_a_fresh_interpreter_imports_the_library_alone(imported: str) -> None:
    code = f"import json, sys; before = set(sys.modules); import {imported}; "
    code += "print(json.dumps(sorted(set(sys.modules) - before)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(json.loads(done.stdout))
    assert "explainer.transformer" in modules
    packages = {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)
    assert packages == {"explainer", "numpy", "array_api_compat", "safetensors"}
    assert not done.stderr


def test_the_colours_are_read_without_matplotlib() -> None:
    code = "import sys, explainer.drawing.roles; print('matplotlib' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "imported",
    [
        "explainer.inspect",
        "explainer.drawing.marks.grids",
        "matplotlib",
        "generators.kit.marks",
        "generators.pipeline.results",
        "generators.figures._shared.writing",
        "generators.figures.encoder._page",
        "experiments.translator.recipe",
    ],
)
def test_a_figure_may_import(imported: str) -> None:
    assert allowed(FIGURE, imported)


@pytest.mark.parametrize(
    "imported",
    [
        "generators.figures.encoder",
        "generators.figures.encoder.it_does_not_move",
        "generators.figures.decoder._page",
        "generators.pages.tree",
        "generators.pipeline.records",
        "generators.kitchen",
        "experiments.translator.data",
    ],
)
def test_a_figure_may_not_import(imported: str) -> None:
    assert not allowed(FIGURE, imported)
