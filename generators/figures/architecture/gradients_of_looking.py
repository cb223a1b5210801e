"""Which layers of a stack can still learn where to look: the gradient of queries and keys."""

from generators.figures.architecture._page import (
    STACKS,
    draw_spread,
    log_chart,
    powers,
    read,
    spread,
)
from generators.kit.charts import label_lines
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import SMALL

DEPTH = "12"
FLOOR = 1e-16  # drawn on the axis; smaller gradients, exact zeros too, lie there


def values() -> Values:
    found = read()
    looking, content = {}, {}
    for name, (short, _, _) in STACKS.items():
        runs = found["gradients"][name][DEPTH]
        looking[short] = spread([[layer["weights"] for layer in layers] for layers in runs])
        content[short] = spread([[layer["content"] for layer in layers] for layers in runs])
    return {
        "depth": int(DEPTH),
        "looking": looking,
        "norm_alone_first": looking["norm alone"]["median"][0],
        "norm_alone_fifth": looking["norm alone"]["high"][4],
        "norm_alone_content_fifth": content["norm alone"]["median"][4],
        "both_lowest": min(looking["both"]["low"]),
        "both_last": looking["both"]["median"][-1],
    }


def alt(v: Values) -> str:
    return (
        f"Gradient norm of the query and key matrices in each of {v['depth']} layers, logarithmic. "
        f"With residual path and norm it is {v['looking']['both']['median'][0]:.1f} in the first "
        f"layer and {v['both_last']:.2f} in the last. With the norm alone it starts at "
        f"{v['norm_alone_first']:.1f} and is zero but for rounding from the fifth layer on. "
        "With neither it goes the same way from a lower start; with the residual path alone it "
        "is very large at first."
    )


def draw(v: Values, page: Page) -> Figure:
    titles = (f"layer, of {v['depth']}", "gradient norm of the query and key matrices")
    figure, ax = log_chart(page, 520, 98, (FLOOR, 1e9), titles)
    layers = list(range(1, v["depth"] + 1))
    ax.set_xlim(1, v["depth"])
    ax.set_xticks(layers[:: page.pick(1, 2)])
    powers(ax, [8, 4, 0, -4, -8, -12, -16])
    ax.set_yticklabels([*[label.get_text() for label in ax.get_yticklabels()][:-1], "0"])
    lines = []
    for short, role, dashes in STACKS.values():
        of = {
            key: [max(number, FLOOR) for number in row] for key, row in v["looking"][short].items()
        }
        lines.append(draw_spread(ax, layers, of, role, dashes))
    label_lines(ax, lines, [short for short, _, _ in STACKS.values()], size=SMALL)
    return figure
