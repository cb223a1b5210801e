"""How often a word's nearest neighbour in the table shares a property with it."""

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from generators.figures.tokens._page import CONTROL_TABLES, agreement, table
from generators.kit.marks import bar, note, write
from generators.kit.theme import INK, LABEL, MUTED, SMALL, VALUE, canvas
from generators.kit.values import Values

ASKED = (
    ("english", "class", "class", "", "English words: class"),
    ("english", "kind", "class", "number", "English nouns: animal, person, place, object"),
    ("english", "number", "number", "number", "English nouns: one or several"),
    ("english", "gender", "gender", "gender", "English nouns: gender of their French"),
    ("french", "class", "class", "", "French words: class"),
    ("french", "gender", "gender", "gender", "French nouns, adjectives: gender"),
    ("french", "number", "number", "number", "French nouns, adjectives: one or several"),
)
LEFT, TRACK, PITCH, TOP = 16, 236, 52, 46


def values() -> Values:
    found: Values = {"tables": CONTROL_TABLES, "english": {}, "french": {}}
    rows = []
    for language, key, name, among, title in ASKED:
        whole = table(language)
        part = whole.only(among) if among else whole
        found[language][key] = agreement(part, name)
        rows.append({"title": title, **found[language][key]})
    classes = {label for one in ("english", "french") for label in table(one).labels("class")}
    return {**found, "rows": rows, "classes": sorted(classes)}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{row['title']} {row['share']:.2f}, random tables {row['random']['mean']:.2f}"
        for row in v["rows"]
    )
    return f"Shares of words whose nearest neighbour agrees with them. {said}."


def draw(v: Values) -> Figure:
    figure, ax = canvas(340, TOP + PITCH * len(v["rows"]) + 8)
    ax.add_patch(Rectangle((LEFT, 13), 16, 10, facecolor=VALUE, linewidth=0))
    write(ax, LEFT + 22, 18, "learned table", VALUE, SMALL)
    ax.add_patch(Rectangle((LEFT + 112, 13), 16, 10, facecolor=MUTED, alpha=0.55, linewidth=0))
    write(ax, LEFT + 134, 18, f"{v['tables']} random tables", MUTED, SMALL)
    ax.plot([LEFT + 254, LEFT + 254], [11, 25], color=INK, linewidth=2)
    write(ax, LEFT + 261, 18, "chance", INK, SMALL)
    for index, row in enumerate(v["rows"]):
        y = TOP + index * PITCH
        note(ax, LEFT, y - 6, f"{row['title']}", INK, SMALL)
        bar(ax, LEFT, y + 14, row["share"], TRACK, 10, VALUE, f"{row['share']:.2f}", LABEL)
        low, high = row["random"]["least"], row["random"]["most"]
        ax.add_patch(
            Rectangle(
                (LEFT + low * TRACK, y + 26),
                (high - low) * TRACK,
                6,
                facecolor=MUTED,
                alpha=0.55,
                linewidth=0,
                zorder=2,
            )
        )
        x = LEFT + row["chance"] * TRACK
        ax.plot([x, x], [y + 11, y + 34], color=INK, linewidth=2, zorder=6)
    return figure
