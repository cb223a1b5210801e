"""The machine, part by part, with what is said about each and whether it held here."""

from collections.abc import Iterator
from typing import Any

from matplotlib.patches import Circle, FancyBboxPatch, Rectangle, Wedge

from generators.figures.conclusion._claims import HELD, IF, NOT, PARTS
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, arrow, note, write
from generators.kit.sizes import NARROW, SMALL
from generators.kit.theme import DECODER, ENCODER, GRID, INK, LABEL, MUTED, PANEL, canvas

ROLES = {"": INK, "encoder": ENCODER, "decoder": DECODER}
ROW, GAP, SIGN = 26.0, 10.0, 6.0  # px of a claim, between two parts, of half a sign
TOWERS = {"encoder": 250.0, "decoder": 396.0}  # where each begins, px
SIDE, TOP, FRAME = 118.0, 124.0, 8.0  # px: a tower's width, where its parts begin, its frame
WIDTH = 764.0


def values() -> Values:
    return {
        "parts": [
            {"name": one.name, "claims": [[verdict, words] for verdict, words, _ in one.claims]}
            for one in PARTS
        ]
    }


def alt(v: Values) -> str:
    parts = [f"{part['name']}: {_counted(part['claims'])}" for part in v["parts"]]
    return (
        "An encoder and a decoder with their parts, and beside each part what is said of it. "
        f"{'; '.join(parts).capitalize()}."
    )


def _counted(claims: list[list[str]]) -> str:
    said = {verdict: [words for one, words in claims if one == verdict] for verdict, _ in claims}
    return ", ".join(f"{len(words)} {verdict}" for verdict, words in said.items())


def draw(v: Values, page: Page) -> Figure:
    places = list(_places(page))
    figure, ax = canvas(page.pick(WIDTH, NARROW), max(box.bottom for _, _, box in places) + 12)
    _key(ax, page)
    if not page.narrow:
        _behind(ax)
    for part, box in _parts(page):
        _part(ax, v["parts"][part]["name"], ROLES[PARTS[part].tower], box, page)
    for part, number, box in places:
        verdict, words = v["parts"][part]["claims"][number]
        mirrored = _on_the_left(part, page)
        inner, step = (box.right, -1) if mirrored else (box.left, 1)
        _sign(ax, inner + step * 12, box.centre[1], verdict)
        align = "right" if mirrored else "left"
        write(ax, inner + step * 26, box.centre[1], words, align=align)
    return figure


def _parts(page: Page) -> Iterator[tuple[int, Box]]:
    """Each part and its place: two towers beside each other, or all below each other."""
    tops = {"encoder": TOP, "decoder": TOP}
    top = 34.0
    for index, part in enumerate(PARTS):
        high = len(part.claims) * ROW
        if page.narrow:
            yield index, Box(6, top, 5, ROW + high)
            top += ROW + high + GAP
        elif part.place == "above":
            left, right = TOWERS["encoder"], TOWERS["decoder"] + SIDE
            yield index, Box(left, 56, right - left, high)
        else:
            tower = part.tower or "decoder"
            if part.place == "below":
                tops[tower] += 2 * FRAME - GAP + 6
            yield index, Box(TOWERS[tower], tops[tower], SIDE, high)
            tops[tower] += high + GAP


def _places(page: Page) -> Iterator[tuple[int, int, Box]]:
    """Each claim: its part, its number there, and its box."""
    for part, box in _parts(page):
        for number in range(len(PARTS[part].claims)):
            if page.narrow:
                yield part, number, Box(16, box.top + (number + 1) * ROW, NARROW - 20, ROW)
            elif _on_the_left(part, page):
                yield part, number, Box(6, box.top + number * ROW, box.left - 18, ROW)
            else:
                left = box.right + 12
                yield part, number, Box(left, box.top + number * ROW, WIDTH - left - 6, ROW)


def _on_the_left(part: int, page: Page) -> bool:
    return not page.narrow and (PARTS[part].tower == "encoder" or PARTS[part].place == "above")


def _behind(ax: Axes) -> None:
    """The two towers, the stream through each, and what the encoder hands to the decoder."""
    boxes = dict(_parts(Page(narrow=False)))
    for tower, left in TOWERS.items():
        inside = [
            box
            for part, box in boxes.items()
            if (PARTS[part].tower, PARTS[part].place) == (tower, "")
        ]
        end, role = inside[-1].bottom + FRAME, ROLES[tower]
        frame = (left - FRAME, TOP - 30), SIDE + 2 * FRAME, end - TOP + 30
        ax.add_patch(Rectangle(*frame, facecolor=role, alpha=0.1, linewidth=0, zorder=0.5))
        ax.add_patch(Rectangle(*frame, fill=False, edgecolor=role, linewidth=1, zorder=0.6))
        write(ax, left, TOP - 15, tower, role, LABEL, weight="semibold")
        read = "English" if tower == "encoder" else "French so far"
        write(ax, left + SIDE / 2, 42, read, MUTED, SMALL, align="centre")
        x = left + SIDE - 16
        ax.plot([x, x], [50, end + 8], color=GRID, linewidth=8, zorder=0.8, solid_capstyle="butt")
    cross = next(box for part, box in boxes.items() if PARTS[part].name == "cross-attention")
    middle = TOWERS["encoder"] + SIDE + FRAME + 6
    bottom = max(box.bottom for part, box in boxes.items() if PARTS[part].tower == "encoder")
    x, y = TOWERS["encoder"] + SIDE - 16, bottom + FRAME + 8
    ax.plot([x, middle, middle], [y, y, cross.centre[1]], color=MUTED, linewidth=1.5, zorder=1)
    arrow(ax, (middle, cross.centre[1]), (cross.left, cross.centre[1]), MUTED)


def _part(ax: Axes, name: str, role: str, box: Box, page: Page) -> None:
    if page.narrow:
        ax.add_patch(Rectangle((box.left, box.top), 5, box.height, facecolor=role, linewidth=0))
        write(ax, 18, box.top + ROW / 2, name, role, LABEL, weight="semibold")
        return
    pill = FancyBboxPatch(
        (box.left, box.top + 1),
        box.width,
        box.height - 2,
        boxstyle="round,pad=0,rounding_size=5",
        facecolor=PANEL,
        edgecolor=role,
        linewidth=1.2,
        zorder=2,
    )
    ax.add_patch(pill)
    lines = 2 if " " in name and box.height > ROW and box.width < 2 * SIDE else 1
    text = name.replace(" ", "\n", 1) if lines == 2 else name
    top = box.centre[1] - lines * 0.7 * LABEL
    note(ax, box.centre[0], top, text, role, LABEL, align="centre", weight="semibold")


def _key(ax: Axes, page: Page) -> None:
    x = page.pick(TOWERS["encoder"] - 22, 6.0)
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
        for verdict, words, where in (PARTS[part].claims[number],)
    ]
