"""The handwritten digits, and how they are divided: whoever wrote the test images is new."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from explainer.vision import cut

FILE = Path(__file__).with_name("digits.npz")
FULL_INK = 16  # each pixel counts the dark ones among 4 × 4 of the scan
N_TEST, N_CHOOSING = 500, 200
INKED = 0.25  # a patch counts as inked from this share of full ink


@dataclass(frozen=True)
class Digits:
    """Images [n, 8, 8] with ink 0 to 1, float32, and what each shows [n]."""

    images: np.ndarray
    labels: np.ndarray


def read() -> dict[str, Digits]:
    """Training, choosing and test images.

    The file lists images writer by writer. Test images are the last, so hardly any writer of
    theirs is among the training images; between the two lie those on which choices are made.
    """
    with np.load(FILE) as file:
        images = file["images"].astype(np.float32) / FULL_INK
        labels = file["labels"].astype(np.int64)
    ends = {"training": (0, -N_TEST - N_CHOOSING), "choosing": (-N_TEST - N_CHOOSING, -N_TEST)}
    ends["test"] = (-N_TEST, len(labels))
    return {name: Digits(images[a:b], labels[a:b]) for name, (a, b) in ends.items()}


def ink(images: np.ndarray, side: int) -> np.ndarray:
    """Mean ink of each patch, [n, patches]."""
    return np.asarray(cut(images, side).mean(axis=-1))
