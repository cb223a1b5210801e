"""What a figure may import: a rule for import-linter, which knows no private module names."""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, output

FIGURES = "generators.figures."
OF_THE_PROJECT = ("generators", "experiments")
ALLOWED = ("generators.kit", "generators.pipeline.results", "generators.pipeline.paths")


def allowed(importer: str, imported: str) -> bool:
    """Say whether a module in the folder of figures may import another one.

    In that folder a name with an underscore is a helper: of its page, or of all in `_shared`.
    """
    if imported.startswith(FIGURES):
        page, _, name = imported.removeprefix(FIGURES).partition(".")
        is_own = importer.startswith(f"{FIGURES}{page}.") and name.startswith("_")
        return page == "_shared" or is_own
    if imported.partition(".")[0] not in OF_THE_PROJECT:
        return True
    is_recipe = imported.startswith("experiments.") and imported.endswith(".recipe")
    return is_recipe or f"{imported}.".startswith(tuple(f"{name}." for name in ALLOWED))


class FigureImports(Contract):
    """Every direct import of every module in `generators/figures` is an allowed one."""

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            if importer.startswith(FIGURES)
            for imported in graph.find_modules_directly_imported_by(importer)
            if not allowed(importer, imported)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}", bold=False)
