"""What SmolLM2 (4-bit quantised) expects after every token of the running sentence."""

import numpy as np
from matplotlib.figure import Figure

from generators.figures._shared import smollm2
from generators.kit import marks, theme
from generators.kit.values import Values

PITCH = 34


def values() -> Values:
    running = smollm2.read()["running"]
    tokens = [token.strip() for token in running["tokens"]]
    rows = []
    for place, expected in enumerate(running["expected"][:-1]):
        actual = running["tokens"][place + 1]
        shares = {one["token"]: one["share"] for one in expected}
        rows.append(
            {
                "after": tokens[place],
                "guess": expected[0]["token"].strip() or expected[0]["token"],
                "share": expected[0]["share"],
                "actual": actual.strip(),
                "actual_share": float(np.exp(-running["loss"][place])),
                "right": expected[0]["token"] == actual,
                "among_five": actual in shares,
            }
        )
    return {
        "tokens": tokens,
        "count": len(tokens),
        "rows": rows,
        "right": sum(row["right"] for row in rows),
        "among_five": sum(row["among_five"] for row in rows),
        "predicted": len(rows),
        "last": tokens[-1],
        "last_share": rows[-1]["actual_share"],
        "last_guess": rows[-1]["guess"],
        "last_guess_share": rows[-1]["share"],
        "then": running["endings"]["next"],
    }


def alt(v: Values) -> str:
    listed = "; ".join(f"after {r['after']}: {r['guess']} {r['share']:.2f}" for r in v["rows"])
    return (
        f"The model's likeliest next token after each token of the running sentence. {listed}. "
        f"{v['right']} of {v['predicted']} are the word that comes."
    )


def draw(v: Values) -> Figure:
    return _draw(v, 600, 110, 200)


def narrow(v: Values) -> Figure:
    return _draw(v, 336, 76, 70)


def _draw(v: Values, width: int, left: int, bar: int) -> Figure:
    figure, ax = theme.canvas(width, 36 + PITCH * len(v["rows"]))
    marks.note(ax, left - 12, 10, "after", theme.MUTED, theme.SMALL, align="right")
    marks.note(ax, left, 10, "likeliest next token", theme.MUTED, theme.SMALL)
    marks.note(ax, width - 8, 10, "the one that comes", theme.MUTED, theme.SMALL, align="right")
    for index, row in enumerate(v["rows"]):
        y = 52 + PITCH * index
        marks.write(ax, left - 12, y, row["after"], theme.INK, mono=True, align="right")
        text = f"{row['guess']}  {row['share']:.2f}"
        marks.bar(ax, left, y - 7, row["share"], bar, 14, theme.DECODER, text, theme.LABEL)
        share = row["actual_share"]
        come = f"{row['actual']} {f'{share:.3f}' if share >= 0.001 else '< 0.001'}"
        come = "the same" if row["right"] else come
        marks.write(ax, width - 8, y, come, theme.MUTED, theme.SMALL, align="right")
    return figure
