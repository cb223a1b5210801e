"""Beam search of width 3, the whole tree, on a sentence that it gets right and greedy does not."""

from collections.abc import Sequence

import numpy as np

import explainer
from explainer.beam import Hypothesis, beam_search, log_probability
from explainer.tokenizer import END, join_words
from generators.figures._shared.writing import measured, model
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import token, write
from generators.kit.needs import UnmetError, first_difference
from generators.kit.theme import DECODER, MUTED, NEUTRAL, SMALL, cell_text

BEAM = 3
Ids = tuple[int, ...]  # of words
Point = tuple[float, float]
Beginnings = Sequence[Hypothesis]
LONGEST = 6  # French words of the example
PITCH, TOP = 74, 90  # px: of a step, of the first one
NUMBER = 44  # px: from the top of a word to the foot of its number
COUNTS = ("same_as_greedy", "exact", "repaired", "spoilt")  # what the Lab tells of a beam


def example() -> tuple[list[str], list[str]]:
    """The first short held-out pair, English and French, that the beam gets right, greedy not."""
    of, rows = model("early"), measured()["models"]["early"]["beams"]
    for pair in next(row["different"] for row in rows if row["width"] == BEAM):
        source = of.source_vocabulary.encode(pair["english"])
        best = of.target_vocabulary.decode(beam_search(of, source, BEAM).best.ids)
        if len(pair["french"]) <= LONGEST and [*pair["french"], END] == list(best):
            return pair["english"], pair["french"]
    raise UnmetError("needs a short sentence that a beam gets right and greedy decoding does not")


def values() -> Values:
    (english, french), of = example(), model("early")
    source = of.source_vocabulary.encode(english)
    greedy = tuple(int(word) for word in explainer.greedy(of, source))
    found = beam_search(of, source, BEAM)
    best = found.best.ids
    tree = _tree(found.steps, best, greedy)
    apart = first_difference(best, greedy, "a sentence that beams write unlike greedy decoding")
    ways = {"beam": best, "greedy": greedy}
    texts = {name: of.target_vocabulary.decode(ids) for name, ids in ways.items()}
    logs = {name: log_probability(of, source, np.array(ids)) for name, ids in ways.items()}
    return {
        "english": " ".join(english),
        "texts": {name: join_words(text) for name, text in texts.items()},
        "right": join_words(french),
        "chances": {name: float(np.exp(number)) for name, number in logs.items()},
        "steps": tree,
        "apart_step": apart + 1,
        "apart_words": {name: text[apart] for name, text in texts.items()},
        "apart_logs": {
            name: next(node["log"] for node in tree[apart] if node[key])
            for name, key in (("beam", "wins"), ("greedy", "greedy"))
        },
        "apart_rank": next(i for i, node in enumerate(tree[apart]) if node["wins"]) + 1,
        **_counted(),
    }


def _tree(steps: Sequence[Beginnings], best: Ids, greedy: Ids) -> list[list[Values]]:
    """The beginnings kept after each step, and from which of the step before each comes."""
    words = model("early").target_vocabulary.words

    def node(one: Hypothesis, before: Beginnings) -> Values:
        known = [other.ids for other in before]
        carried = one.ids in known
        return {
            "word": words[one.ids[-1]],
            "log": one.log_probability,
            "from": known.index(one.ids if carried else one.ids[:-1]),
            "carried": carried,
            "wins": best[: len(one.ids)] == one.ids,
            "greedy": greedy[: len(one.ids)] == one.ids,
        }

    befores = ((Hypothesis((), 0.0),), *steps[:-1])
    return [
        [node(one, before) for one in after] for before, after in zip(befores, steps, strict=True)
    ]


def _counted() -> Values:
    """What the Lab tells of every width of the beam; width 1 is greedy decoding."""
    told = {"early": (*COUNTS, "less_probable", "mean_words"), "finished": COUNTS}
    rows = {name: measured()["models"][name]["beams"] for name in told}
    counts = {
        name: [{key: row[key] for key in keys} for row in rows[name]] for name, keys in told.items()
    }
    return {**counts, "n": measured()["sentences"]["beam"]}


def alt(v: Values) -> str:
    return (
        f"A tree of {len(v['steps'])} steps, three kept beginnings in each, with the probability "
        f"of each. Greedy ends at “{v['texts']['greedy']}” ({v['chances']['greedy']:.2f}), "
        f"the beam at “{v['texts']['beam']}” ({v['chances']['beam']:.2f})."
    )


def draw(v: Values, page: Page) -> Figure:
    left, column = page.pick((40, 150), (24, 104))  # px: of the tree, of a beginning
    below = TOP + len(v["steps"]) * PITCH + 4
    figure, ax = page.canvas(
        (left + BEAM * column + 12, below + 24), (left + BEAM * column + 12, below + 64)
    )
    write(ax, 10, 12, "step", MUTED, SMALL)
    start = token(ax, left + column / 2, 30, "<start>", DECODER, align="centre")
    feet = [start.south]  # of what stands above: where the lines begin
    for number, step in enumerate(v["steps"]):
        y = TOP + number * PITCH
        write(ax, 16, y + 13, str(number + 1), MUTED, SMALL)
        xs = [left + (rank + 0.5) * column for rank in range(len(step))]
        feet = [_node(ax, x, y, node, feet) for x, node in zip(xs, step, strict=True)]
    key = (("filled: the answer", NEUTRAL[0]), ("greedy's way", NEUTRAL[1]), ("also kept", MUTED))
    for index, (text, role) in enumerate(key):
        x, y = page.pick((left + 160 * index, below + 4), (left, below + 4 + 20 * index))
        write(ax, x, y, text, role, SMALL)
    return figure


def _node(ax: Axes, x: float, y: float, node: Values, feet: list[Point]) -> Point:
    """A word, the line to the one before it, how probable all so far are; returns its foot."""
    marked = node["wins"] or node["greedy"]
    role = NEUTRAL[0] if node["wins"] else NEUTRAL[1] if node["greedy"] else MUTED
    box = token(ax, x, y, node["word"], role, node["wins"], align="centre", size=SMALL)
    (x0, y0), (x1, y1) = feet[node["from"]], box.north
    style: Values = {
        "linewidth": 2.5 if marked else 1,
        "linestyle": ":" if node["carried"] else "-",
    }
    ax.plot([x0, x1], [y0, y1], color=role, zorder=2, **style)
    chance = float(np.exp(node["log"]))
    write(
        ax, x, y + 34, cell_text(chance) if chance >= 0.005 else "<.01", role, SMALL, align="centre"
    )
    return x, y + NUMBER
