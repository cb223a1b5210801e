"""Two new questions answered from few labels: a trained encoder against an untrained one."""

from typing import Any

from generators.figures.training._few_labels import NEW, by_size, read
from generators.kit.charts import Axis, Curve, curves, set_axes
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import write
from generators.kit.seeds import brief
from generators.kit.theme import ENCODER, INK, KEY, MASKED, MUTED, SMALL, VALUE, canvas, chart_axes

# short name -> (what the figure says, colour, dashes); "scratch" is the better of two rates
WAYS: dict[str, tuple[str, str, Any]] = {
    "read_out": ("trained encoder, read-out only", ENCODER, "-"),
    "tuned": ("fine-tuned", ENCODER, (0, (5, 2))),
    "rows_hidden": ("its word vectors alone, hidden layer", VALUE, "-"),
    "scratch": ("from scratch, the better rate", KEY, "-"),
    "random": ("untrained encoder, read-out only", MUTED, (0, (1.5, 1.5))),
}
# name on the page -> (task, set of test sentences, title)
QUESTIONS = {
    "antecedent": ("antecedent", NEW, "right: is it the subject?"),
    "odd": ("odd", "held out", "right: an odd number of words?"),
}
TICKS = (8, 32, 128, 512)  # labelled sentences
APART = 330  # px: from one panel's left edge to the other's


def values() -> Values:
    found = read()
    value: Values = {
        "n_seeds": len(found["seeds"]),
        "encoder_seeds": len(found["encoder_seeds"]),
        "steps": found["steps"],
        "runs": len(found["runs"]),
        "encoder_parameters": found["encoder_parameters"],
    }
    for name, (task, test, _) in QUESTIONS.items():
        ways = {short: by_size(task, test, short) for short in WAYS}
        value[name] = {short: sizes for short, sizes in ways.items() if sizes}
    odd = value["odd"]
    gaps = [abs(odd["tuned"][n]["mean"] - odd["scratch"][n]["mean"]) for n in odd["tuned"]]
    odd |= {"largest_gap": max(gaps), "largest_gap_points": 100 * max(gaps)}
    shuffled = by_size("antecedent", NEW, "shuffled").values()
    value["antecedent"]["control"] = brief([score for found in shuffled for score in found["each"]])
    return value


def alt(v: Values) -> str:
    a, odd = v["antecedent"], v["odd"]
    most = max(a["tuned"], key=int)
    return (
        f"Accuracy against the number of labelled sentences, {v['n_seeds']} seeds. What it stands "
        f"for, with {most}: trained encoder {a['read_out'][most]['mean']:.0%}, fine-tuned "
        f"{a['tuned'][most]['mean']:.0%}, its word vectors alone "
        f"{a['rows_hidden'][most]['mean']:.0%}, from scratch {a['scratch'][most]['mean']:.0%}. "
        f"Counting words: {odd['tuned'][most]['mean']:.0%} and {odd['scratch'][most]['mean']:.0%}."
    )


def _panel(ax: Axes, side: Values, title: str) -> None:
    sizes = sorted({int(n) for short in WAYS for n in side.get(short, ())})
    shares = {0.4: "40%", 0.5: "", 0.6: "60%", 0.7: "", 0.8: "80%", 0.9: "", 1.0: "100%"}
    words = Axis("labelled sentences", (sizes[0], sizes[-1]), TICKS, log=2)
    set_axes(ax, words, Axis(title, (0.35, 1.01), shares))
    ax.axhline(0.5, color=MASKED, linewidth=1)  # always the same answer
    for short, (_, role, dashes) in WAYS.items():
        if short in side:
            found = side[short]
            mean, least, most = _bands(found)
            line = Curve("", mean, least, most, role=role, dash=dashes, marker="o")
            curves(ax, [int(n) for n in found], [line])


def _bands(found: Values) -> list[list[float]]:
    return [[of_size[key] for of_size in found.values()] for key in ("mean", "least", "most")]


def _key(ax: Axes, page: Page, top: float) -> None:
    for index, (label, role, dashes) in enumerate(WAYS.values()):
        row, column = divmod(index, page.pick(2, 1))
        x, y = 46 + APART * column, top + 20 * row
        ax.plot([x, x + 26], [y, y], color=role, linestyle=dashes, linewidth=2)
        write(ax, x + 34, y, label, INK, SMALL)


def draw(v: Values, page: Page) -> Figure:
    figure, ground = canvas(*page.pick((334 + APART, 392), (344, 668)))
    for index, (name, (_, _, title)) in enumerate(QUESTIONS.items()):
        left, top = page.pick((46 + APART * index, 40), (46, 40 + 256 * index))
        ax = chart_axes(figure, left, top, 270, page.pick(230, 180))
        _panel(ax, v[name], title)
    _key(ground, page, page.pick(328, 556))
    return figure
