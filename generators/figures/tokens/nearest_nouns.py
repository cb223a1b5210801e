"""Some nouns and their nearest neighbours in the table, coloured by the gender of their French."""

from experiments.translator.recipe import NOUNS
from generators.figures.tokens._map import GENDERS
from generators.figures.tokens._page import nearest_words, table
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import arrow, token, token_row, token_width, write
from generators.kit.needs import place_of
from generators.kit.theme import MUTED, SMALL

SHOWN = (NOUNS[0], "book", NOUNS[1], "apple")  # two of either cloud, of which the page tells
KEY = {"m": "masculine in French", "f": "feminine in French"}
NEAR = 3  # neighbours of each
EDGE, TOP, LINE, GAP, ARROW = 14.0, 40.0, 34.0, 5.0, 34.0  # px


def values() -> Values:
    nouns = table("english").only("number")
    genders = dict(zip(nouns.words, nouns.labels("gender").tolist(), strict=True))
    rows = []
    for word in SHOWN:
        place_of(word, nouns.words)
        near = [found["word"] for found in nearest_words(nouns, word, NEAR)]
        rows.append(
            {"word": word, "near": near, "genders": [genders[one] for one in (word, *near)]}
        )
    same = sum(row["genders"].count(row["genders"][0]) - 1 for row in rows)
    return {"rows": rows, "same": same, "n": NEAR * len(rows)}


def alt(v: Values) -> str:
    told = "; ".join(f"{row['word']}: {', '.join(row['near'])}" for row in v["rows"])
    return (
        f"The {NEAR} nouns nearest to each of {len(v['rows'])}. {told}. Of these {v['n']} "
        f"neighbours {v['same']} have the gender of their noun in French."
    )


def draw(v: Values, page: Page) -> Figure:
    """A noun a row, an arrow, its neighbours from the nearest on."""
    widest = max(token_width(row["word"], SMALL) for row in v["rows"])
    left = EDGE + widest + ARROW + 8
    size = left + 3 * 72, TOP + LINE * len(v["rows"]) + 28
    figure, ax = page.canvas(size)
    write(ax, EDGE, 20, "noun", MUTED, SMALL)
    write(ax, left, 20, "nearest rows of the table", MUTED, SMALL)
    for index, row in enumerate(v["rows"]):
        y = TOP + index * LINE
        own, *others = (GENDERS[gender] for gender in row["genders"])
        noun = token(ax, EDGE, y, row["word"], own, size=SMALL)
        arrow(ax, (noun.right + 6, noun.centre[1]), (left - 6, noun.centre[1]), MUTED)
        token_row(ax, left, y, row["near"], GAP, others, size=SMALL)
    for gender, x in (("m", EDGE), ("f", EDGE + 150)):
        write(ax, x, size[1] - 18, KEY[gender], GENDERS[gender], SMALL)
    return figure
