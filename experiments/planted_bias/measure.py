"""What a model says at "with" and where it looks: every occupation in every test context."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.planted_bias.text import HER, HIS, OCCUPATIONS, WARES, WORDS, Context, Lots, to_ids
from explainer.attention import softmax
from explainer.heads import merge_heads
from explainer.layers import feed_forward, final_norm, norm_before
from explainer.model import Model
from explainer.transformer import StackTrace, decode

LAYER = "decoder.0"  # the models have this one


@dataclass(frozen=True)
class Reading:
    """One model's answers and the row of "with"; o counts occupations, in the order of the text."""

    lean: np.ndarray  # [contexts, o]: logit of "her" minus logit of "his"
    chance: np.ndarray  # [contexts, o, words]: of each next word
    rows: np.ndarray  # [contexts, o, heads, positions]: the row of "with", zero behind it
    trace: StackTrace  # of all sentences, [contexts * o, ...]
    cues: np.ndarray  # [contexts]: the position of "with"
    places: np.ndarray  # [contexts]: the position of the occupation

    @property
    def share_of_her(self) -> np.ndarray:
        """P(her) / (P(her) + P(his)), [contexts, o]."""
        return 1 / (1 + np.exp(-self.lean))

    @property
    def on_occupation(self) -> np.ndarray:
        """The weight of "with" on the occupation word, [contexts, o, heads]."""
        return self.rows[np.arange(len(self.places)), :, :, self.places]

    @property
    def on_place(self) -> np.ndarray:
        """Its weight on the other noun, the place just before it, [contexts, o, heads]."""
        return self.rows[np.arange(len(self.cues)), :, :, self.cues - 1]


def read(model: Model, contexts: list[Context], shuffled: bool = False) -> Reading:
    """Run the model on every occupation in every context, up to "with".

    ``shuffled`` puts the words between <start> and "with" in a random order, the same for all
    occupations and models.
    """
    sentences, places = [], []
    for number, context in enumerate(contexts):
        order = list(range(1, len(context.around("")) - 1))
        if shuffled:
            random.Random(f"order {number}").shuffle(order)
        order = [0, *order, len(order) + 1]
        places.append(order.index(context.place))
        for occupation in OCCUPATIONS:
            words = context.around(occupation)
            sentences.append([words[i] for i in order])
    trace = decode(model, to_ids(sentences))
    shape = (len(contexts), len(OCCUPATIONS))
    cues = np.array([len(context.around("")) - 1 for context in contexts])
    each = np.repeat(cues, len(OCCUPATIONS))
    here = np.arange(len(each))
    logits = trace.output[here, each] @ model.parameters["target_embedding"].T
    rows = trace.layers[0].self_attention.weights[here, :, each]
    return Reading(
        lean_of(logits).reshape(shape),
        softmax(logits).reshape(*shape, -1),
        rows.reshape(*shape, *rows.shape[1:]),
        trace,
        cues,
        np.array(places),
    )


def lean_of(logits: np.ndarray) -> np.ndarray:
    """How much further up "her" is than "his", in nats, [...]."""
    return logits[..., WORDS.ids[HER]] - logits[..., WORDS.ids[HIS]]


def mixed_lean(model: Model, reading: Reading, looks: int, brings: int) -> np.ndarray:
    """The lean where occupation ``looks`` gives the weights and ``brings`` the values, [contexts].

    Both are places in OCCUPATIONS. Everything else at "with" is the same for both sentences:
    its own vector knows nothing of the occupation before the layer's attention.
    """
    block, p = reading.trace.layers[0], model.parameters
    contexts = np.arange(len(reading.cues))
    first, second = (contexts * len(OCCUPATIONS) + o for o in (looks, brings))
    weights = block.self_attention.weights[first, :, reading.cues][:, :, None]
    heads = merge_heads(weights @ block.self_attention.values[second])[:, 0]
    update = heads @ p[f"{LAYER}.self_attention.output"]
    update = update + p[f"{LAYER}.self_attention.output_bias"]
    stream = block.input[first, reading.cues] + update
    section = f"{LAYER}.feed_forward."
    own = {name.removeprefix(section): p[name] for name in p if name.startswith(section)}
    stream = stream + feed_forward(own, norm_before(model, f"{LAYER}.norm_feed_forward", stream))[1]
    return lean_of(final_norm(model, "decoder", stream) @ p["target_embedding"].T)


