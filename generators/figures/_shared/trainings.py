"""Trainings of the translator that differ in the seed: the one of the pages comes first."""

from experiments.translator.recipe import COMMITTED_SEED
from generators.kit.values import Values


def by_seed(trainings: list[Values]) -> list[Values]:
    """The measurements of several seeds: the committed one, then the others in order."""
    return sorted(trainings, key=lambda one: (one["seed"] != COMMITTED_SEED, one["seed"]))
