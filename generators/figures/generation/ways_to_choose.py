"""The early model's least certain step in the running sentence, and what each choice keeps."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from explainer.sampling import distribution, entropy
from generators.figures._shared.running_sentence import translation
from generators.figures._shared.writing import TEXT, best_words, chances, model
from generators.kit import marks, theme
from generators.kit.piece import Piece
from generators.kit.values import Values

SHOWN = 5
# name, what it is called, temperature, top-k, top-p
WAYS: tuple[tuple[str, str, Values], ...] = (
    ("plain", "as it is", {}),
    ("greedy", "greedy", {"top_k": 1}),
    ("cold", "temperature 0.5", {"temperature": 0.5}),
    ("hot", "temperature 2", {"temperature": 2.0}),
    ("top_k", "top-k, k = 3", {"top_k": 3}),
    ("top_p", "top-p, p = 0.9", {"top_p": 0.9}),
)
PITCH, PANEL_WIDTH, TRACK = 22, 204, 84


def values() -> Values:
    french = translation("tired").tokens
    rows = chances("early", tuple(TEXT.split()), french[:-1])
    step = int(np.argmax(entropy(rows)))
    row = rows[step]
    logs = np.log(row)  # as good as the logits: they differ by one number for the whole row
    words = [word for word, _ in best_words("early", row, SHOWN)]
    ids = model("early").target_vocabulary.encode(words)
    found: Values = {
        "right": french[step],
        "before": " ".join(french[max(step - 3, 0) : step]),
        "step": step + 1,
        "words": words,
        "n_words": len(row),
        "scores": dict(best_words("early", logs, len(row))),  # of every word, the likeliest first
        "bits": float(entropy(row)),
    }
    for name, _, how in WAYS:
        kept = distribution(logs, **how)
        found[name] = {
            "chances": kept[ids].tolist(),
            "others": float(1 - kept[ids].sum()),
            "kept": int(np.count_nonzero(kept)),
            "bits": float(entropy(kept)),
            "first": float(kept[ids[0]]),
        }
    held = np.sort(row)[::-1].cumsum()
    found["held_by_top_p"] = float(held[found["top_p"]["kept"] - 1])
    found["held_by_one_less"] = float(held[found["top_p"]["kept"] - 2])
    hot = distribution(logs, temperature=2.0, top_p=0.9)
    found["hot_nucleus"] = int(np.count_nonzero(hot))
    found["second"] = float(row[ids[1]])
    found["held_by_top_k"] = float(held[2])
    return found


def alt(v: Values) -> str:
    parts = [
        f"{title}: {v[name]['kept']} words kept, {v['words'][0]} gets {v[name]['first']:.2f}"
        for name, title, _ in WAYS
    ]
    return f"The same distribution, chosen from in six ways. {'; '.join(parts)}."


def piece(v: Values) -> Piece:
    ways = {title: how for _, title, how in WAYS}
    return Piece("one-step", {"before": v["before"], "scores": v["scores"], "ways": ways})


def _panel(ax: Axes, x: float, y: float, name: str, title: str, v: Values) -> None:
    side = v[name]
    marks.write(ax, x, y + 10, title, theme.INK, theme.LABEL, weight="semibold")
    marks.write(
        ax, x, y + 28, f"{side['kept']} of {v['n_words']} words kept", theme.MUTED, theme.SMALL
    )
    chances = [*side["chances"], max(side["others"], 0.0)]
    texts = marks.printed(np.array([chances]))[0]
    names = [*v["words"], f"{v['n_words'] - SHOWN} others"]
    for i, (word, chance) in enumerate(zip(names, chances, strict=True)):
        top = y + 44 + i * PITCH
        kept = chance > 0
        last = i == len(names) - 1
        role = (theme.MUTED if last else theme.DECODER) if kept else theme.MASKED
        marks.write(ax, x + 78, top + 7, word, role, theme.SMALL, not last, align="right")
        marks.bar(
            ax,
            x + 86,
            top,
            chance,
            TRACK,
            role=theme.WEIGHT,
            text=f"{texts[i]:.2f}" if kept else "–",
        )


def _grid(v: Values, columns: int) -> Figure:
    rows = -(-len(WAYS) // columns)
    height = 62 + (SHOWN + 1) * PITCH
    figure, ax = theme.canvas(16 + columns * (PANEL_WIDTH + 16), 8 + rows * height)
    for index, (name, title, _) in enumerate(WAYS):
        x = 16 + index % columns * (PANEL_WIDTH + 16)
        _panel(ax, x, 12 + index // columns * height, name, title, v)
    return figure


def draw(v: Values) -> Figure:
    return _grid(v, 3)


def narrow(v: Values) -> Figure:
    return _grid(v, 1)
