"""The deletion test and the correlations of one trained model."""

from __future__ import annotations

from typing import Any

import numpy as np

from experiments.vision.digits import INKED, Digits, ink
from experiments.vision.maps import Maps, all_maps, exchanged_alone, probabilities, random_map
from explainer import inspect
from explainer.vision import VisionModel, keep_patches, untrained_vision

DRAWS = 5  # of both random orders
EXCHANGES = 2  # draws of the other images
FIRST = 4  # patches blanked where one number stands for a curve
DONORS = 4  # other images for the fall of one exchanged patch; none of them used in the test
FAR = 250  # images between one and "another": of another writer
EXCHANGED = (
    "rollout",
    "rollout of another image",
    "rollout, untrained",
    "last layer",
    "last layer of another image",
    "last layer, untrained",
    "brought",
    "ink",
    "one at a time",
    "one exchanged",
)
NOT_ATTENTION = ("brought", "ink", "one at a time", "one exchanged")


def deletion(
    model: VisionModel, images: np.ndarray, scores: np.ndarray, instead: np.ndarray | None = None
) -> dict[str, Any]:
    """Change patches from the highest score down: what is left after 0, 1, … all of them.

    They are blanked or, with ``instead``, take the pixels of those images at the same place.
    "answers": the share of images answered as before; "probability": that of the answer given
    before, mean.
    """
    before = probabilities(model, images).argmax(axis=-1)
    rank = np.argsort(np.argsort(-scores, axis=-1, kind="stable"), axis=-1, kind="stable")
    answers, probability = [], []
    for count in range(model.n_patches + 1):
        changed = keep_patches(images, rank >= count, model.patch_side)
        if instead is not None:
            changed = changed + keep_patches(instead, rank < count, model.patch_side)
        after = probabilities(model, changed)
        answers.append(float((after.argmax(axis=-1) == before).mean()))
        probability.append(float(after[np.arange(len(images)), before].mean()))
    return {"answers": answers, "probability": probability}


def deletions(model: VisionModel, images: np.ndarray, maps: Maps) -> dict[str, Any]:
    """One curve a map, and the mean curves of the two random orders; patches are blanked."""
    curves = {name: deletion(model, images, scores) for name, scores in maps.items()}
    return curves | {
        name: _mean(
            [
                deletion(model, images, random_map(images, model.patch_side, seed, inked_first))
                for seed in range(DRAWS)
            ]
        )
        for name, inked_first in (("random", False), ("random inked", True))
    }


def exchanges(model: VisionModel, images: np.ndarray, maps: Maps) -> dict[str, Any]:
    """The same, but patches take the pixels of another image, so that empty ones change too."""
    drawn: dict[str, list[dict[str, Any]]] = {}
    for seed in range(EXCHANGES):
        instead = images[np.random.default_rng([seed, 3]).permutation(len(images))]
        orders = {name: maps[name] for name in EXCHANGED} | {
            "random": random_map(images, model.patch_side, seed, inked_first=False),
            "random inked": random_map(images, model.patch_side, seed, inked_first=True),
        }
        for name, scores in orders.items():
            drawn.setdefault(name, []).append(deletion(model, images, scores, instead))
    return {name: _mean(curves) for name, curves in drawn.items()}


def _mean(curves: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: np.mean([curve[key] for curve in curves], axis=0).tolist() for key in curves[0]}


def mean_correlation(
    first: np.ndarray, second: np.ndarray, among: np.ndarray | None = None
) -> float:
    """Spearman's rank correlation in each image, averaged over the images that have one.

    With ``among`` [images, patches] only those patches count; images with fewer than four of them
    are left out.
    """
    found = []
    for row, (one, other) in enumerate(zip(first, second, strict=True)):
        chosen = slice(None) if among is None else among[row]
        if len(one[chosen]) < 4 or np.ptp(one[chosen]) == 0 or np.ptp(other[chosen]) == 0:
            continue
        found.append(inspect.spearman(one[chosen], other[chosen]))
    return float(np.mean(found))


def donors(images: np.ndarray, training: Digits) -> np.ndarray:
    """For each image some training images, [DONORS, n, 8, 8]."""
    chosen = np.random.default_rng(4).integers(0, len(training.labels), (DONORS, len(images)))
    return training.images[chosen]


def most_usual(scores: np.ndarray) -> float:
    """The share of images whose brightest patch is the one that is brightest most often."""
    return float(np.bincount(scores.argmax(axis=-1)).max() / len(scores))


def best_head(model: VisionModel, choosing: Digits) -> str:
    """The head whose brightest patches hurt most when blanked, on the choosing images."""
    heads = {
        name: scores
        for name, scores in all_maps(model, choosing.images).items()
        if name.startswith("layer")
    }
    left = {
        name: deletion(model, choosing.images, scores)["answers"][FIRST]
        for name, scores in heads.items()
    }
    return min(left, key=lambda name: left[name])


def measured(
    model: VisionModel, digits: dict[str, Digits], seed: int
) -> tuple[dict[str, Any], Maps]:
    """All but the exchange about one trained model, and its maps of the test images."""
    images, labels = digits["test"].images, digits["test"].labels
    maps = all_maps(model, images)
    blank_slate = untrained_vision(model.config, model.patch_side, model.n_classes, seed)
    for name in ("rollout", "last layer"):
        maps[f"{name} of another image"] = np.roll(maps[name], FAR, axis=0)
        maps[f"{name}, untrained"] = all_maps(blank_slate, images)[name]
    maps["one exchanged"] = exchanged_alone(model, images, donors(images, digits["training"]))
    inked = ink(images, model.patch_side) >= INKED
    answers = probabilities(model, images).argmax(axis=-1)
    numbers = {
        "accuracy": {
            name: float((probabilities(model, part.images).argmax(axis=-1) == part.labels).mean())
            for name, part in digits.items()
        },
        "right": int((answers == labels).sum()),
        "best_head": best_head(model, digits["choosing"]),
        "deletion": deletions(model, images, maps),
        "with_ink": {
            name: mean_correlation(scores, maps["ink"])
            for name, scores in maps.items()
            if name != "ink"
        },
        "with_effect": {
            name: mean_correlation(scores, maps["one at a time"])
            for name, scores in maps.items()
            if name != "one at a time"
        },
        "with_exchange": {
            name: mean_correlation(scores, maps["one exchanged"])
            for name, scores in maps.items()
            if name != "one exchanged"
        },
        "with_effect_among_inked": {
            name: mean_correlation(scores, maps["one at a time"], inked)
            for name, scores in maps.items()
            if name != "one at a time"
        },
        "on_inked": {
            name: float(((scores * inked).sum(-1) / scores.sum(-1)).mean())
            for name, scores in maps.items()
            if name not in NOT_ATTENTION
        },
        "usual_patch": {name: most_usual(scores) for name, scores in maps.items()},
        "on_itself": float(1 - maps["rollout"].sum(axis=-1).mean()),
    }
    return numbers, maps
