"""The translator as one box: the last English word changes, and a French one far from it."""

from typing import Any

from matplotlib.patches import FancyBboxPatch

from experiments.translator.recipe import ENDINGS
from generators.figures.ten_pictures._stage import SIZE, TILE, Stage, sentences, stage
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, Token, arrow, link, note, token, token_width
from generators.kit.needs import needs
from generators.kit.sizes import NARROW
from generators.kit.theme import GRID, INK, MUTED

HEIGHT = 318.0
APART = 5.0  # px between a word and the one that stands there with the other ending
ASKED = "What in it joins\nwords that stand\nso far apart?"


def values() -> Values:
    said = sentences()
    changes = {language: _changes(list(said[language].values())) for language in said}
    place = changes["french"][0]
    return {
        "sentences": said,
        "english_changes": changes["english"],
        "french_changes": changes["french"],
        "pronouns": ", ".join(words[place] for words in said["french"].values()),
    }


def _changes(texts: list[list[str]]) -> list[int]:
    """The places at which the two sentences differ."""
    one, other = texts
    needs(len(one) == len(other), "two endings that are translated in equally many words")
    return [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]


def alt(v: Values) -> str:
    said, (first, last) = v["sentences"], ENDINGS
    pairs = [
        f"{said['french'][first][place]} becomes {said['french'][last][place]}"
        for place in v["french_changes"]
    ]
    return (
        f"The English sentence, {' '.join(said['english'][first])}, goes into one box and comes "
        f"out in French: {' '.join(said['french'][first])}. With {last} for {first}, "
        f"{' and '.join(pairs)}; nothing else changes."
    )


def draw(v: Values, page: Page) -> Figure:
    said, (first, last) = v["sentences"], ENDINGS
    ends = dict.fromkeys(v["english_changes"], INK)
    shown = stage(page, said, first, HEIGHT, ends, page.pick(0, TILE + APART))
    french = shown.write_french(said["french"][first], dict.fromkeys(v["french_changes"], INK))
    right = max(word.right for word in (*shown.english, *french))
    box = page.pick(Box(10, 106, right - 10, 100), Box(108, 10, 112, 400))
    _box(shown, box)
    _question(shown, box, shown.english[v["english_changes"][-1]], french[v["french_changes"][0]])
    for index, word in enumerate(shown.english):
        changed = index in v["english_changes"]
        other = _other(shown, word, said["english"][last][index], 1) if changed else word
        x, y = shown.leaving(word if page.narrow else other)
        _flow(shown, (x, y), (box.left, y) if page.narrow else (x, box.top), changed)
    for index, word in enumerate(french):
        changed = index in v["french_changes"]
        other = _other(shown, word, said["french"][last][index], -1) if changed else word
        x, y = shown.arriving(word if page.narrow else other)
        _flow(shown, (box.right, y) if page.narrow else (x, box.bottom), (x, y), changed)
    return shown.figure


def _box(shown: Stage, box: Box) -> None:
    """The box, and the question of all ten pictures."""
    corner, shape = (box.left, box.top), "round,pad=0,rounding_size=12"
    look: dict[str, Any] = {"facecolor": GRID, "edgecolor": MUTED, "linewidth": 2, "zorder": 1}
    shown.ax.add_patch(FancyBboxPatch(corner, box.width, box.height, shape, **look))
    x, y = box.centre
    x -= shown.page.pick(150, 0)
    y -= shown.page.pick(4, 130)
    note(shown.ax, x, y - 32, "one box", INK, 17, align="centre", weight="semibold")
    asked = ASKED if shown.page.narrow else ASKED.replace("\n", " ")
    note(shown.ax, x, y + 2, asked, INK, align="centre")


def _question(shown: Stage, box: Box, asked: Token, answered: Token) -> None:
    """A dashed line through the box, from the English word that changes to the French one."""
    start, end = asked.centre, answered.centre
    if shown.page.narrow:
        (x0, y0), (x1, y1) = (box.left, start[1]), (box.right, end[1])
    else:
        (x0, y0), (x1, y1) = (start[0], box.top), (end[0], box.bottom)
    way = link(shown.ax, (x0, y0), (x1, y1), 0.3, INK, alpha=1, linestyle=(0, (4, 3)))
    way.artists[0].set_zorder(1.5)
    note(shown.ax, (x0 + x1) / 2 - 4, (y0 + y1) / 2 - 34, "?", INK, 24, align="right")


def _flow(
    shown: Stage, start: tuple[float, float], end: tuple[float, float], changed: bool
) -> None:
    arrow(shown.ax, start, end, INK if changed else MUTED, width=3 if changed else 1, zorder=2)


def _other(shown: Stage, place: Token, word: str, side: int) -> Token:
    """What stands in this place with the other ending: nearer to the box, or beside or below."""
    if not shown.page.narrow:
        top = place.top + side * (TILE + APART)
        return _second(token(shown.ax, place.centre[0], top, word, INK, size=SIZE, align="centre"))
    if side > 0:
        top = place.bottom + APART
        return _second(token(shown.ax, place.right, top, word, INK, size=SIZE, align="right"))
    beside = place.right + APART + token_width(word, SIZE) <= NARROW
    corner = (place.right + APART, place.top) if beside else (place.left, place.bottom + APART)
    return _second(token(shown.ax, *corner, word, INK, size=SIZE))


def _second(word: Token) -> Token:
    """A thick edge: what belongs to the second ending."""
    word.artists[0].set(edgecolor=INK, linewidth=2)
    return word
