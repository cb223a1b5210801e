"""One later word is exchanged: how much the next-word predictions move, with and without mask."""

import numpy as np

import explainer
from explainer.tokenizer import SPECIAL
from explainer.transformer import next_word_logits
from generators.figures.masking._page import (
    decoder_input,
    next_words,
    running_translation,
    translator,
)
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import bar, note, token, write
from generators.kit.theme import DECODER, INK, LABEL, MASKED, MUTED, NEGATIVE, SMALL

ROW = 27.0
NOTICED = 0.05  # of the probability: a row that moves more for some word counts as moved


def values() -> Values:
    model = translator()
    read = decoder_input()
    source = model.source_vocabulary.encode(running_translation().source_tokens)
    memory = explainer.encode(model, source).output
    given = model.target_vocabulary.encode(read)
    place = read.index("il") if "il" in read else len(read) - 4
    others = [
        number
        for number, word in enumerate(model.target_vocabulary.words)
        if word not in SPECIAL and number != given[place]
    ]
    changed = np.tile(given, (len(others), 1))  # [words, positions]
    changed[:, place] = others
    moved: dict[str, Values] = {}
    for name, causal in (("masked", True), ("open", False)):
        before = explainer.decode(model, given[None], memory, causal=causal)
        after = explainer.decode(model, changed, memory, causal=causal)
        p, q = (next_words(next_word_logits(model, trace)) for trace in (before, after))
        distance = np.abs(p - q).sum(axis=-1) / 2  # [words, positions]: share that moves
        score = np.abs(next_word_logits(model, after) - next_word_logits(model, before)).max(-1)
        moved[name] = {
            "mean": [float(x) for x in distance.mean(axis=0)],
            "largest": [float(x) for x in distance.max(axis=0)],
        }
        if causal:
            earlier_score = float(score[:, :place].max())
            moved[name] |= {
                "earlier_score": earlier_score,
                "itself": float(distance[:, place].mean()),
            }
        else:
            moved[name] |= {
                "earlier_mean": float(distance[:, :place].mean()),
                "earlier_largest": float(distance[:, :place].max()),
                "rows_moved": int((distance[:, :place].max(axis=0) > NOTICED).sum()),
            }
    return {"read": list(read), "word": read[place], "place": place, "others": len(others), **moved}


def alt(v: Values) -> str:
    return (
        f"The decoder's input word {v['word']} is replaced by each of {v['others']} others. With "
        f"the causal mask the predictions of the {v['place']} rows before it do not move at all; "
        f"without it, on average {v['open']['earlier_mean']:.3f} of their probability moves, and "
        f"up to {v['open']['earlier_largest']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    reach, left, top = page.pick(126.0, 62.0), 110.0, 74.0
    second = left + reach + page.pick(100, 46)
    below = top + ROW * len(v["read"])
    figure, ax = page.canvas((620, below + 18), (336, below + 36))
    for x, title, under in (
        (left, "with the mask", "as trained"),
        (second, "mask removed", "same weights"),
    ):
        note(ax, x, 14, title, INK, LABEL, weight="semibold")
        note(ax, x, 34, under, MUTED, SMALL)
    write(ax, 12, 44, "row reads ↓", DECODER, SMALL)
    for index, word in enumerate(v["read"]):
        y, swapped = top + index * ROW, index == v["place"]
        token(ax, 12, y, word, NEGATIVE if swapped else INK, filled=swapped, height=24)
        for x, name in ((left, "masked"), (second, "open")):
            _moved(ax, (x, y), v[name]["mean"][index], v[name]["largest"][index], reach)
    line = top + v["place"] * ROW - 2
    ax.plot([12, second + reach + 36], [line, line], color=MUTED, linewidth=1, linestyle="--")
    text = "Bar: share of the next word's probability that moves, mean. Upright line: largest."
    note(ax, 12, below + 2, text, MUTED, SMALL, width=page.pick(590, 312))
    return figure


def _moved(ax: Axes, at: tuple[float, float], mean: float, largest: float, reach: float) -> None:
    """How much one row moves: a bar for the mean, an upright line for the largest."""
    text = "0" if largest == 0.0 else f"{mean:.2f}".removeprefix("0")
    bar(ax, at[0], at[1] + 5, mean, reach, 14, MASKED, text)
    if largest:
        tick = at[0] + reach * largest
        ax.plot([tick, tick], [at[1] + 3, at[1] + 21], color=INK, linewidth=1.5, zorder=4)
