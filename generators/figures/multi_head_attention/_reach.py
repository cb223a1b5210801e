"""How the outputs of all heads at one position move with every number of their input, exactly."""

import numpy as np

from explainer.heads import multi_head_attention


def jacobian(
    normed: np.ndarray,
    section: dict[str, np.ndarray],
    heads: int,
    place: int,
    mask: np.ndarray | None = None,
) -> np.ndarray:
    """d(each head's output at `place`) / d(every input), [heads, d_head, positions, features].

    The output is a weighted sum of values: an input moves it through its value, through its key
    (by the softmax, whose derivative is weight x (value - output)), and at `place` by its query.
    """
    trace = multi_head_attention(normed, normed, section, heads, mask)
    d_head = trace.queries.shape[-1]
    query, key, value = (
        section[name].reshape(-1, heads, d_head) for name in ("query", "key", "value")
    )
    weights = trace.weights[:, place]  # [heads, positions]
    output = trace.attention.output[:, place]  # [heads, d_head]
    pull = weights[..., None] * (trace.values - output[:, None]) / d_head**0.5
    through_values = np.einsum("hj,fhe->hejf", weights, value)
    through_keys = np.einsum("hje,fhd,hd->hejf", pull, key, trace.queries[:, place])
    through_query = np.einsum("hme,fhd,hmd->hef", pull, query, trace.keys)
    moved = through_values + through_keys
    moved[:, :, place] += through_query
    return moved


def block_diagonal(section: dict[str, np.ndarray], heads: int) -> dict[str, np.ndarray]:
    """Projections in which each head would read only its own slice of the features."""
    d_model = len(section["query_bias"])
    part = np.arange(d_model) // (d_model // heads)
    own = part == part[:, None]
    return {
        key: np.where(own, array, 0.0) if key in ("query", "key", "value") else array
        for key, array in section.items()
    }
