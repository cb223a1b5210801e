"""What SmolLM2 (4-bit quantised) expects after every token of the running sentence."""

import numpy as np

from generators.figures._shared import smollm2
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, note, write
from generators.kit.theme import INK, LABEL, MUTED, NEUTRAL, SMALL

PITCH = 34.0  # px of a row
LEAST = 0.001  # smaller probabilities are only said to be that


def values() -> Values:
    running = smollm2.read()["running"]
    tokens = [token.strip() for token in running["tokens"]]
    rows = []
    for place, expected in enumerate(running["expected"][:-1]):
        actual, guess = running["tokens"][place + 1], expected[0]["token"]
        rows.append(
            {
                "after": tokens[place],
                "guess": guess.strip() or guess,
                "share": expected[0]["share"],
                "actual": actual.strip(),
                "actual_share": float(np.exp(-running["loss"][place])),
                "right": guess == actual,
            }
        )
    return {
        "rows": rows,
        "right": sum(row["right"] for row in rows),
        "predicted": len(rows),
        "last": rows[-1]["actual"],
        "last_share": rows[-1]["actual_share"],
        "last_guess": rows[-1]["guess"],
        "last_guess_share": rows[-1]["share"],
    }


def alt(v: Values) -> str:
    listed = "; ".join(f"after {r['after']}: {r['guess']} {r['share']:.2f}" for r in v["rows"])
    return (
        f"The model's likeliest next token after each token of the running sentence. {listed}. "
        f"{v['right']} of {v['predicted']} are the word that comes."
    )


def draw(v: Values, page: Page) -> Figure:
    left, reach, right = page.pick((110.0, 200.0, 552.0), (76.0, 70.0, 328.0))
    figure, ax = page.canvas((560, 36 + PITCH * len(v["rows"])))
    note(ax, left - 12, 10, "after", MUTED, SMALL, align="right")
    note(ax, left, 10, "likeliest next token", MUTED, SMALL)
    note(ax, right, 10, "the one that comes", MUTED, SMALL, align="right")
    for index, row in enumerate(v["rows"]):
        y = 52 + PITCH * index
        write(ax, left - 12, y, row["after"], INK, mono=True, align="right")
        text = f"{row['guess']}  {row['share']:.2f}"
        bar(ax, left, y - 7, row["share"], reach, 14, NEUTRAL[0], text, LABEL)
        write(ax, right, y, _came(row), MUTED, SMALL, align="right")
    return figure


def _came(row: Values) -> str:
    share = row["actual_share"]
    said = f"{share:.3f}" if share >= LEAST else f"< {LEAST}"
    return "the same" if row["right"] else f"{row['actual']} {said}"
