"""What each picture is given: one score a patch, by eight ways of saying what matters."""

from __future__ import annotations

import numpy as np

from experiments.vision.digits import INKED, ink
from explainer import inspect
from explainer.transformer import StackTrace
from explainer.vision import VisionModel, class_logits, keep_patches, look

Maps = dict[str, np.ndarray]  # name -> [images, patches]


def probabilities(model: VisionModel, images: np.ndarray) -> np.ndarray:
    """[images, classes]."""
    logits = np.asarray(class_logits(model, look(model, images)), dtype=np.float64)
    shares = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=-1, keepdims=True))


def head_maps(seen: StackTrace) -> np.ndarray:
    """The class token's row of every head, its own column left out: [layers, heads, n, patches]."""
    rows = [layer.self_attention.weights[..., 0, 1:] for layer in seen.layers]
    return np.moveaxis(np.stack([np.asarray(row) for row in rows]), 1, 2)


def rolled_out(seen: StackTrace) -> np.ndarray:
    """The class token's row of attention rollout, [n, patches]."""
    layers = np.stack([np.asarray(layer.self_attention.weights) for layer in seen.layers], axis=1)
    return np.stack([inspect.rollout(image)[-1, 0, 1:] for image in layers])


def brought(seen: StackTrace) -> np.ndarray:
    """How long the vector is that each patch adds to the class token in the last layer.

    Weight, value and output projection together (Kobayashi et al. 2020, "Attention is Not Only a
    Weight"), [n, patches].
    """
    attention = seen.layers[-1].self_attention
    each = attention.weights[..., 0, 1:, None] * attention.values[..., 1:, :]  # [n, heads, p, d]
    n, heads, patches, d_head = each.shape
    joined = np.moveaxis(each, 1, 2).reshape(n, patches, heads * d_head)
    return np.asarray(np.linalg.norm(joined @ attention.output_weight, axis=-1))


def alone(model: VisionModel, images: np.ndarray) -> np.ndarray:
    """How much the probability of the model's answer falls when one patch is blanked, [n, p]."""
    before = probabilities(model, images)
    answers = before.argmax(axis=-1)
    everyone = np.arange(len(images))
    falls = []
    for patch in range(model.n_patches):
        kept = np.ones((len(images), model.n_patches), dtype=bool)
        kept[:, patch] = False
        after = probabilities(model, keep_patches(images, kept, model.patch_side))
        falls.append((before - after)[everyone, answers])
    return np.stack(falls, axis=-1)


def exchanged_alone(model: VisionModel, images: np.ndarray, donors: np.ndarray) -> np.ndarray:
    """The same where a patch takes the pixels of other images: mean over the donors, [n, p].

    ``donors`` [draws, n, 8, 8] are the other images.
    """
    before = probabilities(model, images)
    answers = before.argmax(axis=-1)
    everyone = np.arange(len(images))
    falls = np.zeros((len(images), model.n_patches))
    for instead in donors:
        for patch in range(model.n_patches):
            kept = np.ones((len(images), model.n_patches), dtype=bool)
            kept[:, patch] = False
            mixed = keep_patches(images, kept, model.patch_side)
            mixed = mixed + keep_patches(instead, ~kept, model.patch_side)
            falls[:, patch] += (before - probabilities(model, mixed))[everyone, answers]
    return falls / len(donors)


def all_maps(model: VisionModel, images: np.ndarray) -> Maps:
    """Every score that an order is made from, single heads included ("layer 1 head 1")."""
    seen = look(model, images)
    heads = head_maps(seen)
    found = {
        f"layer {layer + 1} head {head + 1}": heads[layer, head]
        for layer in range(heads.shape[0])
        for head in range(heads.shape[1])
    }
    found["last layer"] = heads[-1].mean(axis=0)
    found["rollout"] = rolled_out(seen)
    found["brought"] = brought(seen)
    found["ink"] = ink(images, model.patch_side)
    found["one at a time"] = alone(model, images)
    return found


def random_map(images: np.ndarray, side: int, seed: int, inked_first: bool) -> np.ndarray:
    """A random score for each patch; ``inked_first`` puts all inked patches before the others."""
    inked = ink(images, side) >= INKED
    scores = np.random.default_rng(seed).random(inked.shape)
    return scores + inked if inked_first else scores
