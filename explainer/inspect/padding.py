"""Which places of a text are padding: said by a mask, or found in the weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.arrays import Array, Bool, Float, as_numpy, shape_of


def real_places(name: str, mask: Array | None, n: int, item: int | None) -> Bool[Array, "n"]:
    """Which of n tokens are no padding, by a mask [n] or [batch, n]; without one, all.

    Raises ValueError, with the mask's ``name``, for any other shape and for other numbers than 0
    and 1.
    """
    if mask is None:
        return np.ones(n, dtype=bool)
    found = as_numpy(mask, name)
    if found.ndim == 2:
        text = 0 if len(found) == 1 else item
        found = found[text] if text is not None and -len(found) <= text < len(found) else found
    if found.shape != (n,) or not np.isin(found, (0, 1)).all() or not found.any():
        raise ValueError(
            f"{name} must hold a 1 for each token and a 0 for padding, {n} in all, got "
            f"{shape_of(found)}; of a batch, say which text, item=0"
        )
    return found == 1


def cut(
    weights: Float[Array, "heads queries keys"],
    rows: Bool[Array, "queries"],
    columns: Bool[Array, "keys"],
    tolerance: float,
    where: str,
) -> Float[Array, "heads real_queries real_keys"]:
    """The rows and columns that are no padding.

    Raises ValueError that names ``where`` these rows give more than ``tolerance`` to what is cut.
    """
    if rows.all() and columns.all():
        return weights
    leaving = weights[:, rows][:, :, ~columns]
    if leaving.size and leaving.max() > tolerance:
        raise ValueError(
            f"{where}: up to {leaving.max():.3g} of a token's attention goes to places that the "
            "mask cuts away: was the mask given to the model too?"
        )
    return weights[:, rows][:, :, columns]


def refuse_padding(layers: Sequence[Float[Array, "heads n n"]], soft: bool = False) -> None:
    """Raise ValueError for places that look like padding, which no mask has cut away.

    A padding query that may look at nothing comes out of the softmax with equal weights for all
    places, also the future, and no real query looks at it. In ``soft`` weights, where a softmax
    leaves nothing that may be seen at exactly zero, the latter tells padding by itself.
    """
    flat = np.all([np.ptp(layer, axis=-1).max(axis=0) < 1e-9 for layer in layers], axis=0)
    seen = np.any([layer[:, ~flat].any(axis=(0, 1)) for layer in layers], axis=0)
    told = soft and not seen.all()
    if not flat.all() and (told or (~seen & flat).any()):
        places = ", ".join(str(place) for place in np.flatnonzero(~seen))
        raise ValueError(
            f"no other token looks at place {places}: padding? Pass attention_mask, as the model "
            "was given it, and it is cut away (all ones if it is none)"
        )
