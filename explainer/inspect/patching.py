"""Which place in the network carries a difference: exchange it, and see what the output does.

``measure`` turns a trace into one number, usually a logit difference. Ids are those of one text,
[positions]; ``words`` counts replacements.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explainer.arrays import Array, Float, Int, array_namespace, shape_of
from explainer.model import Model
from explainer.transformer import Edit, Trace, forward

Measure = Callable[[Trace], float]


@dataclass(frozen=True)
class Patching:
    """What each single exchange did to the measure."""

    places: tuple[str, ...]  # "encoder.0.input", …, "encoder.output"
    measures: Float[Array, "places positions"]  # with the other run's vector put there
    own: float  # the measure with nothing exchanged
    other: float  # the measure of the run that the vectors come from

    @property
    def shares(self) -> Float[Array, "places positions"]:
        """How much of the way to the other run: 0 nothing moved, 1 all of it; may leave 0 … 1.

        Raises ValueError where both runs have the same measure: no way to go.
        """
        if self.own == self.other:
            raise ValueError(f"both runs measure {self.own}: there is no difference to carry")
        return (self.measures - self.own) / (self.other - self.own)


def logit_difference(trace: Trace, position: int, word: int, other_word: int) -> float:
    """The logit of one next word minus that of another at a target position, in nats.

    Raises IndexError for a position or word that is not there.
    """
    return float(trace.logits[position, word]) - float(trace.logits[position, other_word])


def patch(vector: Float[Array, "d_model"], place: str, position: int) -> Edit:
    """An ``edit`` for ``forward`` that puts the vector at one place and position."""

    def edit(name: str, stream: Array) -> Array:
        if name != place:
            return stream
        if not 0 <= position < stream.shape[-2]:
            raise ValueError(f"no position {position} at {place}: stream {shape_of(stream)}")
        xp = array_namespace(stream)
        here = xp.arange(stream.shape[-2])[:, None] == position
        return xp.where(here, vector, stream)

    return edit


def streams(
    model: Model, source_ids: Int[Array, "source"], target_ids: Int[Array, "target"]
) -> tuple[Trace, dict[str, Float[Array, "positions d_model"]]]:
    """One forward pass and its residual stream at every place that an ``edit`` can change."""
    found: dict[str, Array] = {}

    def remember(name: str, stream: Array) -> Array:
        found[name] = stream
        return stream

    return forward(model, source_ids, target_ids, edit=remember), found


def patch_each_place(
    model: Model,
    own: tuple[Array, Array],
    other: tuple[Array, Array],
    measure: Measure,
    stack: Literal["encoder", "decoder"] = "encoder",
) -> Patching:
    """Run ``own`` again and again, each time with one vector of the ``other`` run in its stream.

    ``own`` and ``other`` are pairs (source ids, target ids) of the same lengths, best two texts
    that differ in one word. Every place of the stack's residual stream is tried at every position:
    interchange interventions (Vig et al. 2020; Geiger et al. 2021), called activation patching.
    Raises ValueError for texts of different lengths, for another ``stack`` and like ``forward``.
    """
    if stack not in ("encoder", "decoder"):
        raise ValueError(f"stack must be 'encoder' or 'decoder', got {stack!r}")
    for mine, theirs in zip(own, other, strict=True):
        if tuple(mine.shape) != tuple(theirs.shape) or mine.ndim != 1:
            raise ValueError(
                f"texts must be single and equally long, got {shape_of(mine)}, {shape_of(theirs)}"
            )
    foreign, vectors = streams(model, *other)
    places = tuple(place for place in vectors if place.startswith(f"{stack}."))
    positions = range(vectors[places[0]].shape[-2])
    measures = [
        [
            measure(forward(model, *own, edit=patch(vectors[place][position, :], place, position)))
            for position in positions
        ]
        for place in places
    ]
    return Patching(places, np.array(measures), measure(forward(model, *own)), measure(foreign))


def swap_effects(
    model: Model,
    source_ids: Int[Array, "source"],
    target_ids: Int[Array, "target"],
    position: int,
    replacements: Sequence[int],
    measure: Measure,
) -> Float[Array, "words"]:
    """What other source words at one position do: measure(swapped) − measure(as it is), each.

    Choose replacements that keep the sentence a sentence. Raises ValueError for a position that is
    not there, for no replacements, and like ``forward``.
    """
    if not 0 <= position < source_ids.shape[-1]:
        raise ValueError(f"no position {position} in a source of {source_ids.shape[-1]} tokens")
    if not len(replacements):
        raise ValueError("there is no word to put in")
    xp = array_namespace(source_ids)
    here = xp.arange(source_ids.shape[-1]) == position
    unchanged = measure(forward(model, source_ids, target_ids))
    return np.array(
        [
            measure(forward(model, xp.where(here, word, source_ids), target_ids)) - unchanged
            for word in replacements
        ]
    )


def gradient_times_input(
    vectors: Float[Array, "positions d_model"], gradient: Callable[[Array], Array]
) -> Float[Array, "positions"]:
    """One number a position: the vector times the gradient of the measure by it, summed.

    The first-order guess of what setting the vector to zero would take away (Shrikumar et al.
    2016, "Not just a black box"). NumPy has no gradients: ``gradient`` maps the vectors to the
    gradient, same shape, for example by torch through an ``edit`` at "encoder.0.input". Raises
    ValueError where it has another shape.
    """
    slope = gradient(vectors)
    if tuple(slope.shape) != tuple(vectors.shape):
        raise ValueError(f"gradient {shape_of(slope)} does not fit {shape_of(vectors)}")
    return array_namespace(vectors).sum(vectors * slope, axis=-1)