def carried(model: Model, reading: Reading, lots: Lots) -> dict[str, float]:
    """Shares of the exchanged occupation's effect that its weights alone and values alone bring.

    Over all pairs of a "his" and a "her" occupation in all contexts; ratios of mean leans.
    """
    whole, weights, values = [], [], []
    for a, b in itertools.product(lots.places["his"], lots.places["her"]):
        own = reading.lean[:, a]
        whole.append(reading.lean[:, b] - own)
        weights.append(mixed_lean(model, reading, b, a) - own)
        values.append(mixed_lean(model, reading, a, b) - own)
    total = float(np.mean(whole))
    return {
        "by_weights": float(np.mean(weights)) / total,
        "by_values": float(np.mean(values)) / total,
    }


def exchanged(reading: Reading, lots: Lots) -> dict[str, float]:
    """What happens to the pronoun when one occupation takes another's place in a sentence.

    ``gap``: share of "her" with a her-word minus that with a his-word, mean of all pairs.
    ``flips``: pairs in which the likelier pronoun turns as planted. ``within``: mean absolute
    change between two occupations of the same lot, the control.
    """
    share = reading.share_of_her
    her, his = lots.places["her"], lots.places["his"]
    turned = (share[:, her, None] > 0.5) & (share[:, None, his] < 0.5)
    within = [np.abs(share[:, a] - share[:, b]) for a, b in _pairs_of_one_lot(lots)]
    return {
        "gap": float(share[:, her].mean() - share[:, his].mean()),
        "flips": float(turned.mean()),
        "within": float(np.mean(within)),
    }


def row_change(reading: Reading, lots: Lots) -> dict[str, float]:
    """How far the row of "with" moves when the occupation is exchanged, as in ``row_distance``.

    ``between``: a her-word for a his-word. ``within``: for another word of the same lot.
    """
    pairs = {
        "between": itertools.product(lots.places["her"], lots.places["his"]),
        "within": _pairs_of_one_lot(lots),
    }
    rows = reading.rows
    return {
        name: float(
            np.mean([np.abs(rows[:, a] - rows[:, b]).sum(-1).mean() / 2 for a, b in chosen])
        )
        for name, chosen in pairs.items()
    }


def _pairs_of_one_lot(lots: Lots) -> list[tuple[int, int]]:
    return [pair for lot in lots.places.values() for pair in itertools.combinations(lot, 2)]


def row_distance(one: Reading, other: Reading) -> float:
    """How different two models' rows of "with" are: 0 the same, 1 no weight in common.

    Half the summed absolute difference of a row, mean over heads and sentences; the heads are
    paired so that it is smallest, because heads have no order of their own.
    """
    n_heads = one.rows.shape[2]
    return min(
        float(np.abs(one.rows - other.rows[:, :, list(order)]).sum(-1).mean() / 2)
        for order in itertools.permutations(range(n_heads))
    )


def summary(model: Model, contexts: list[Context], lots: Lots) -> dict[str, Any]:
    """All that the results keep of one model."""
    reading, shuffled = read(model, contexts), read(model, contexts, shuffled=True)
    wares = [WORDS.ids[WARES[occupation]] for occupation in OCCUPATIONS]
    return {
        "share_of_her": dict(
            zip(OCCUPATIONS, reading.share_of_her.mean(axis=0).tolist(), strict=True)
        ),
        "chance_of_pronoun": float(
            reading.chance[..., [WORDS.ids[HER], WORDS.ids[HIS]]].sum(-1).mean()
        ),
        "chance_of_ware": float(reading.chance[:, np.arange(len(wares)), wares].mean()),
        **exchanged(reading, lots),
        "weight": reading.on_occupation.mean(axis=(0, 1)).tolist(),
        "weight_by_lot": {
            name: reading.on_occupation[:, places].mean(axis=(0, 1)).tolist()
            for name, places in lots.places.items()
        },
        "row_change": row_change(reading, lots),
        "weight_on_place": reading.on_place.mean(axis=(0, 1)).tolist(),
        "shuffled": {
            "gap": exchanged(shuffled, lots)["gap"],
            "weight": shuffled.on_occupation.mean(axis=(0, 1)).tolist(),
        },
    }
