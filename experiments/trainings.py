"""Finished trainings are kept: their parameters, and how they went."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import numpy as safetensors
from safetensors import safe_open

from experiments.runs import since
from explainer.files import write_whole

Arrays = dict[str, np.ndarray]
Curve = list[list[float]]


def kept_training(
    path: Path, fit: Callable[[], tuple[Arrays, Curve]]
) -> tuple[Arrays, dict[str, Any]]:
    """The parameters that ``fit`` found, kept in ``path``; with its curve and its CPU seconds.

    A fresh training is read back too, so that it is the same whether or not it was interrupted.
    """
    if not path.exists():
        begun = time.process_time()
        parameters, curve = fit()
        card = {"cpu_seconds": since(begun), "curve": curve}
        write_whole(path, safetensors.save(parameters, metadata={"card": json.dumps(card)}))
    with safe_open(path, "numpy") as opened:
        card = json.loads(opened.metadata()["card"])
    return safetensors.load_file(path), card
