"""The machine, part by part, with what is said about each and whether it held here."""

from collections.abc import Iterator
from typing import Any

from matplotlib.patches import Circle, Rectangle, Wedge

from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, write
from generators.kit.sizes import NARROW, SMALL, TEXT
from generators.kit.theme import DECODER, ENCODER, INK, LABEL, MUTED, WEIGHT, canvas

HELD, IF, NOT = "held", "held if", "did not hold"
# A part of the machine, its role, what is said of it: verdict, words, where it was measured.
CLAIMS = (
    (
        "attention",
        WEIGHT,
        (
            (
                HELD,
                "Looking back beats a summary",
                "why-attention.md#trained-until-nothing-improves",
            ),
            (IF, "It reaches any distance", "why-attention.md#copying"),
            (NOT, "It filters out what is irrelevant", "why-attention.md#dispersion"),
        ),
    ),
    (
        "encoder",
        ENCODER,
        (
            (
                HELD,
                "Without positions, no order",
                "positional-encoding.md#translators-with-each-encoding-and-with-none",
            ),
            (NOT, "“It” looks at “animal”", "encoder.md#it-and-its-noun"),
            (IF, "Several heads make it robust", "multi-head-attention.md#changed-input"),
            (IF, "Each head has a job", "heads.md#counting"),
            (IF, "Attention keeps gradients alive", "architecture.md#gradients-over-depth"),
        ),
    ),
    (
        "decoder",
        DECODER,
        (
            (HELD, "The mask hides the future", "masking.md#a-prefix-does-not-change"),
            (HELD, "It finds the word it translates", "decoder.md#alignment-counted"),
            (IF, "It is parallel, so it is fast", "generation.md#one-pass-or-in-turn"),
            (IF, "It is quadratic", "cost.md#operations-of-whole-models"),
        ),
    ),
    (
        "looking inside",
        INK,
        (
            (HELD, "Induction heads copy", "language-model.md#without-induction-heads"),
            (IF, "A heatmap shows a bias", "heatmaps.md#a-bias-that-was-planted"),
            (
                NOT,
                "The brightest word is the reason",
                "explanation.md#where-it-decides-and-where-it-cannot",
            ),
        ),
    ),
)
ROW, HEAD, BETWEEN, TOP = 26.0, 26.0, 22.0, 34.0  # px of a claim, a name, an arrow, the key
SIGN = 6.0  # px, half of a sign


def values() -> Values:
    return {
        "parts": [
            {"name": name, "claims": [[verdict, words] for verdict, words, _ in claims]}
            for name, _, claims in CLAIMS
        ]
    }


def alt(v: Values) -> str:
    parts = [f"{part['name']}: {_counted(part['claims'])}" for part in v["parts"]]
    return (
        "The machine from top to bottom, attention, encoder, decoder and what looks inside, with "
        f"what is said of each. {'; '.join(parts).capitalize()}."
    )


def _counted(claims: list[list[str]]) -> str:
    said = {verdict: [words for one, words in claims if one == verdict] for verdict, _ in claims}
    return ", ".join(f"{len(words)} {verdict}" for verdict, words in said.items())


def _places(page: Page) -> Iterator[tuple[int, int, Box]]:
    """Each claim: its part, its number there, and its box."""
    left, width = page.pick((150.0, TEXT - 158.0), (16.0, NARROW - 20.0))
    top = TOP
    for part, (_, _, claims) in enumerate(CLAIMS):
        top += page.pick(0.0, HEAD)
        for number in range(len(claims)):
            yield part, number, Box(left, top, width, ROW)
            top += ROW
        top += BETWEEN


def draw(v: Values, page: Page) -> Figure:
    places = list(_places(page))
    figure, ax = canvas(page.pick(TEXT, NARROW), places[-1][2].bottom + 8)
    _key(ax, page)
    for part, number, box in places:
        verdict, words = v["parts"][part]["claims"][number]
        _sign(ax, box.left + 14, box.centre[1], verdict)
        write(ax, box.left + 30, box.centre[1], words)
        if number == 0:
            _part(ax, v["parts"][part], part, box, page)
    return figure


def _part(ax: Axes, part: Values, index: int, first: Box, page: Page) -> None:
    """A part's name, its stretch of the spine, and the arrow that leads to it."""
    role, high = CLAIMS[index][1], len(part["claims"]) * ROW
    x = page.pick(136.0, 4.0)
    ax.add_patch(Rectangle((x, first.top), 5, high, facecolor=role, linewidth=0))
    name: dict[str, Any] = {"size": LABEL, "weight": "semibold"}
    if page.narrow:
        write(ax, 4, first.top - HEAD / 2, part["name"], role, **name)
    else:
        write(ax, 124, first.top + high / 2, part["name"], role, align="right", **name)
    if index and not page.narrow:
        arrow(ax, (x + 2.5, first.top - BETWEEN + 2), (x + 2.5, first.top - 2), MUTED)


def _key(ax: Axes, page: Page) -> None:
    x = page.pick(150.0, 6.0)
    for verdict in (HELD, IF, NOT):
        _sign(ax, x + 12, 12, verdict)
        write(ax, x + 24, 12, verdict, MUTED, SMALL)
        x += page.pick(112.0, 104.0)


def _sign(ax: Axes, x: float, y: float, verdict: str) -> None:
    """A full, a half or an empty circle."""
    filled = {HELD: (0, 360), IF: (90, 270), NOT: None}[verdict]
    if filled:
        ax.add_patch(Wedge((x, y), SIGN, *filled, facecolor=INK, linewidth=0))
    ax.add_patch(Circle((x, y), SIGN, fill=False, edgecolor=INK, linewidth=1.5))


def links(v: Values, page: Page) -> list[list[Any]]:
    return [
        [f"{words}: {verdict}", f"lab/{where}", box.left, box.top, box.width, box.height]
        for part, number, box in _places(page)
        for verdict, words, where in (CLAIMS[part][2][number],)
    ]
