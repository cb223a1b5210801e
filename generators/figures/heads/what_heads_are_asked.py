"""What is counted of every head: at which word does one word of a sentence look?"""

from generators.figures.heads._page import STATISTICS
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token, token_width, write
from generators.kit.needs import needs
from generators.kit.theme import INK, KEY, MUTED, QUERY, SMALL
from generators.pipeline import results

HIGH = 24  # px, of a token


def values() -> Values:
    shown = results.read("heatmaps")["shown"]  # held-out sentences, linked with their French
    found = [(pair, place) for pair in shown if (place := _repeated(pair["english"])) is not None]
    needs(bool(found), "a sentence with a repeated word, and a word after it")
    pair, here = found[0]
    english, french = pair["english"], ["<start>", *pair["french"], "<end>"]
    target, source = next(link for link in pair["links"] if link[1] == here - 1)
    looks = {  # who looks, and at what, as places in the English; None: a row of the French
        "next": (here, here + 1),
        "itself": (here, here),
        "previous": (here, here - 1),
        "first": (here + 1, 0),
        "duplicates": (here, english.index(english[here])),
        "to write": (None, source),
        "just read": (None, source),
    }
    # Row i has read french[i] and writes the next; target counts the French without <start>.
    reads = {"to write": french[target : target + 2], "just read": french[target + 1 : target + 3]}
    return {
        "words": english[: here + 2],
        "rows": [
            {"asked": name, "looks": looks[key], "reads": reads.get(key, [])}
            for key, name in STATISTICS.items()
        ],
    }


def _repeated(words: list[str]) -> int | None:
    """The first place, not the last of all, whose word was there before."""
    return next((at for at, word in enumerate(words[:-1]) if word in words[:at]), None)


def alt(v: Values) -> str:
    said = "; ".join(f"{row['asked']}: {v['words'][row['looks'][1]]}" for row in v["rows"])
    return (
        f"{len(v['rows'])} lines with the words {' '.join(v['words'])}. In each, one word looks at "
        f"one word, or a row of the French does. {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    pitch, left = page.pick((38, 168), (54, 4))
    figure, ax = page.canvas((552, len(v["rows"]) * pitch + 6), (336, len(v["rows"]) * pitch + 6))
    for index, row in enumerate(v["rows"]):
        top = index * pitch
        middle = top + page.pick(9 if row["reads"] else 16, 12)
        write(ax, 6, middle, row["asked"], INK, SMALL, weight="semibold")
        if row["reads"]:
            beside = page.pick((6, middle + 16), (132, middle))
            write(ax, *beside, " → ".join(row["reads"]), QUERY, SMALL, mono=True)
        x, y = float(left), top + page.pick(4, 22)
        who, what = row["looks"]
        for place, word in enumerate(v["words"]):
            wide = token_width(word, SMALL)
            if place in (who, what):
                role = KEY if place == what else QUERY
                token(ax, x, y, word, role, place == what, SMALL, HIGH)
            else:
                write(ax, x + wide / 2, y + HIGH / 2, word, MUTED, SMALL, True, align="centre")
            x += wide + page.pick(8, 0)
    return figure
