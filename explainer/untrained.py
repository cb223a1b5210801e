"""The control of a measurement: models of the same shapes with fresh random parameters."""

from __future__ import annotations

import math

import numpy as np

from explainer.model import Model, parameter_shapes


def untrained(model: Model, seed: int) -> Model:
    """The model before any training: embeddings of scale 1/√d_model, Glorot projections."""
    random = np.random.default_rng(seed)
    parameters = {}
    for name, shape in parameter_shapes(model.config).items():
        if len(shape) == 1:
            parameters[name] = np.full(shape, float(name.endswith(".gain")))
        else:
            rows, columns = shape
            table = name.endswith("embedding")
            deviation = columns**-0.5 if table else math.sqrt(2 / (rows + columns))
            parameters[name] = random.normal(scale=deviation, size=shape)
    return Model(model.config, parameters, model.source_vocabulary, model.target_vocabulary)
