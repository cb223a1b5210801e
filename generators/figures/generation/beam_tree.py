"""Beam search of width 3, the whole tree, on a sentence that greedy decoding gets otherwise."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from explainer.beam import Hypothesis, beam_search, log_probability
from explainer.tokenizer import END, join_words
from generators.figures._shared.writing import measured, model
from generators.kit import marks, theme
from generators.kit.needs import first_difference
from generators.kit.values import Values

BEAM = 3
LONGEST = 6  # French words of the example
COLUMN, PITCH, TOP, LEFT = 116, 66, 66, 40


def example() -> tuple[list[str], list[str]]:
    """English and right French of the first short held-out sentence where the two differ."""
    rows = measured()["models"]["early"]["beams"]
    different = next(row["different"] for row in rows if row["width"] == BEAM)
    pair = next(pair for pair in different if len(pair["french"]) <= LONGEST)
    return pair["english"], pair["french"]


def values() -> Values:
    english, french = example()
    of = model("early")
    words = of.target_vocabulary
    source = of.source_vocabulary.encode(english)
    greedy = tuple(int(word) for word in explainer.greedy(of, source))
    found = beam_search(of, source, BEAM)
    best = found.best.ids

    def node(one: Hypothesis, before: tuple[Hypothesis, ...]) -> Values:
        known = [other.ids for other in before]
        carried = one.ids in known
        return {
            "word": words.words[one.ids[-1]],
            "log": one.log_probability,
            "from": known.index(one.ids if carried else one.ids[:-1]),
            "carried": carried,
            "wins": best[: len(one.ids)] == one.ids,
            "greedy": greedy[: len(one.ids)] == one.ids,
        }

    starts = ((Hypothesis((), 0.0),), *found.steps)
    steps = [
        [node(one, before) for one in after]
        for before, after in zip(starts, found.steps, strict=False)
    ]
    texts = {"beam": words.decode(best), "greedy": words.decode(greedy), "right": (*french, END)}
    apart = first_difference(best, greedy, "a sentence that beams write unlike greedy decoding")
    logs = {
        "beam": log_probability(of, source, np.array(best)),
        "greedy": log_probability(of, source, np.array(greedy)),
    }
    return {
        "english": " ".join(english),
        "texts": {name: join_words(text) for name, text in texts.items()},
        "logs": logs,
        "chances": {name: float(np.exp(number)) for name, number in logs.items()},
        "steps": steps,
        "beam_is_right": int(texts["beam"] == texts["right"]),
        "greedy_is_right": int(texts["greedy"] == texts["right"]),
        "apart_step": apart + 1,
        "apart_words": {"beam": texts["beam"][apart], "greedy": texts["greedy"][apart]},
        "apart_logs": {
            name: next(node["log"] for node in steps[apart] if node[key])
            for name, key in (("beam", "wins"), ("greedy", "greedy"))
        },
        "apart_rank": next(i for i, node in enumerate(steps[apart]) if node["wins"]) + 1,
        "greedy_lost_after": max(
            i + 1 for i, step in enumerate(steps) if any(node["greedy"] for node in step)
        ),
        "early": measured()["models"]["early"]["beams"],
        "finished": measured()["models"]["finished"]["beams"],
        "n": measured()["sentences"]["beam"],
    }


def alt(v: Values) -> str:
    return (
        f"A tree of {len(v['steps'])} steps, three kept beginnings in each, with the sums of their "
        f"log-probabilities. Greedy ends at “{v['texts']['greedy']}” ({v['logs']['greedy']:.2f}), "
        f"the beam at “{v['texts']['beam']}” ({v['logs']['beam']:.2f})."
    )


def draw(v: Values) -> Figure:
    n = len(v["steps"])
    figure, ax = theme.canvas(LEFT + BEAM * COLUMN + 12, TOP + n * PITCH + 40)
    start = marks.token(ax, LEFT + COLUMN / 2, 30, "<start>", theme.DECODER, align="centre")
    marks.write(ax, 10, 12, "step", theme.MUTED, theme.SMALL)
    above = [start]
    for i, step in enumerate(v["steps"]):
        y = TOP + 20 + i * PITCH
        marks.write(ax, 16, y + 13, str(i + 1), theme.MUTED, theme.SMALL)
        row = []
        for rank, node in enumerate(step):
            x = LEFT + (rank + 0.5) * COLUMN
            role = theme.DECODER if node["wins"] else theme.KEY if node["greedy"] else theme.MUTED
            box = marks.token(ax, x, y, node["word"], role, node["wins"], align="centre", size=12)
            marks.write(
                ax, x, y + 33, theme.signed_text(node["log"]), role, theme.SMALL, align="centre"
            )
            row.append(box)
            parent = above[node["from"]]
            top = parent.south[1] + (20 if i else 0)
            ax.plot(
                [parent.south[0], box.north[0]],
                [top, box.north[1]],
                color=role,
                linewidth=2.5 if node["wins"] or node["greedy"] else 1,
                linestyle=":" if node["carried"] else "-",
                zorder=2,
            )
        above = row
    y = TOP + 20 + n * PITCH + 2
    marks.write(ax, LEFT, y, "filled: the answer", theme.DECODER, theme.SMALL)
    marks.write(ax, LEFT + 112, y, "orange: greedy's way", theme.KEY, theme.SMALL)
    marks.write(ax, LEFT + 240, y, "grey: also kept", theme.MUTED, theme.SMALL)
    return figure
