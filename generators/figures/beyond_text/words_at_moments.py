"""Each word hangs at the moment of the sound that one head of Whisper looked at most."""

import numpy as np

from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import write
from generators.kit.sizes import NARROW
from generators.kit.theme import ENCODER, INK, LABEL, MUTED, SMALL, WEIGHT, measure
from generators.pipeline.results import read

SOUND, STEP = 56.0, 24.0  # px: the height of the wave, from one line of words to the next
LEFT = 12.0
A_SECOND = 50  # positions of the encoder


def values() -> Values:
    """The recording without a pause: how loud it is, and the moment of every word."""
    picture = read("whisper")["picture"]
    plain = picture["plain"]
    return {
        "loudness": plain["loudness"],
        "positions": len(plain["weights"][0]),
        "words": picture["units"],
        "moments": [int(np.argmax(row)) for row in plain["weights"]],
    }


def alt(v: Values) -> str:
    said = ", ".join(
        f"{word} {(moment + 0.5) / A_SECOND:.1f}"
        for word, moment in zip(v["words"], v["moments"], strict=True)
    )
    return (
        "The sound of the sentence, and below it the words, each on a line from the moment that "
        f"the head looked at most while it was written. In seconds: {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(560.0, NARROW)
    scale = (width - LEFT - 50) / v["positions"]  # px of one position of the encoder
    starts = [LEFT + scale * (moment + 0.5) for moment in v["moments"]]
    lines = _lines(starts, v["words"])
    figure, ax = page.canvas((width, 40 + SOUND + STEP * (1 + max(lines))))
    write(ax, LEFT, 12, "sound", MUTED, SMALL)
    times = LEFT + scale * (np.arange(len(v["loudness"])) + 0.5)
    loud = np.array(v["loudness"]) / max(v["loudness"]) * SOUND / 2
    middle = 24 + SOUND / 2
    ax.fill_between(times, middle - loud, middle + loud, color=ENCODER, linewidth=0)
    for word, x, line in zip(v["words"], starts, lines, strict=True):
        y = 40 + SOUND + STEP * line
        ax.plot([x, x], [24, y + 6], color=WEIGHT, linewidth=1.5, zorder=3)
        write(ax, x + 5, y, word, INK, LABEL, mono=True)
    return figure


def _lines(starts: list[float], words: list[str]) -> list[int]:
    """The line of each word: as low as it can be without its own line crossing an earlier word."""
    ends = [
        x + 12 + measure(word, LABEL, mono=True)[0] for x, word in zip(starts, words, strict=True)
    ]
    for lowest in range(len(words)):
        found: list[int] = []
        for x in starts:
            over = [line for line, end in zip(found, ends, strict=False) if end > x]
            found.append(min([lowest + 1, *over]) - 1)
        if min(found) >= 0:
            break
    return found
