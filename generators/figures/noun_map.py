"""The translator's nouns on the two directions in which their rows differ most."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

import explainer
from generators.labelled_dots import dot, label_dots
from generators.marks import Box, write
from generators.running_sentence import SENTENCE
from generators.theme import DECODER, GRID, LABEL, MUTED, QUERY, SMALL, canvas
from generators.word_tables import cosines, nearest_words, principal, table

WIDTH, HEIGHT = 540, 520
FRAME = Box(16, 52, 508, 416)
SHOWN = ("animal", "street")
NEIGHBOURS = 3


def values() -> dict[str, Any]:
    nouns = table("english").only("number")
    places, shares = principal(nouns.rows)
    number, gender = nouns.labels("number"), nouns.labels("gender")

    def separated(axis: int, labels: np.ndarray) -> int:
        """Words that the best single cut across this direction puts with their own kind."""
        first = labels[np.argsort(places[:, axis])] == labels[np.argsort(places[:, axis])][0]
        right = [first[:cut].sum() + (~first[cut:]).sum() for cut in range(len(first) + 1)]
        return int(max(*right, len(first) - min(right)))

    model = explainer.load("translator")
    one = [i for i in range(len(number)) if (number[i], gender[i]) == ("singular", "m")]
    elided = [
        i for i in one if explainer.translate(model, f"the {nouns.words[i]}").tokens[0] == "l'"
    ]
    others = [i for i in one if i not in elided]
    pairs = cosines(nouns.rows)[np.triu_indices(len(nouns.words), 1)]
    return {
        "n": len(nouns.words),
        "words": list(nouns.words),
        "number": number.tolist(),
        "gender": gender.tolist(),
        "places": places[:, :2].round(4).tolist(),
        "explained": shares[:2].tolist(),
        "explained_together": float(shares[:2].sum()),
        "number_apart": separated(0, number),
        "gender_apart": separated(1, gender),
        "elided": ", ".join(nouns.words[i] for i in elided),
        "n_elided": len(elided),
        "elided_gap": float(abs(places[others, 1]).min() - abs(places[elided, 1]).max()),
        "mean_cosine": float(pairs.mean()),
        "nearest": {word: nearest_words(nouns, word, NEIGHBOURS) for word in SHOWN},
    }


def alt(v: dict[str, Any]) -> str:
    return (
        f"{v['n']} English nouns as dots in four groups. Left and right are singular and plural "
        f"({v['number_apart']} of {v['n']} on their side); up and down are the genders of their "
        f"French translations ({v['gender_apart']} of {v['n']})."
    )


def draw(v: dict[str, Any]) -> Figure:
    figure, ax = canvas(WIDTH, HEIGHT)
    points = np.array(v["places"])
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / (high - low)
    xs = FRAME.left + 40 + scaled[:, 0] * (FRAME.width - 80)
    ys = FRAME.bottom - 14 - scaled[:, 1] * (FRAME.height - 28)
    zero = (0 - low) / (high - low)
    x0 = FRAME.left + 40 + zero[0] * (FRAME.width - 80)
    y0 = FRAME.bottom - 14 - zero[1] * (FRAME.height - 28)
    ax.plot([FRAME.left, FRAME.right], [y0, y0], color=GRID, linewidth=1, zorder=1)
    ax.plot([x0, x0], [FRAME.top, FRAME.bottom], color=GRID, linewidth=1, zorder=1)
    dots = [
        dot(ax, x, y, QUERY if gender == "m" else DECODER,
            "disc" if number == "singular" else "square")
        for x, y, gender, number in zip(xs, ys, v["gender"], v["number"], strict=True)
    ]  # fmt: skip
    ours = [i for i, word in enumerate(v["words"]) if word in SENTENCE.split()]
    label_dots(ax, dots, v["words"], FRAME, first=ours)
    dot(ax, 22, 20, QUERY)
    write(ax, 32, 20, "French masculine", QUERY, LABEL)
    dot(ax, 166, 20, DECODER)
    write(ax, 176, 20, "French feminine", DECODER, LABEL)
    dot(ax, 308, 20, MUTED)
    write(ax, 318, 20, "one", MUTED, LABEL)
    dot(ax, 362, 20, MUTED, "square")
    write(ax, 372, 20, "several", MUTED, LABEL)
    first, second = v["explained"]
    write(ax, WIDTH / 2, HEIGHT - 32, f"across: {first:.1%} of the variance of these rows",
          MUTED, SMALL, align="centre")  # fmt: skip
    write(ax, WIDTH / 2, HEIGHT - 14, f"up: {second:.1%}", MUTED, SMALL, align="centre")
    return figure
