"""How far the divided scores of a row lie apart, in every head of the trained translators."""

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation
from generators.kit.charts import axis_titles
from generators.kit.needs import needs
from generators.kit.theme import INK, MUTED, QUERY, SMALL, WEIGHT, chart
from generators.kit.values import Values

NAMES = ("translator", "translator-one-head")
STACKS = ("encoder", "decoder", "across")  # in this order, each layer by layer
SEEDS = 10  # untrained models of the translator's shape


def values() -> Values:
    found: Values = {name: _spreads(explainer.load(name), name) for name in NAMES}
    model = explainer.load("translator")
    controls = [_spreads(untrained(model, seed), "translator") for seed in range(SEEDS)]
    chance = [spread for one in controls for group in one.values() for spread in group]
    trained = [spread for group in found["translator"].values() for spread in group]
    d_k = {
        name: explainer.load(name).config.d_model // explainer.load(name).config.n_heads
        for name in NAMES
    }
    written = {
        name: [_without(name, ending) == translation(ending, name).text for ending in ENDINGS]
        for name in NAMES
    }
    return {
        "spread": found,
        "d_k": {"four": d_k[NAMES[0]], "one": d_k[NAMES[1]]},
        "heads": len(trained),
        "least": min(trained),
        "most": max(trained),
        "mean": float(np.mean(trained)),
        "mean_one_head": float(np.mean([s for g in found[NAMES[1]].values() for s in g])),
        "one_head_most": max(s for g in found[NAMES[1]].values() for s in g),
        "raw_mean": float(np.mean(trained)) * math.sqrt(d_k[NAMES[0]]),
        "seeds": SEEDS,
        "untrained_mean": float(np.mean(chance)),
        "untrained_least": min(chance),
        "untrained_most": max(chance),
        "above_one": sum(spread > 1 for spread in trained),
        "sentence_unchanged": {"four": sum(written[NAMES[0]]), "one": sum(written[NAMES[1]])},
        "one_head_changed": len(ENDINGS) - sum(written[NAMES[1]]),
        "without_scale": {ending: _without(NAMES[0], ending) for ending in ENDINGS},
        "without_scale_one": {ending: _without(NAMES[1], ending) for ending in ENDINGS},
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


def draw(v: Values) -> Figure:
    return _draw(v, 560)


def narrow(v: Values) -> Figure:
    return _draw(v, 340)


def _draw(v: Values, width: float) -> Figure:
    figure, ax = chart(width, 300, left=34, right=16, top=44, bottom=66)
    top = 1.12 * max(v["most"], v["one_head_most"], v["untrained_most"])
    ax.axhspan(v["untrained_least"], v["untrained_most"], color=MUTED, alpha=0.16, linewidth=0)
    ax.axhline(1, color=MUTED, linewidth=1.25, linestyle=(0, (4, 3)))
    groups = list(v["spread"][NAMES[0]])
    for index, group in enumerate(groups):
        _dots(ax, index - 0.12, v["spread"][NAMES[0]][group], QUERY, "o")
        _dots(ax, index + 0.24, v["spread"][NAMES[1]][group], WEIGHT, "D")
    ax.set_xlim(-0.5, len(groups) - 0.4)
    ax.set_ylim(0, top)
    ax.set_xticks(range(len(groups)))
    ax.set_xticklabels([group.replace(" ", "\n") for group in groups], color=INK, fontsize=SMALL)
    axis_titles(ax, y="deviation of the divided scores in a row")
    height = figure.get_size_inches()[1] * 72
    for at, mark, role, text in (
        (0.0, "o", QUERY, f"dₖ = {v['d_k']['four']}"),
        (0.26, "D", WEIGHT, f"dₖ = {v['d_k']['one']}"),
        (0.52, "s", MUTED, f"never trained (dₖ = {v['d_k']['four']})"),
    ):
        x, y = 34 + at * (width - 60), 12 / height
        ax.plot(
            [x / width],
            [y],
            mark,
            color=role,
            transform=figure.transFigure,
            clip_on=False,
            markersize=7,
            alpha=0.35 if mark == "s" else 1,
        )
        figure.text((x + 10) / width, y, text, color=role, fontsize=SMALL, va="center_baseline")
    return figure


def _dots(ax: Axes, x: float, spreads: list[float], role: str, mark: str) -> None:
    steps = np.linspace(-0.09, 0.09, len(spreads)) if len(spreads) > 1 else [0.0]
    ax.plot([x + step for step in steps], spreads, mark, color=role, markersize=6, linestyle="none")
