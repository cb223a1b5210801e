"""The vector of *it* before the encoder and after it, in both sentences."""

import numpy as np

from experiments.translator.recipe import PRONOUN, RUNNING
from generators.figures._shared.decoder_rows import translation
from generators.figures._shared.strips import strips
from generators.figures.ten_pictures._row import TIRED, WIDE
from generators.figures.ten_pictures._stage import ENGLISH_EDGE, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, frame, heat, note
from generators.kit.needs import place_of
from generators.kit.theme import ENCODER, INK, RESIDUAL

HIGH = 24.0  # px of a strip


def values() -> Values:
    found: Values = {"sentences": sentences()}
    traces = {ending: translation(text).trace.encoder for ending, text in RUNNING.items()}
    place = place_of(PRONOUN, found["sentences"]["english"][TIRED])
    before, after = (
        {ending: np.asarray(getattr(trace, when))[place] for ending, trace in traces.items()}
        for when in ("embedded", "output")
    )
    return found | {
        "place": place,
        "before": before[TIRED].round(3).tolist(),
        "after": {ending: vector.round(3).tolist() for ending, vector in after.items()},
        "apart": np.abs(after[TIRED] - after[WIDE]).round(3).tolist(),
        "equal_before": bool((before[TIRED] == before[WIDE]).all()),
        "moved": float(np.linalg.norm(after[TIRED] - after[WIDE]) / np.linalg.norm(after[TIRED])),
    }


def alt(v: Values) -> str:
    return (
        f"Three strips of {len(v['before'])} cells. The first is the word {PRONOUN} by itself, "
        f"the same in both sentences. The other two are {PRONOUN} after the encoder has read on, "
        f"once with {TIRED} and once with {WIDE}: they differ by {v['moved']:.0%} of their length, "
        "in the cells marked below them."
    )


def draw(v: Values, page: Page) -> Figure:
    shown = stage(page, v["sentences"], TIRED, 324, {v["place"]: INK})
    left, width = page.pick((40, 640), (ENGLISH_EDGE + 16, 230))
    tops = page.pick((92, 172, 222, 272), (64, 170, 230, 290))
    before, tired, wide, apart = (Box(left, top, width, HIGH) for top in tops)
    strips(shown.ax, [tired, wide], [v["after"][TIRED], v["after"][WIDE]])
    strips(shown.ax, [before], [v["before"]])
    heat(shown.ax, apart, [v["apart"]], INK, max(v["apart"]))
    for box, role in ((before, RESIDUAL), (tired, ENCODER), (wide, ENCODER)):
        frame(shown.ax, box, role, 1.5)
    says = [
        f"{PRONOUN} alone: the same in both sentences",
        f"{PRONOUN} after reading … too {TIRED}",
        f"{PRONOUN} after reading … too {WIDE}",
        "where these two differ, magnified",
    ]
    for box, text in zip((before, tired, wide, apart), says, strict=True):
        note(shown.ax, left, box.top - 21, text, INK)
    if not page.narrow:  # on a phone the strip stands beside the words, and the label names it
        x, y = shown.english[v["place"]].south
        arrow(shown.ax, (x, y), (x, before.top - 2), RESIDUAL)
    return shown.figure
