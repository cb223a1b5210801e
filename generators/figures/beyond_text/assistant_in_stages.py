"""Pre-training, instruction tuning, preferences: what a good next word is at each stage."""

from experiments.translator.recipe import RUNNING_SENTENCE
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, Token, note, step, token_lines, write
from generators.kit.theme import DECODER, MASKED, MUTED, SMALL

# title, from what, an example, the words that are made likelier, those that are made rarer
STAGES = (
    (
        "Pre-training",
        "very much text of every kind: the next word, wherever it is",
        RUNNING_SENTENCE,
        ("tired",),
        (),
    ),
    (
        "Instruction tuning",
        "written dialogues: the words of the answer alone",
        "<user> why did it not cross ? <assistant>",
        ("it", "was", "tired", "."),
        (),
    ),
    (
        "Preferences or checks",
        "two answers of the model itself: more of the better one",
        "<user> what is two and two ? <assistant>",
        ("four",),
        ("five",),
    ),
)


def values() -> Values:
    return {
        "stages": [
            {
                "title": title,
                "text": text,
                "given": given,
                "likelier": list(likelier),
                "rarer": list(rarer),
            }
            for title, text, given, likelier, rarer in STAGES
        ]
    }


def alt(v: Values) -> str:
    parts = [
        f"{number}. {one['title']}, from {one['text']}: after {one['given']} likelier becomes "
        f"{' '.join(one['likelier'])}{', rarer ' + ' '.join(one['rarer']) if one['rarer'] else ''}."
        for number, one in enumerate(v["stages"], 1)
    ]
    return " ".join(parts)


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(3, (520, 130), (312, 196), across=(1, 1), gap=6)
    for number, (one, box) in enumerate(zip(v["stages"], boxes, strict=True), 1):
        _stage(ax, box, number, one)
    return figure


def _stage(ax: Axes, box: Box, number: int, one: Values) -> None:
    step(ax, box.left, box.top, number, one["title"])
    said = note(ax, box.left + 34, box.top + 26, one["text"], MUTED, SMALL, box.width - 34)
    given, likelier = one["given"].split(), one["likelier"]
    words = [*given, *likelier, *one["rarer"]]
    tokens = token_lines(ax, box.left + 34, said.bottom + 8, words, box.width - 34, gap=4).tokens
    for word in tokens[len(given) : len(given) + len(likelier)]:
        _line(ax, word, word.bottom + 3, DECODER)
    for word in tokens[len(given) + len(likelier) :]:
        _line(ax, word, word.centre[1], MASKED)
    if number == 1:
        write(ax, box.right, box.top + 12, "underlined: likelier", DECODER, SMALL, align="right")
    if one["rarer"]:
        write(ax, box.right, box.top + 12, "struck out: rarer", MASKED, SMALL, align="right")


def _line(ax: Axes, word: Token, y: float, role: str) -> None:
    ax.plot([word.left + 4, word.right - 4], [y, y], color=role, linewidth=2.5, zorder=6)
