"""How often a word's nearest neighbour in the table shares a property with it."""

from matplotlib.patches import Rectangle

from generators.figures.tokens._page import CONTROL_TABLES, agreement, table
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, bar, write
from generators.kit.theme import INK, LABEL, MUTED, NEUTRAL, SMALL

# language, property, its key, among the words that have this, title
ASKED = (
    ("english", "class", "class", "", "English words: class"),
    ("english", "kind", "class", "number", "English nouns: animal, person, place, object"),
    ("english", "number", "number", "number", "English nouns: one or several"),
    ("english", "gender", "gender", "gender", "English nouns: gender of their French"),
    ("french", "class", "class", "", "French words: class"),
    ("french", "gender", "gender", "gender", "French nouns, adjectives: gender"),
    ("french", "number", "number", "number", "French nouns, adjectives: one or several"),
)
TOLD = {"class": ("n",), "kind": ("same",), "gender": ("n", "same")}  # of English, in the Lab
EDGE, PITCH, TOP = 12.0, 52.0, 46.0  # px: around everything, of a row, above the first


def values() -> Values:
    rows, english = [], {}
    for language, key, name, among, title in ASKED:
        whole = table(language)
        found = agreement(whole.only(among) if among else whole, name)
        drawn = {part: found[part] for part in ("share", "chance", "random")}
        rows.append({"title": title, **drawn})
        if language == "english" and key in TOLD:
            counts = {part: found[part] for part in TOLD[key]}
            most = {"most": found["random"]["most"]}
            english[key] = {**counts, "share": found["share"], "random": most}
    return {"tables": CONTROL_TABLES, "english": english, "rows": rows}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{row['title']} {row['share']:.2f}, random tables {row['random']['mean']:.2f}"
        for row in v["rows"]
    )
    return f"Shares of words whose nearest neighbour agrees with them. {said}."


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(540, 336)
    figure, ax = page.canvas((width, TOP + PITCH * len(v["rows"]) + 4))
    _key(ax, v["tables"])
    track = width - 2 * EDGE - 44  # the number of the bar takes the rest
    for index, row in enumerate(v["rows"]):
        y = TOP + index * PITCH
        write(ax, EDGE, y + 2, row["title"], INK, SMALL)
        share = row["share"]
        bar(ax, EDGE, y + 14, share, track, 10, NEUTRAL[2], f"{share:.2f}", LABEL)
        low, high = (EDGE + row["random"][end] * track for end in ("least", "most"))
        _range(ax, Box(low, y + 26, high - low, 6))
        x = EDGE + row["chance"] * track
        ax.plot([x, x], [y + 11, y + 34], color=INK, linewidth=2, zorder=6)
    return figure


def _key(ax: Axes, tables: int) -> None:
    """What bar, grey range and tick are."""
    ax.add_patch(Rectangle((EDGE, 13), 16, 10, facecolor=NEUTRAL[2], linewidth=0))
    write(ax, EDGE + 22, 18, "learned table", NEUTRAL[2], SMALL)
    _range(ax, Box(EDGE + 112, 15, 16, 6))
    write(ax, EDGE + 134, 18, f"{tables} random tables", MUTED, SMALL)
    ax.plot([EDGE + 254, EDGE + 254], [11, 25], color=INK, linewidth=2)
    write(ax, EDGE + 261, 18, "chance", INK, SMALL)


def _range(ax: Axes, box: Box) -> None:
    corner = (box.left, box.top)
    look: Values = {"facecolor": MUTED, "alpha": 0.55, "linewidth": 0}
    ax.add_patch(Rectangle(corner, box.width, box.height, zorder=2, **look))
