"""The translator's nouns on the two directions in which their rows differ most."""

import numpy as np
from matplotlib.figure import Figure

import explainer
from experiments.translator.recipe import NOUNS
from generators.figures._shared.running_sentence import SENTENCE
from generators.figures.tokens._page import cosines, nearest_words, principal, table
from generators.kit.charts.labelled_dots import SIZES, dot, label_dots, on_map, word_map
from generators.kit.marks import write
from generators.kit.needs import needs, place_of
from generators.kit.theme import DECODER, GRID, LABEL, MUTED, QUERY, SMALL
from generators.kit.values import Values

SHOWN = NOUNS
NEIGHBOURS = 3


def values() -> Values:
    nouns = table("english").only("number")
    places, shares = principal(nouns.rows)
    number, gender = nouns.labels("number"), nouns.labels("gender")

    model = explainer.load("translator")
    one = [i for i in range(len(number)) if (number[i], gender[i]) == ("singular", "m")]
    elided = [
        i for i in one if explainer.translate(model, f"the {nouns.words[i]}").tokens[0] == "l'"
    ]
    needs(bool(elided), "a translator that writes l' before some nouns")
    between = cosines(nouns.rows)
    pairs = between[np.triu_indices(len(nouns.words), 1)]
    return {
        "n": len(nouns.words),
        "words": list(nouns.words),
        "number": number.tolist(),
        "gender": gender.tolist(),
        "places": places[:, :2].round(4).tolist(),
        "explained": shares[:2].tolist(),
        "explained_together": float(shares[:2].sum()),
        "elided": ", ".join(nouns.words[i] for i in elided),
        "n_elided": len(elided),
        "mean_cosine": float(pairs.mean()),
        "animal_and": {
            word: float(between[place_of(NOUNS[0], nouns.words), place_of(word, nouns.words)])
            for word in ("tree", "cow")
        },
        "nearest": {word: nearest_words(nouns, word, NEIGHBOURS) for word in SHOWN},
    }


def alt(v: Values) -> str:
    return (
        f"{v['n']} English nouns as dots, coloured by the gender of the French word, round "
        "for singular and square for plural: singular masculine and singular feminine nouns lie in "
        "clouds of their own, the plurals together, with the genders on either side."
    )


def draw(v: Values) -> Figure:
    return _draw(v, *SIZES["wide"])


def narrow(v: Values) -> Figure:
    return _draw(v, *SIZES["narrow"])


def _draw(v: Values, width: int, height: int) -> Figure:
    figure, ax, frame = word_map(width, height)
    points = np.array(v["places"])
    xs, ys = on_map(points, frame, points)
    x0, y0 = on_map(np.zeros(2), frame, points)
    ax.plot([frame.left, frame.right], [y0, y0], color=GRID, linewidth=1, zorder=1)
    ax.plot([x0, x0], [frame.top, frame.bottom], color=GRID, linewidth=1, zorder=1)
    dots = [
        dot(
            ax,
            x,
            y,
            QUERY if gender == "m" else DECODER,
            "disc" if number == "singular" else "square",
        )
        for x, y, gender, number in zip(xs, ys, v["gender"], v["number"], strict=True)
    ]
    ours = [i for i, word in enumerate(v["words"]) if word in SENTENCE.split()]
    label_dots(ax, dots, v["words"], frame, first=ours)
    x, y = (308, 20) if width > 400 else (22, 44)
    for text, role, shape, where in (
        ("French masculine", QUERY, "disc", (22, 20)),
        ("French feminine", DECODER, "disc", (166, 20)),
        ("one", MUTED, "disc", (x, y)),
        ("several", MUTED, "square", (x + 54, y)),
    ):
        dot(ax, *where, role, shape)
        write(ax, where[0] + 10, where[1], text, role, LABEL)
    first, second = v["explained"]
    write(
        ax,
        width / 2,
        height - 32,
        f"across: {first:.1%} of the variance of these rows",
        MUTED,
        SMALL,
        align="centre",
    )
    write(ax, width / 2, height - 14, f"up: {second:.1%}", MUTED, SMALL, align="centre")
    return figure
