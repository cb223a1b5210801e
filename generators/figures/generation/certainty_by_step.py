"""How undecided each step of the running sentence is, in bits: finished translator, early model."""

import numpy as np
from matplotlib.figure import Figure

from explainer.sampling import entropy
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.writing import NAMES, TEXT, best_words, chances, measured
from generators.kit import marks, theme
from generators.kit.needs import place_of
from generators.kit.values import Values

WIDTH, TOP, PITCH = 560, 74, 27
COLUMNS = {"finished": 118.0, "early": 332.0}
TRACK = 60


def values() -> Values:
    words = translation("tired").tokens
    found: Values = {"words": list(words), "bits_of_all": float(np.log2(221))}
    for name in NAMES:
        rows = chances(name, tuple(TEXT.split()), words[:-1])
        bits = entropy(rows)
        found["n_words"] = rows.shape[1]
        found["bits_of_all"] = float(np.log2(rows.shape[1]))
        found[name] = {
            "bits": bits.tolist(),
            "best": [list(best_words(name, row, 1)[0]) for row in rows],
            "second": [list(best_words(name, row, 2)[1]) for row in rows],
            "most_bits": float(bits.max()),
            "most_at": words[int(bits.argmax())],
            "second_at_most": best_words(name, rows[int(bits.argmax())], 2)[1][0],
            "chance_at_most": float(rows[int(bits.argmax())].max()),
            "second_chance_at_most": float(best_words(name, rows[int(bits.argmax())], 2)[1][1]),
            "at_pas": float(bits[place_of("pas", words)]),
            "at_qu": float(bits[place_of("qu'", words)]),
            "il": dict(best_words(name, rows[place_of("il", words)], 2)),
        }
    found["measured"] = {
        name: {key: number for key, number in one["certainty"].items() if key != "bits"}
        for name, one in measured()["models"].items()
    }
    found["sentences"] = measured()["sentences"]["certainty"]
    return found


def alt(v: Values) -> str:
    return (
        f"Entropy of each of {len(v['words'])} steps. Finished translator: "
        f"{v['finished']['most_bits']:.2f} bits at most. Early model: "
        f"{v['early']['most_bits']:.2f} bits at {v['early']['most_at']}, where "
        f"{v['early']['second_at_most']} gets {v['early']['second_chance_at_most']:.2f}."
    )


def _draw(v: Values, width: float, columns: dict[str, float], words: float) -> Figure:
    figure, ax = theme.canvas(width, TOP + len(v["words"]) * PITCH + 14)
    most = max(v[name]["most_bits"] for name in NAMES)
    marks.note(ax, words, 24, "right\nnext word", theme.DECODER, theme.SMALL, align="right")
    for name, x in columns.items():
        marks.note(
            ax,
            x,
            8,
            NAMES[name] if width > 400 else name,
            theme.INK,
            theme.LABEL,
            weight="semibold",
        )
        marks.note(ax, x, 40, "bits", theme.WEIGHT, theme.SMALL)
        if width > 400:
            marks.note(ax, x + TRACK + 44, 40, "likeliest word", theme.MUTED, theme.SMALL)
    for i, word in enumerate(v["words"]):
        y = TOP + i * PITCH
        marks.token(ax, words, y - 5, word, theme.DECODER, align="right", height=24)
        for name, x in columns.items():
            side = v[name]
            marks.bar(ax, x, y, side["bits"][i] / most, TRACK, text=f"{side['bits'][i]:.2f}")
            if width > 400:
                best, chance = side["best"][i]
                text = f"{best}  {chance:.2f}"
                marks.write(ax, x + TRACK + 44, y + 7, text, theme.INK, theme.SMALL)
    return figure


def draw(v: Values) -> Figure:
    return _draw(v, WIDTH, COLUMNS, 104)


def narrow(v: Values) -> Figure:
    return _draw(v, 340, {"finished": 112.0, "early": 226.0}, 100)
