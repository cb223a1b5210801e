"""Analogies by adding and subtracting vectors: right answers, and the controls."""

from matplotlib.figure import Figure

from generators.kit.marks import bar, note, write
from generators.kit.theme import INK, LABEL, MUTED, RESIDUAL, SMALL, WEIGHT, canvas
from generators.kit.values import Values
from generators.pipeline import results

TITLES = {
    "gender": "man is to woman as king is to …",
    "past": "go is to went as see is to …",
    "number": "son is to sons as day is to …",
}
ROWS = (
    ("right", "trained on the text", WEIGHT),
    ("as_it_falls", "… and own words not excluded", WEIGHT),
    ("neighbour_of_c", "nearest to the third word alone", RESIDUAL),
    ("shuffled", "trained on shuffled text", MUTED),
)
TRACK, LEFT, PITCH, BLOCK = 110, 198, 20, 116


def values() -> Values:
    measured = results.read("word_vectors")
    found: Values = {"seeds": len(measured["seeds"])}
    for name in TITLES:
        runs = [run["analogies"][name] for run in measured["runs"]["text"]]
        control = [run["analogies"][name]["right"] for run in measured["runs"]["shuffled"]]
        shares = {
            key: [run[key] for run in runs] for key in ("right", "as_it_falls", "neighbour_of_c")
        } | {"shuffled": control}
        found[name] = {
            "n": runs[0]["n"],
            "pairs": len(measured["pairs"][name]),
            **{
                key: {"least": min(each), "most": max(each), "mean": sum(each) / len(each)}
                for key, each in shares.items()
            },
        }
    return found


def alt(v: Values) -> str:
    said = "; ".join(
        f"{name}: {v[name]['right']['mean']:.2f} right of {v[name]['n']}, shuffled text "
        f"{v[name]['shuffled']['mean']:.2f}"
        for name in TITLES
    )
    return f"Shares of analogies answered rightly, means of {v['seeds']} seeds. {said}."


def draw(v: Values) -> Figure:
    figure, ax = canvas(360, 14 + BLOCK * len(TITLES))
    for block, (name, title) in enumerate(TITLES.items()):
        y = 12 + block * BLOCK
        note(ax, 12, y - 2, title, INK, LABEL, weight="semibold")
        write(ax, 348, y + 8, f"n = {v[name]['n']}", MUTED, SMALL, align="right")
        for row, (key, text, role) in enumerate(ROWS):
            top = y + 24 + row * PITCH
            write(ax, 12, top + 7, text, role, SMALL)
            bar(ax, LEFT, top, v[name][key]["mean"], TRACK, 12, role)
    return figure
