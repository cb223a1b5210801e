"""How the output of one attention head moves with every number of its input, exactly.

With o_i = Σ_j w_ij v_j and w = softmax(s): ∂o_i/∂s_ij = w_ij (v_j - o_i). A token m of the input
enters through three doors: its query (only where i = m), its key and its value.
"""

from dataclasses import dataclass

import numpy as np

from explainer import BlockTrace, attend, load
from explainer.layers import layer_norm


@dataclass(frozen=True)
class Reach:
    """∂ output[i, c] / ∂ input[m, f] by the door it goes through; axes [i, m, c, f]."""

    through_query: np.ndarray
    through_key: np.ndarray
    through_value: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """The whole derivative [queries, tokens, d_v, d_model]."""
        return np.asarray(self.through_query + self.through_key + self.through_value)


def head_reach(
    inputs: np.ndarray, query: np.ndarray, key: np.ndarray, value: np.ndarray, *biases: np.ndarray
) -> Reach:
    """The derivative of one head by its inputs [tokens, d_model].

    ``query``, ``key`` and ``value`` are [d_model, d_head]; ``biases`` are theirs, in this order.
    """
    query_bias, key_bias, value_bias = biases or (0.0, 0.0, 0.0)
    queries, keys = inputs @ query + query_bias, inputs @ key + key_bias
    values = inputs @ value + value_bias
    trace = attend(queries, keys, values)
    n = len(inputs)
    scale = queries.shape[-1] ** -0.5
    # by_score[i, j, c] = ∂ output[i, c] / ∂ scaled_score[i, j]
    by_score = trace.weights[..., None] * (values[None] - trace.output[:, None])
    asked = np.einsum("ijc,jf->icf", by_score, keys @ query.T * scale)
    through_query = np.einsum("im,icf->imcf", np.eye(n), asked)
    through_key = np.einsum("imc,if->imcf", by_score, queries @ key.T * scale)
    through_value = np.einsum("im,fc->imcf", trace.weights, value)
    return Reach(through_query, through_key, through_value)


def first_layer(block: BlockTrace) -> list[Reach]:
    """Each head of the translator's first encoder layer, by what enters its projections."""
    model = load("translator")
    parameters = {k: np.asarray(p, dtype=np.float64) for k, p in model.parameters.items()}
    norm, attention = "encoder.0.norm_self_attention", "encoder.0.self_attention"
    stream = block.input.astype(np.float64)
    inputs = layer_norm(stream, parameters[f"{norm}.gain"], parameters[f"{norm}.bias"])
    names = ("query", "key", "value", "query_bias", "key_bias", "value_bias")
    heads = [np.split(parameters[f"{attention}.{n}"], model.config.n_heads, -1) for n in names]
    return [head_reach(inputs, *parts) for parts in zip(*heads, strict=True)]
