"""How the outputs of all heads at one position move with every number of their input, exactly."""

import numpy as np

import explainer
from explainer.heads import multi_head_attention
from explainer.layers import layer_norm
from generators.figures._shared.running_sentence import translation


def measured(place: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """In the encoder's last layer: the Jacobians of all heads at one position; then of one head
    if the sentence, and if the embedding, were cut into as many parts as there are heads.

    The head shown is the one whose part of the sentence holds the position.
    """
    heads = explainer.load("translator").config.n_heads
    normed, section = _entering()
    part = np.arange(len(normed)) * heads // len(normed)
    real = jacobian(normed, section, heads, place)  # [heads, d_head, positions, features]
    sentence_cut = jacobian(normed, section, heads, place, part == part[:, None])
    embedding_cut = jacobian(normed, block_diagonal(section, heads), heads, place)
    return real, sentence_cut[part[place]], embedding_cut[part[place]]


def _entering() -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """What enters the encoder's last attention, and its parameters, in 64 bits."""
    layers = translation("tired").trace.encoder.layers
    name = f"encoder.{len(layers) - 1}."
    own = {
        key.removeprefix(name): np.asarray(array, dtype=np.float64)
        for key, array in explainer.load("translator").parameters.items()
        if key.startswith(name)
    }
    gain, bias = (own[f"norm_self_attention.{key}"] for key in ("gain", "bias"))
    section = {
        key.removeprefix("self_attention."): array
        for key, array in own.items()
        if key.startswith("self_attention.")
    }
    return layer_norm(layers[-1].input.astype(np.float64), gain, bias), section


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
    moved: np.ndarray = through_values + through_keys
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
