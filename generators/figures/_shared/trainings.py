"""Trainings of the translator: several seeds, that of the pages first, and moments of one run."""

import explainer
from experiments.translator.recipe import COMMITTED_SEED, SNAPSHOTS_OF
from explainer.checkpoint import FOLDER
from generators.kit.needs import needs
from generators.kit.values import Values


def by_seed(trainings: list[Values]) -> list[Values]:
    """The measurements of several seeds: the committed one, then the others in order."""
    return sorted(trainings, key=lambda one: (one["seed"] != COMMITTED_SEED, one["seed"]))


def model_at(step: int) -> explainer.Model:
    """The model of the run whose moments are kept as it was after `step` updates.

    Raises:
        UnmetError: that moment is not kept; the error says which are.
    """
    folder = FOLDER / f"{SNAPSHOTS_OF}-training"
    path = folder / f"step-{step:04d}.safetensors"
    kept = sorted(int(one.stem.partition("-")[2]) for one in folder.glob("step-*.safetensors"))
    needs(
        path.is_file(),
        f"the {SNAPSHOTS_OF} after {step} updates, and those kept are after "
        f"{', '.join(map(str, kept)) or 'none'}",
    )
    return explainer.load(path)
