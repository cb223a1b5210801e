"""What several tests share: array libraries, small random models, tolerances."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import array_api_strict
import jaxtyping
import numpy as np
import torch
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from explainer.model import Config, Model, parameter_shapes
from explainer.tokenizer import SPECIAL, Vocabulary

torch.set_num_threads(1)

# Largest absolute difference that rounding may cause for numbers of the order of one.
FLOAT64_TOLERANCE = 1e-12
FLOAT32_TOLERANCE = 2e-6

many = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
few = settings(many, max_examples=15)


@dataclass(frozen=True)
class Library:
    """One of the array libraries that the same code has to run on."""

    name: str
    convert: Callable[[np.ndarray], Any]
    dtype: str = "float64"

    @property
    def tolerance(self) -> float:
        return FLOAT64_TOLERANCE if self.dtype == "float64" else FLOAT32_TOLERANCE

    def array(self, numbers: Any) -> Any:
        return self.convert(np.asarray(numbers, dtype=self.dtype))

    def ids(self, numbers: Any) -> Any:
        return self.convert(np.asarray(numbers, dtype=np.int64))

    def mask(self, allowed: Any) -> Any:
        return self.convert(np.asarray(allowed, dtype=bool))

    def owns(self, array: Any) -> bool:
        example = self.array(np.ones(1))
        return type(array) is type(example) and array.dtype == example.dtype


def _to_torch(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array.copy())


LIBRARIES = [
    Library("numpy", np.asarray),
    Library("numpy-float32", np.asarray, "float32"),
    Library("torch", _to_torch),
    Library("torch-float32", _to_torch, "float32"),
    Library("array-api-strict", array_api_strict.asarray),
]
NUMPY = LIBRARIES[0]
TORCH = LIBRARIES[2]


def vocabulary(size: int) -> Vocabulary:
    """The special tokens and as many made-up words as it takes."""
    return Vocabulary.of(f"word{number}" for number in range(size - len(SPECIAL)))


def random_model(seed: int = 0, library: Library = NUMPY, **choices: Any) -> Model:
    """A small model with random weights; ``choices`` override the fields of its config."""
    sizes = {"source_vocabulary": 11, "target_vocabulary": 13, "d_model": 8, "n_heads": 2}
    config = Config(**(sizes | {"d_feed_forward": 12} | choices))
    random = np.random.default_rng(seed)
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        spread = shape[-1] ** -0.5 if "embedding" in name else shape[0] ** -0.5
        centre = 1.0 if name.endswith(".gain") else 0.0
        parameters[name] = library.array(centre + spread * random.normal(size=shape))
    source, target = vocabulary(config.source_vocabulary), vocabulary(config.target_vocabulary)
    return Model(config, parameters, source, target, {"seed": seed})


def attention_parameters(d_model: int, seed: int = 0, library: Library = NUMPY) -> dict[str, Any]:
    """Random parameters of one multi-head attention."""
    random = np.random.default_rng(seed)
    parameters = {}
    for name in ("query", "key", "value", "output"):
        parameters[name] = library.array(random.normal(size=(d_model, d_model)) * d_model**-0.5)
        parameters[f"{name}_bias"] = library.array(random.normal(size=d_model) * 0.3)
    return parameters


def matrices(rows: int, columns: int, largest: float = 8.0) -> st.SearchStrategy[np.ndarray]:
    """Matrices of ordinary numbers, zeros and ties included."""
    elements = st.floats(-largest, largest, allow_subnormal=False)
    return hnp.arrays(np.float64, (rows, columns), elements=elements)


def assert_close(found: Any, expected: Any, atol: float = FLOAT64_TOLERANCE) -> None:
    """Absolute differences only; NumPy's own default would add a relative tolerance of 1e-7."""
    np.testing.assert_allclose(found, expected, rtol=0, atol=atol)


@contextmanager
def unchecked_shapes() -> Iterator[None]:
    """What a reader meets, who never imports jaxtyping: the library's own error messages."""
    jaxtyping.config.update("jaxtyping_disable", True)
    try:
        yield
    finally:
        jaxtyping.config.update("jaxtyping_disable", False)
