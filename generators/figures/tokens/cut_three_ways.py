"""The same words cut into whole words, into letters, and into the pieces that lie between."""

from explainer.byte_pairs import split
from generators.figures.tokens._pieces import GAP, lines, seen
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token_row, write
from generators.kit.needs import needs
from generators.kit.phrases import counted
from generators.kit.sizes import NARROW, SMALL, TEXT
from generators.kit.theme import INK, MUTED, NEUTRAL
from generators.pipeline import results

KNOWN = (" it", " was")  # words of the running sentence, before one that the list lacks
UNKNOWN = "unknown"
EDGE, LINE, HEAD, BELOW = 14.0, 30.0, 42.0, 16.0  # px; below: from one way to the next


def values() -> Values:
    """Of the words that the list of whole words lacks, that which has the longest pieces."""
    measured = results.read("tokens")
    words = measured["words"]
    known = set(words["sentence"]) - set(words["sentence_unknown"])
    needs(known.issuperset(KNOWN), f"a list of whole words with {KNOWN}")
    # A byte that is no letter is written <c3>: its merge fits nothing in plain English.
    merges = [(left.encode(), right.encode()) for left, right, _ in measured["merges"]]

    def pieces(text: str) -> list[str]:
        return [piece.decode() for piece in split(text, merges)]

    lacks = max(words["unknown_examples"], key=lambda word: min(map(len, pieces(f" {word}"))))
    text = "".join((*KNOWN, f" {lacks}"))
    merged = next(row for row in measured["byte_pairs"] if row["merges"] == len(merges))
    return {
        "lacks": lacks,
        "ways": [
            {"name": "whole words", "entries": words["entries"], "cut": [*KNOWN, UNKNOWN]},
            {"name": "letters", "entries": measured["characters"]["entries"], "cut": list(text)},
            {"name": "in between", "entries": merged["entries"], "cut": pieces(text)},
        ],
    }


def alt(v: Values) -> str:
    whole, letters, between = (" | ".join(map(seen, way["cut"])) for way in v["ways"])
    entries = [way["entries"] for way in v["ways"]]
    return (
        f"Cut into whole words, {whole}: {v['lacks']} is none of the {entries[0]:,} in the table. "
        f"Into letters, {letters}: a table of {entries[1]}. In between, {between}: of "
        f"{entries[2]:,}."
    )


def draw(v: Values, page: Page) -> Figure:
    """A way below the other: its name, what it costs, and the tokens."""
    width = page.pick(TEXT, NARROW)
    walls = [lines(way["cut"], width - 2 * EDGE, SMALL) for way in v["ways"]]
    height = EDGE + sum(HEAD + LINE * len(wall) + BELOW for wall in walls) - BELOW
    figure, ax = page.canvas((width, height), (width, height))
    y = EDGE
    for way, wall, role in zip(v["ways"], walls, NEUTRAL, strict=False):
        write(ax, EDGE, y + 8, way["name"], role, weight="semibold")
        cost = f"{counted(len(way['cut']), 'token')}, a table of {way['entries']:,} rows"
        write(ax, EDGE, y + 26, cost, MUTED, SMALL)
        y += HEAD
        for line in wall:
            lost = [index for index, piece in enumerate(line) if piece == UNKNOWN]
            roles = [MUTED if index in lost else INK for index in range(len(line))]
            token_row(ax, EDGE, y, list(map(seen, line)), GAP, roles, None, lost, SMALL)
            y += LINE
        y += BELOW
    return figure
