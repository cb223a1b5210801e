"""What was measured in SmolLM2: per-head numbers, the two committed sets of weights, names."""

import base64
import zlib
from functools import cache

import numpy as np

from explainer import inspect
from generators.kit.values import Values
from generators.pipeline import results
from generators.pipeline.paths import ROOT

FOLDER = ROOT / "experiments" / "smollm2"
MODEL = "SmolLM2-135M-Instruct, 4-bit quantised"
TEXTS = {"running": "running_sentence", "repeated": "repeated_tokens"}


@cache
def read() -> Values:
    """The experiment's results."""
    return results.read("smollm2")


def per_head(condition: str, statistic: str) -> np.ndarray:
    """[layers, heads]: the mean of one statistic over the texts of one condition."""
    return np.array(read()[condition]["heads"][statistic])


def name(index: tuple[int, int]) -> str:
    """Layer and head counted from 1: "19.7" is head 7 of layer 19."""
    return f"{index[0] + 1}.{index[1] + 1}"


def strongest(scores: np.ndarray, count: int = 1) -> list[tuple[int, int]]:
    """Layer and head, counted from 0, of the largest scores."""
    order = np.argsort(-scores.ravel(), kind="stable")[:count]
    return [(int(index // scores.shape[1]), int(index % scores.shape[1])) for index in order]


@cache
def weights(text: str) -> tuple[tuple[str, ...], np.ndarray]:
    """Tokens and weights [layers, heads, tokens, tokens] of "running" or "repeated"."""
    with np.load(FOLDER / f"{TEXTS[text]}.npz") as held:
        array = held["weights"]
        scale = 255.0 if array.dtype == np.uint8 else 1.0
        return tuple(str(token) for token in held["tokens"]), array.astype(np.float64) / scale


def on_first(array: np.ndarray) -> np.ndarray:
    """Mean share on the first token over the rows after it, which can also look elsewhere."""
    return np.asarray(array[..., 1:, 0].mean(axis=-1))


def on_itself(array: np.ndarray) -> np.ndarray:
    """Mean share that a token keeps, over the rows after the first, which has no choice."""
    return np.asarray(np.diagonal(array, axis1=-2, axis2=-1)[..., 1:].mean(axis=-1))


def atlas(text: str) -> Values:
    """What the page's atlas reads: tokens, every head's weights as bytes, its statistics."""
    tokens, array = weights(text)
    found = [
        ("on the token before", "", inspect.on_previous(array)),
        ("on the first token", "", on_first(array)),
        ("on itself", "", on_itself(array)),
        ("entropy (0: all on one token)", "bits", inspect.entropy(array)),
        ("how far back, on average", "tokens", inspect.mean_distance(array)),
    ]
    if len(set(tokens)) < len(tokens):
        found += [
            ("on the same token, earlier", "", inspect.on_duplicates(array, tokens)),
            ("on what followed it (induction)", "", inspect.induction(array, tokens)),
        ]
    layers, heads, places, _ = array.shape
    lower = np.tril_indices(places)
    whole = np.rint(array[..., lower[0], lower[1]] * 255).astype(np.uint8)
    return {
        "model": MODEL,
        "tokens": list(tokens),
        "layers": layers,
        "heads": heads,
        "statistics": [
            {"label": label, "unit": unit, "values": np.round(numbers, 4).ravel().tolist()}
            for label, unit, numbers in found
        ],
        "weights": base64.b64encode(zlib.compress(whole.tobytes(), 9)).decode(),
    }
