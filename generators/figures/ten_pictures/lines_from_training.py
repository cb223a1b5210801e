"""Where the French looks in the English at four moments of training, and the falling loss."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.patches import Circle

import explainer
from experiments.translator.recipe import COMMITTED_SEED, PRONOUNS, RUNNING, SNAPSHOTS, SNAPSHOTS_OF
from explainer.checkpoint import FOLDER
from generators.figures._shared.decoder_rows import translation
from generators.figures.ten_pictures._row import TIRED
from generators.figures.ten_pictures._stage import TOP
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, link, note
from generators.kit.needs import needs
from generators.kit.sizes import NARROW, WIDE
from generators.kit.theme import INK, MUTED, RESIDUAL, SMALL, WEIGHT, wrap
from generators.pipeline import results

LEFT = (0.5, 0.1)  # of the loss, at the moments between the first and the last
SIZE = (157.0, 120.0)  # px of the lines of one panel
TITLE, SAID = 26.0, 56.0  # px above the lines, and below them for what the model writes
FAINTEST, WIDEST = 0.04, 7.0  # the least share that has a line; px of a share of 1
LONGEST = 18  # words that an untrained model may write


def values() -> Values:
    run = next(
        one
        for one in results.read("translator")["runs"]
        if (one["variant"], one["seed"]) == (SNAPSHOTS_OF, COMMITTED_SEED)
    )
    curve = np.array([[0, run["loss_curve"][0][1]], *run["loss_curve"]])  # [points, step and loss]
    steps = [*SNAPSHOTS, run["steps"]]
    loss = np.interp(steps, *curve.T)
    shares = [1.0, *LEFT, loss[-1] / loss[0]]
    chosen = [int(np.abs(loss / loss[0] - share).argmin()) for share in shares]
    needs(len(set(chosen)) == len(shares), "saved moments of training at which the loss differs")
    shown = [_moment(steps[index], steps[-1]) for index in chosen]
    return {
        "loss": curve.round(3).tolist(),
        "moments": shown,
        "last_over_first": shown[-1]["largest"] / shown[0]["largest"],
        # the last moment but one
        "late": {
            "step": steps[chosen[-2]],
            "loss_left": float(loss[chosen[-2]] / loss[0]),
            "writes_as_at_the_end": shown[-2]["writes"] == shown[-1]["writes"],
        },
        "line_grew": _pronoun_share(shown[-1]) / _pronoun_share(shown[-2]),
    }


def _moment(step: int, last: int) -> Values:
    """Where each row that should write the right French looks, and what is written instead."""
    kept = FOLDER / f"{SNAPSHOTS_OF}-training" / f"step-{step:04d}.safetensors"
    model = explainer.load(SNAPSHOTS_OF if step == last else kept)
    text = RUNNING[TIRED]
    french = translation(text).tokens[:-1]
    source = model.source_vocabulary.encode(text.split())
    read = model.target_vocabulary.encode(["<start>", *french[:-1]])
    layer = explainer.forward(model, source, read).decoder.layers[-1].cross_attention
    assert layer is not None
    weights = np.asarray(layer.weights).mean(axis=0)
    made = explainer.translate(model, text, LONGEST)
    return {
        "step": step,
        "weights": weights.round(3).tolist(),
        "largest": float(weights.max(axis=-1).mean()),
        "writes": made.text or " ".join(made.tokens[:4]),
        "pronoun": next(i for i, word in enumerate(french) if word in PRONOUNS),
    }


def _pronoun_share(one: Values) -> float:
    """The largest share in the row that should write the pronoun."""
    return float(max(one["weights"][one["pronoun"]]))


def alt(v: Values) -> str:
    parts = [f"{one['largest']:.2f} at step {one['step']:,}" for one in v["moments"]]
    return (
        "Lines from French words to English ones at four moments of training: at first a fog of "
        "equal lines, at the end a few strong ones. The mean of each row's largest share is "
        f"{', '.join(parts)}. Below, the loss falls from {v['loss'][0][1]:.1f} to "
        f"{v['loss'][-1][1]:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    count = len(v["moments"])
    columns = page.pick(count, 2)
    pitch = TITLE + SIZE[1] + SAID
    rows = -(-count // columns)
    figure, ax = page.canvas((WIDE, rows * pitch + 110), (NARROW, rows * pitch + 110))
    gap = (page.pick(WIDE, NARROW) - 2 * TOP + 2 - columns * SIZE[0]) / max(columns - 1, 1)
    for index, one in enumerate(v["moments"]):
        row, column = divmod(index, columns)
        corner = (TOP - 1 + column * (SIZE[0] + gap), row * pitch + TITLE)
        _panel(ax, one, Box(*corner, *SIZE))
    _curve(ax, v, Box(TOP + 34, rows * pitch + 22, page.pick(WIDE, NARROW) - 2 * TOP - 50, 56))
    return figure


def _panel(ax: Axes, one: Values, box: Box) -> None:
    weights = np.asarray(one["weights"])
    french, english = (
        [(x, y) for x in np.linspace(box.left + 5, box.right - 5, count)]
        for count, y in zip(weights.shape, (box.bottom, box.top), strict=True)
    )
    title = f"after {one['step']:,} steps" if one["step"] else "before training"
    note(ax, box.left, box.top - 24, title, INK, weight="semibold")
    for start, row, place in zip(french, weights, range(len(french)), strict=True):
        told = place == one["pronoun"]
        for end, weight in zip(english, row, strict=True):
            look: dict[str, Any] = (
                {"role": WEIGHT, "alpha": 0.9} if told else {"role": RESIDUAL, "alpha": 0.45}
            )
            link(ax, start, end, weight, minimum=FAINTEST, widest=WIDEST, axis="vertical", **look)
    for x, y in (*english, *french):
        ax.add_patch(Circle((x, y), 3, facecolor=INK, linewidth=0, zorder=4))
    _writes(ax, one["writes"], box)


def _writes(ax: Axes, text: str, box: Box) -> None:
    """What the model writes at this moment, cut to two lines."""
    lines = wrap(f"“{text}”", box.width - 8, SMALL)
    cut = lines[:2] if len(lines) <= 2 else [lines[0], lines[1].rsplit(" ", 1)[0] + " …”"]
    note(ax, box.left, box.bottom + 10, "\n".join(cut), MUTED, SMALL)


def _curve(ax: Axes, v: Values, box: Box) -> None:
    """The loss over the steps; a dot for each moment."""
    steps, losses = np.array(v["loss"]).T

    def place(step: Sequence[float], loss: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
        return (
            box.left + np.asarray(step) / steps[-1] * box.width,
            box.bottom - np.asarray(loss) / losses.max() * box.height,
        )

    ax.plot([box.left, box.right], [box.bottom + 1] * 2, color=MUTED, linewidth=1)
    ax.plot(*place(steps, losses), color=INK, linewidth=2)
    note(ax, TOP - 1, box.top - 6, "loss", INK)
    for one in v["moments"]:
        (x,), (y,) = place([one["step"]], [float(np.interp(one["step"], steps, losses))])
        ax.add_patch(Circle((x, y), 4.5, facecolor=WEIGHT, linewidth=0, zorder=4))
    note(ax, box.left, box.bottom + 4, "0", MUTED, SMALL)
    note(ax, box.right, box.bottom + 4, f"{steps[-1]:,.0f} steps", MUTED, SMALL, align="right")
