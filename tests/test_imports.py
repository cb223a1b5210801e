"""Which package may import which: read from the files, and once in a fresh interpreter."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXPLAINER = sorted((ROOT / "explainer").rglob("*.py"))
GENERATORS = sorted((ROOT / "generators").rglob("*.py"))
FIGURES = sorted((ROOT / "generators" / "figures").glob("*.py"))
OTHERS = sorted(ROOT.glob("*.py")) + sorted((ROOT / "docs").rglob("*.py"))

LIBRARY_MAY_USE = {"explainer", "numpy", "array_api_compat", "safetensors"}
FIGURES_MAY_USE = {"explainer", "numpy", "matplotlib", "generators"}
HEAVY = {"torch", "matplotlib", "mkdocs", "jaxtyping", "PIL", "generators", "experiments"}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def each(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", files, ids=relative)


def imported(source: str, package: str) -> set[str]:
    """Full names of all modules that a source imports, anywhere in it.

    ``from a import b`` may import the module a.b: it counts as both.
    """
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            parts = [*(above if node.level else []), *([node.module] if node.module else [])]
            module = ".".join(parts)
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def imported_by(path: Path) -> set[str]:
    package = ".".join(path.relative_to(ROOT).parent.parts)
    return imported(path.read_text(encoding="utf-8"), package)


def packages(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules} - set(sys.stdlib_module_names)


def test_imports_are_found_wherever_they_stand() -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    from .e import g\n    from .. import h\n"
    assert imported(source, "p.q") == {"a.b", "c", "c.d", "p.q.e", "p.q.e.g", "p", "p.h"}


def test_there_is_something_to_check() -> None:
    assert {"attention.py", "transformer.py"} <= {path.name for path in EXPLAINER}
    assert GENERATORS


@each(EXPLAINER)
def test_the_library_needs_three_packages(path: Path) -> None:
    allowed = LIBRARY_MAY_USE | ({"jaxtyping"} if path.name == "arrays.py" else set())
    assert packages(imported_by(path)) <= allowed


@each(FIGURES)
def test_figures_do_not_import_each_other(path: Path) -> None:
    modules = imported_by(path)
    assert packages(modules) <= FIGURES_MAY_USE
    assert not [name for name in modules if f"{name}.".startswith("generators.figures.")]


@each(GENERATORS + OTHERS)
def test_only_experiments_and_tests_import_experiments(path: Path) -> None:
    assert not packages(imported_by(path)) & {"experiments", "torch"}


@each(GENERATORS)
def test_only_the_script_of_mkdocs_knows_mkdocs(path: Path) -> None:
    modules = packages(imported_by(path))
    assert not modules & {"mkdocs", "material"} or "mkdocs_gen_files" in modules


def test_a_fresh_interpreter_imports_the_library_alone() -> None:
    code = "import explainer, json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = set(json.loads(done.stdout))
    assert "explainer.transformer" in modules
    assert not packages(modules) & HEAVY
    assert not done.stderr


@pytest.mark.parametrize("path", sorted((ROOT / "experiments").rglob("*.py")), ids=str)
def test_experiments_do_not_look_at_figures(path: Path) -> None:
    assert "generators" not in packages(imported_by(path))
