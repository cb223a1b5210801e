"""One head over a long text, to scale: what goes in, the square of weights, what comes out."""

from matplotlib.patches import Rectangle

from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, note, write
from generators.kit.theme import INK, KEY, LABEL, MUTED, QUERY, RESIDUAL, SMALL, VALUE, WEIGHT
from generators.pipeline.results import read

BYTES, MEBIBYTE = 4, 2**20  # of a 32-bit number; the unit
TOP = 52.0  # px above the square


def values() -> Values:
    results = read("cost")
    n, width = max(int(n) for n in results["memory"]["bytes"]), results["d_head"]
    return {
        "tokens": n,
        "width": width,
        "square_mebibytes": n * n * BYTES / MEBIBYTE,
        "output_mebibytes": n * width * BYTES / MEBIBYTE,
    }


def alt(v: Values) -> str:
    return (
        f"To scale, one head over {v['tokens']:,} tokens: queries, keys, values and output are "
        f"hairlines of {v['tokens']:,} by {v['width']} numbers, {v['output_mebibytes']:.0f} MiB "
        f"each; the weights between them fill a square of {v['square_mebibytes']:.0f} MiB."
    )


def draw(v: Values, page: Page) -> Figure:
    side = page.pick(190.0, 160.0)
    thin = side * v["width"] / v["tokens"]
    left, apart = page.pick((112.0, 62.0), (66.0, 38.0))  # of the square; from strip to strip
    figure, ax = page.canvas((460, TOP + side + 62))
    square = Box(left, TOP, side, side)
    _block(ax, square, WEIGHT, 0.5)
    write(ax, *square.centre, f"{v['square_mebibytes']:.0f} MiB", INK, LABEL, align="centre")
    _block(ax, Box(left, TOP - 10 - thin, side, thin), KEY)
    write(ax, square.centre[0], TOP - 26, "keys", KEY, SMALL, align="centre")
    for place, sign in ((0.5, "×"), (1.5, "=")):
        write(ax, square.right + place * apart, square.centre[1], sign, INK, LABEL, align="centre")
    columns = (
        (left - 10 - thin, "queries", QUERY),
        (square.right + apart, "values", VALUE),
        (square.right + 2 * apart, "output", RESIDUAL),
    )
    for x, text, role in columns:
        _block(ax, Box(x, TOP, thin, side), role)
        write(ax, x + thin / 2, square.bottom + 18, text, role, SMALL, align="centre")
    write(ax, square.centre[0], square.bottom + 18, "weights", WEIGHT, SMALL, align="centre")
    size = f"{v['tokens']:,} tokens, {v['width']} numbers each: every hairline is "
    size += f"{v['output_mebibytes']:.0f} MiB"
    note(ax, 12, square.bottom + 34, size, MUTED, SMALL, page.pick(390, 312))
    return figure


def _block(ax: Axes, box: Box, role: str, alpha: float = 1.0) -> None:
    corner = (box.left, box.top)
    block = Rectangle(corner, box.width, box.height, facecolor=role, alpha=alpha, linewidth=0)
    ax.add_patch(block)
