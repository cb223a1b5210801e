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


def test_a_fresh_interpreter_imports_the_library_alone() -> None:
    code = "import json, sys; before = set(sys.modules); import explainer; "
    code += "print(json.dumps(sorted(set(sys.modules) - before)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(json.loads(done.stdout))
    assert "explainer.transformer" in modules
    packages = {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)
    assert packages == {"explainer", "numpy", "array_api_compat", "safetensors"}
    assert not done.stderr


@pytest.mark.parametrize(
    "imported",
    [
        "explainer.inspect",
        "matplotlib",
        "generators.kit.marks.grids",
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
