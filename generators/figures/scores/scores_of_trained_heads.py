"""How far the divided scores of a row lie apart, in every head of the trained translators."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

import explainer
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation
from generators.kit.charts import DotRow, Scale, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.needs import needs

NAMES = {"four": "translator", "one": "translator-one-head"}
STACKS = ("encoder", "decoder", "across")  # in this order, each layer by layer
SEEDS = 10  # untrained models of the translator's shape


def values() -> Values:
    models = {name: explainer.load(model) for name, model in NAMES.items()}
    found = {name: _spreads(models[name], model) for name, model in NAMES.items()}
    controls = [_spreads(untrained(models["four"], seed), NAMES["four"]) for seed in range(SEEDS)]
    chance = [[spread for group in one.values() for spread in group] for one in controls]
    widest = max(map(max, chance))
    trained = [spread for group in found["four"].values() for spread in group]
    written = {
        name: sum(_without(model, ending) == translation(ending, model).text for ending in ENDINGS)
        for name, model in NAMES.items()
    }
    return {
        "spread": found,
        "d_k": {name: of.config.d_model // of.config.n_heads for name, of in models.items()},
        "heads": len(trained),
        "least": min(trained),
        "most": max(trained),
        "seeds": SEEDS,
        "untrained": [end(spreads) for spreads in chance for end in (min, max)],
        "untrained_least": min(map(min, chance)),
        "untrained_most": widest,
        "not_above": ", ".join(group for group, of in found["four"].items() if min(of) <= widest),
        "above_one": sum(spread > 1 for spread in trained),
        "sentence_unchanged": {"four": written["four"]},
        "one_head_changed": len(ENDINGS) - written["one"],
    }


def _spreads(model: explainer.Model, name: str) -> dict[str, list[float]]:
    """For each attention, the deviation of a row's scaled scores in every head.

    Variance over the keys of a row that may be looked at, averaged over the rows with at least two
    of them and over both versions of the running sentence; its root.
    """
    variances: dict[str, list[np.ndarray]] = {}
    for ending in ENDINGS:
        written = translation(ending, name)
        source = model.source_vocabulary.encode(written.source_tokens)
        target = model.target_vocabulary.encode(["<start>", *written.tokens[:-1]])
        needs(len(target) > 1, f"a {name} that writes at least one word")
        for group, scores in _scores(explainer.forward(model, source, target)):
            rows = [
                np.var(scores[:, row][:, np.isfinite(scores[0, row])], axis=-1)
                for row in range(scores.shape[1])
                if np.isfinite(scores[0, row]).sum() > 1
            ]
            variances.setdefault(group, []).append(np.mean(rows, axis=0))
    return {
        group: np.sqrt(np.mean(variances[group], axis=0)).tolist()
        for group in sorted(variances, key=lambda group: STACKS.index(group.split()[0]))
    }


def _scores(trace: explainer.Trace) -> Iterator[tuple[str, np.ndarray]]:
    """Scaled and masked scores [heads, queries, keys] of every attention."""
    for index, layer in enumerate(trace.encoder.layers, start=1):
        yield f"encoder {index}", layer.self_attention.attention.masked_scores
    for index, layer in enumerate(trace.decoder.layers, start=1):
        yield f"decoder {index}", layer.self_attention.attention.masked_scores
        if layer.cross_attention is not None:
            yield f"across {index}", layer.cross_attention.attention.masked_scores


def _without(name: str, ending: str) -> str:
    """What the trained model writes when the division is left out after training."""
    model = explainer.load(name)
    bare = replace(model, config=replace(model.config, scale_scores=False))
    return explainer.translate(bare, SENTENCE + ending).text


def alt(v: Values) -> str:
    return (
        f"One dot for each of the {v['heads']} heads of the translator: the deviation of a row's "
        f"scores after the division lies between {v['least']:.2f} and {v['most']:.2f}. In models "
        f"that were never trained it lies between {v['untrained_least']:.2f} and "
        f"{v['untrained_most']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    four, one = v["spread"]["four"], v["spread"]["one"]
    rows = [DotRow("before training", v["untrained"])]
    rows += [DotRow(group, four[group], one[group]) for group in four]
    end = math.ceil(max(number for row in rows for number in (*row.filled, *row.open)))
    scale = Scale((0, end), {1: "1: random vectors", 0: "0", end: f"{end}"})
    key = [f"a head, dₖ = {v['d_k']['four']}", f"the only head, dₖ = {v['d_k']['one']}"]
    return dot_rows(page, rows, scale, key, width=560)
