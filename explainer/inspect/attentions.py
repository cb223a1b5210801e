"""The attention weights of one stack on one text: what ``from_arrays`` and its like return."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from explainer.arrays import Array, Float


@dataclass(frozen=True)
class Attentions:
    """The attention weights of one stack on one text, layer by layer, with their tokens.

    A notebook shows it as a picture of all heads, where matplotlib is installed.
    """

    layers: tuple[Float[Array, "heads queries keys"], ...]  # NumPy, float64; rows sum to one
    who_looks: tuple[str, ...]  # one token a row
    looked_at: tuple[str, ...]  # one token a column; where there is a sink, its name is the last

    def _repr_html_(self) -> str:
        """What a notebook shows: every head, or in words what there is and what drawing needs."""
        try:
            from explainer import pictures  # noqa: PLC0415  (needs matplotlib)

            return pictures.model_view(self)._repr_html_()
        except (ModuleNotFoundError, ValueError) as error:  # not installed, or too long for a page
            heads = sum(len(layer) for layer in self.layers)
            sizes = f"{len(self.who_looks)} × {len(self.looked_at)} tokens"
            return (
                f"<p>Attention weights: layers {len(self.layers)}, heads {heads}, {sizes}. "
                f"{escape(str(error))}</p>"
            )


def part(
    seen: Attentions,
    who_looks: slice = slice(None),
    looked_at: slice = slice(None),
    layers: slice = slice(None),
) -> Attentions:
    """Some places of a long text, or some layers: ``part(seen, looked_at=slice(0, 40))``.

    Rows then sum to what the places that are left hold, at most one. Raises ValueError where
    nothing is left.
    """
    found = Attentions(
        tuple(layer[:, who_looks, looked_at] for layer in seen.layers[layers]),
        seen.who_looks[who_looks],
        seen.looked_at[looked_at],
    )
    if not (found.layers and found.who_looks and found.looked_at):
        raise ValueError(
            f"nothing is left of {len(seen.layers)} layers, {len(seen.who_looks)} tokens that look "
            f"and {len(seen.looked_at)} that are looked at"
        )
    return found
