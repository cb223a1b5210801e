"""Several attentions side by side, on projections of the same tokens.

Vaswani et al. 2017, section 3.2.2: head_i = Attention(X W_i^Q, X W_i^K, X W_i^V),
MultiHead = Concat(head_1 … head_h) W^O. The h projections are stored as one matrix
[d_model, d_model] and its result is split, so the number of parameters does not depend on h.

Parameters of one sub-layer, by name: query, key, value, output, each [d_model, d_model] and used
as ``x @ weight + bias``, and query_bias … output_bias, each [d_model].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explainer.arrays import Array, Bool, Float, array_namespace, shape_of
from explainer.attention import AttentionTrace, attend
from explainer.positions import rotary


@dataclass(frozen=True)
class MultiHeadTrace:
    """Everything that one multi-head attention computed."""

    queries: Float[Array, "... heads queries d_head"]
    keys: Float[Array, "... heads keys d_head"]
    values: Float[Array, "... heads keys d_head"]
    attention: AttentionTrace  # its arrays have the axis of heads before queries and keys
    concatenated: Float[Array, "... queries d_model"]
    output: Float[Array, "... queries d_model"]  # concatenated @ output_weight + output_bias
    output_weight: Float[Array, "d_model d_model"]

    @property
    def weights(self) -> Float[Array, "... heads queries keys"]:
        """The attention weights of all heads."""
        return self.attention.weights

    @property
    def contributions(self) -> Float[Array, "... heads queries d_model"]:
        """What each head adds to the output: their sum plus the bias is ``output``.

        Head i meets only its own d_head rows of the output projection, so the product of the
        concatenation splits into a sum over heads. Computed when asked for.
        """
        xp = array_namespace(self.concatenated)
        heads, d_head = self.queries.shape[-3], self.queries.shape[-1]
        rows = xp.reshape(self.output_weight, (heads, d_head, self.output_weight.shape[-1]))
        return self.attention.output @ rows

    def head(self, index: int) -> AttentionTrace:
        """The trace of a single head, without the axis of heads."""
        steps = self.attention
        return AttentionTrace(
            *(
                step[..., index, :, :]
                for step in (
                    steps.scores,
                    steps.scaled_scores,
                    steps.masked_scores,
                    steps.weights,
                    steps.output,
                )
            )
        )


def split_heads(
    features: Float[Array, "... positions d_model"], n_heads: int
) -> Float[Array, "... heads positions d_head"]:
    """Cut the features, not the sentence: every head keeps every position.

    Raises ValueError where d_model is not a multiple of ``n_heads``.
    """
    xp = array_namespace(features)
    *leading, positions, d_model = features.shape
    if d_model % n_heads:
        raise ValueError(
            f"{n_heads} heads do not divide the width {d_model} of {shape_of(features)}"
        )
    # [..., positions, d_model] -> [..., positions, heads, d_head], then heads before positions
    split = xp.reshape(features, (*leading, positions, n_heads, d_model // n_heads))
    return _swap_positions_and_heads(split)


def merge_heads(
    heads: Float[Array, "... heads positions d_head"],
) -> Float[Array, "... positions d_model"]:
    """Undo ``split_heads``: put the heads' features side by side again."""
    xp = array_namespace(heads)
    swapped = _swap_positions_and_heads(heads)
    *leading, positions, n_heads, d_head = swapped.shape
    return xp.reshape(swapped, (*leading, positions, n_heads * d_head))


def multi_head_attention(
    looking: Float[Array, "... queries d_model"],
    looked_at: Float[Array, "... keys d_model"],
    parameters: Mapping[str, Array],
    n_heads: int,
    mask: Bool[Array, "..."] | None = None,
    past: MultiHeadTrace | None = None,
    scale: float | None = None,
    bias: Float[Array, "..."] | None = None,
    rotate_from: int | None = None,
) -> MultiHeadTrace:
    """Queries come from ``looking``, keys and values from ``looked_at``.

    Self-attention passes the same array twice, cross-attention the encoder's output second. The
    mask broadcasts to [..., heads, queries, keys]. With ``past``, its keys and values stand before
    the new ones: this is the key-value cache. ``scale`` and ``bias`` go to ``attend``. With
    ``rotate_from``, queries and keys are turned by their positions, counted from there (rotary
    code); past keys have been turned already. Raises ValueError like ``attend`` and
    ``split_heads``, and where the input's width does not fit the parameters.
    """
    queries = split_heads(_project(looking, parameters, "query"), n_heads)
    keys = split_heads(_project(looked_at, parameters, "key"), n_heads)
    values = split_heads(_project(looked_at, parameters, "value"), n_heads)
    if rotate_from is not None:
        queries, keys = rotary(queries, rotate_from), rotary(keys, rotate_from)
    if past is not None:
        xp = array_namespace(keys)
        keys = xp.concat([past.keys, keys], axis=-2)
        values = xp.concat([past.values, values], axis=-2)
    return attend_heads(queries, keys, values, parameters, mask, scale, bias)


def attend_heads(
    queries: Float[Array, "... heads queries d_head"],
    keys: Float[Array, "... heads keys d_head"],
    values: Float[Array, "... heads keys d_head"],
    parameters: Mapping[str, Array],
    mask: Bool[Array, "..."] | None = None,
    scale: float | None = None,
    bias: Float[Array, "..."] | None = None,
) -> MultiHeadTrace:
    """Attend in every head at once, put the results side by side, project them."""
    attention = attend(queries, keys, values, mask, scale, bias)
    concatenated = merge_heads(attention.output)
    output = _project(concatenated, parameters, "output")
    return MultiHeadTrace(
        queries, keys, values, attention, concatenated, output, parameters["output"]
    )


def project_queries(
    looking: Float[Array, "... queries d_model"], parameters: Mapping[str, Array], n_heads: int
) -> Float[Array, "... heads queries d_head"]:
    """The queries alone, for attending to keys and values that are known already."""
    return split_heads(_project(looking, parameters, "query"), n_heads)


def remove_head(
    parameters: Mapping[str, Array], name: str, head: int, n_heads: int
) -> dict[str, Array]:
    """The same parameters with one head's rows of the output projection set to zero.

    ``name`` is a sub-layer such as ``"encoder.0.self_attention"``. The head still attends, but
    adds nothing to the residual stream. Raises ValueError for a sub-layer or head that is not
    there.
    """
    key = f"{name}.output"
    if key not in parameters:
        known = sorted(k.removesuffix(".output") for k in parameters if k.endswith(".output"))
        raise ValueError(f"no attention sub-layer {name!r}; there are {', '.join(known)}")
    if not 0 <= head < n_heads:
        raise ValueError(f"no head {head} in {name}: it has heads 0 to {n_heads - 1}")
    weight = parameters[key]
    xp = array_namespace(weight)
    d_head = weight.shape[0] // n_heads
    row = xp.arange(weight.shape[0])
    kept = (row < head * d_head) | (row >= (head + 1) * d_head)
    return {**parameters, key: weight * xp.astype(kept, weight.dtype)[:, None]}


def _project(features: Array, parameters: Mapping[str, Array], name: str) -> Array:
    weight = parameters[name]
    if features.shape[-1] != weight.shape[0]:
        raise ValueError(
            f"the {name} projection {shape_of(weight)} does not fit features {shape_of(features)}"
        )
    return features @ weight + parameters[f"{name}_bias"]


def _swap_positions_and_heads(array: Array) -> Array:
    xp = array_namespace(array)
    leading = tuple(range(array.ndim - 3))
    first = array.ndim - 3
    return xp.permute_dims(array, (*leading, first + 1, first, first + 2))
