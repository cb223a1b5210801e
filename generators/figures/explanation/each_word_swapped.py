"""The running sentence with one word at a time exchanged for others: does il become elle?"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

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
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import MOVING, Saying, Token, bar_column, token_column, write
from generators.kit.motion import Frame, eased, moment, reading_seconds, step
from generators.kit.theme import DECODER, ENCODER, GRID, KEY, LABEL, MUTED, NEGATIVE, SMALL

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
    tried = []
    for place in range(len(words)):
        others = [word for where, word in swaps if where == place]
        ids = english.encode(others).tolist()
        gaps = own + inspect.swap_effects(model(), source, target, place, ids, gap)
        flips = [word for word, number in zip(others, gaps.tolist(), strict=True) if number < 0]
        tried.append({"words": others, "gaps": gaps.tolist(), "flips": flips})
    weights = cross_weights(TIRED)[:, :, row].mean(axis=(0, 1)).tolist()
    turning = [place for place, found in enumerate(tried) if found["flips"]]
    return {
        "words": words,
        "own": own,
        "tried": tried,
        "flipping": [words[place] for place in turning],
        "n_flipping": len(turning),
        "n_swaps": len(swaps),
        "n_flips": sum(len(found["flips"]) for found in tried),
        "weights": weights,
        "weight_on_flipping": sum(weights[place] for place in turning),
    }


def alt(v: Values) -> str:
    to_elle = ", ".join(word for found in v["tried"] for word in found["flips"])
    return (
        f"Each of {len(v['words'])} English words exchanged for others of its kind, "
        f"{v['n_swaps']} swaps; dots show the logit of il minus that of elle. Only swaps of "
        f"{' and '.join(v['flipping'])} fall below zero: {to_elle}. Beside them bars of mean "
        "attention."
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
    seen = said("il is ahead. Swap one word at a time.")
    yield step(figure, reading_seconds(seen), seen)
    rows = list(zip(english, v["tried"], strict=True))
    for turns, group in groupby(rows, key=lambda row: bool(row[1]["flips"])):
        together = list(group)
        seen = said(_told(together))
        yield from _fly(figure, ax, at, v["own"], together)
        for mine, tried in together if turns else ():
            beside = max(at(number) for number in tried["gaps"] if number < 0) + 9
            y = mine.centre[1] - page.pick(0, 11)  # on a phone another dot is near
            write(ax, beside, y, ", ".join(tried["flips"]), NEGATIVE, SMALL, **MOVING)
        yield step(figure, reading_seconds(seen), seen)
    bar_column(
        ax, looked, english, v["weights"], page.pick(64, 40), "looked at,\nmean weight", **MOVING
    )
    yield step(figure, 3.1, said("Looking and deciding are two things."))


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


def _told(rows: Sequence[tuple[Token, Values]]) -> str:
    """What came of these words: one that turns the pronoun, or several that do not."""
    if not rows[0][1]["flips"]:
        which = rows[0][0].word if len(rows) == 1 else f"the next {len(rows)} words"
        return f"{which}: still il."
    return "; ".join(f"{mine.word}: {_outcomes(tried)}" for mine, tried in rows)


def _outcomes(tried: Values) -> str:
    """Which of the swapped-in words leave the pronoun, and which turn it."""
    kept = [word for word in tried["words"] if word not in tried["flips"]]
    outcomes = {"il": kept, "elle": tried["flips"]}
    told = (f"{pronoun} with {', '.join(words)}" for pronoun, words in outcomes.items() if words)
    return f"{'; '.join(told)}."


def _fly(
    figure: Figure,
    ax: Axes,
    at: Callable[[float], float],
    start: float,
    rows: Sequence[tuple[Token, Values]],
) -> Iterator[Frame]:
    """The frames in which each swap's dot goes from the sentence as it is to where it ends."""
    dots = [(_dot(ax, n, mine.centre[1]), n) for mine, tried in rows for n in tried["gaps"]]
    for share in eased(5):
        for dot, number in dots:
            dot.set_center((at(start + (number - start) * share), dot.center[1]))
        yield moment(figure, 0.12)


def _dot(ax: Axes, number: float, y: float) -> Circle:
    """A swap, red if it turns the pronoun."""
    colour = NEGATIVE if number < 0 else DECODER
    dot = Circle((0, y), 4.5, linewidth=0, alpha=0.75, facecolor=colour, **MOVING)
    ax.add_patch(dot)
    return dot
