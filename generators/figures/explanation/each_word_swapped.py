"""The running sentence with one word at a time exchanged for others: does il become elle?"""

from collections.abc import Callable, Iterator

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from experiments.translator.recipe import PRONOUNS
from explainer import inspect
from explainer.transformer import Trace
from generators.figures._shared.decoder_rows import (
    TIRED,
    cross_weights,
    model,
    pronoun_row,
    translation,
)
from generators.figures.explanation import _page
from generators.kit.layout import Page
from generators.kit.marks import MOVING, Saying, bar_column, token_column, write
from generators.kit.motion import Frame, eased, moment, step
from generators.kit.theme import DECODER, ENCODER, GRID, KEY, LABEL, MUTED, NEGATIVE, SMALL
from generators.kit.values import Values

TOP, PITCH = 128, 30  # px


def values() -> Values:
    written, row = translation(TIRED), pronoun_row(TIRED)
    english, french = model().source_vocabulary, model().target_vocabulary
    words = list(written.source_tokens)
    source = english.encode(words)
    target = french.encode(["<start>", *written.tokens[:row]])

    def gap(trace: Trace) -> float:
        return inspect.logit_difference(trace, row, *(french.ids[word] for word in PRONOUNS))

    own, swaps = gap(written.trace), _page.runs()[0]["sentence"]["swaps"]
    tried: list[dict[str, float]] = []
    for place in range(len(words)):
        others = [word for where, word in swaps if where == place]
        ids = english.encode(others).tolist()
        effects = inspect.swap_effects(model(), source, target, place, ids, gap)
        tried.append(dict(zip(others, (own + effects).tolist(), strict=True)))
    weights = cross_weights(TIRED)[:, :, row].mean(axis=(0, 1))
    flips = [any(number < 0 for number in found.values()) for found in tried]
    return {
        "words": words,
        "own": own,
        "tried": [{"words": list(found), "gaps": list(found.values())} for found in tried],
        "flipping": [word for word, flip in zip(words, flips, strict=True) if flip],
        "n_flipping": sum(flips),
        "n_swaps": len(swaps),
        "n_flips": sum(number < 0 for found in tried for number in found.values()),
        "to_elle": [word for found in tried for word, number in found.items() if number < 0],
        "weights": weights.tolist(),
        "weight_on_flipping": float(weights[np.array(flips)].sum()),
    }


def alt(v: Values) -> str:
    return (
        f"Each of {len(v['words'])} English words exchanged for others of its kind, "
        f"{v['n_swaps']} swaps; dots show the logit of il minus that of elle. Only swaps of "
        f"{' and '.join(v['flipping'])} fall below zero: {', '.join(v['to_elle'])}. Beside them "
        "bars of mean attention."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    n, height = len(v["words"]), TOP + len(v["words"]) * PITCH + 10
    figure, ax = page.canvas((552, height), (336, height))
    words, left, right, looked = page.pick((100, 128, 404, 440), (84, 96, 240, 258))  # x
    said = Saying(ax, (12, 8), page.pick(528, 312))
    write(ax, words, 62, "swapped", KEY, SMALL, align="right")
    write(ax, left, 62, page.pick("logit of il − logit of elle", "logit il − elle"), DECODER, SMALL)
    at = _scale(ax, v, left, right)
    english = token_column(ax, words, TOP, v["words"], PITCH - 26, [ENCODER] * n, "right").tokens
    yield step(figure, 4, said("As it is, il is far ahead. Now every word is swapped in turn."))
    for mine, tried in zip(english, v["tried"], strict=True):
        y, targets = mine.centre[1], tried["gaps"]
        dots = [_dot(ax, number, y) for number in targets]
        flips = [word for word, number in zip(tried["words"], targets, strict=True) if number < 0]
        seen = said(f"{mine.word}: {', '.join(tried['words'])}{_result(flips)}")
        for share in eased(5 if flips else 3):
            for dot, number in zip(dots, targets, strict=True):
                dot.set_center((at(v["own"] + (number - v["own"]) * share), y))
            yield moment(figure, 0.12)
        if flips:
            beside = max(at(number) for number in targets if number < 0) + 9
            above = page.pick(0, 11)  # on a phone another dot is near
            write(ax, beside, y - above, ", ".join(flips), NEGATIVE, SMALL, **MOVING)
        yield step(figure, 3.0 if flips else 0.8, seen)
    bar_column(
        ax, looked, english, v["weights"], page.pick(64, 40), "looked at,\nmean weight", **MOVING
    )
    yield step(figure, 4, said("Where the row looks, and which words decide, are two things."))


def _scale(ax: Axes, v: Values, left: float, right: float) -> Callable[[float], float]:
    """The axis from elle to il with a line at 0 and at the sentence itself; where a number lies."""
    gaps = [number for tried in v["tried"] for number in tried["gaps"]]
    low, high = min(gaps) - 1, max(gaps) + 1

    def at(number: float) -> float:
        return float(left + (number - low) / (high - low) * (right - left))

    for x, text, align in ((left, "elle", "left"), (right, "il", "right")):
        write(ax, x, 86, text, DECODER, LABEL, mono=True, align=align)
    bottom = TOP + len(v["words"]) * PITCH - 4
    for number, text in ((0.0, "0"), (v["own"], "as it is")):
        ax.plot([at(number)] * 2, [TOP - 10, bottom], color=GRID, linewidth=1, zorder=0)
        write(ax, at(number), 108, text, MUTED, SMALL, align="centre")
    return at


def _result(flips: list[str]) -> str:
    return f". With {' or '.join(flips)} it is elle." if flips else ". Still il."


def _dot(ax: Axes, number: float, y: float) -> Circle:
    """A swap, red if it turns the pronoun."""
    colour = NEGATIVE if number < 0 else DECODER
    dot = Circle((0, y), 4.5, linewidth=0, alpha=0.75, facecolor=colour, **MOVING)
    ax.add_patch(dot)
    return dot
