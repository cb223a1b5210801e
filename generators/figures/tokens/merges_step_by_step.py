"""Sixty-one bytes become fourteen tokens: the learned merges, applied in their order."""

from collections.abc import Iterator
from typing import Any

from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from generators.kit import marks, theme
from generators.pipeline import results

WIDTH, HEIGHT, PITCH, TALL = 500, 232, 13.0, 30.0
LINES = (56.0, 104.0)  # tops of the two lines
STAGES = (10, 20, 30, 40)  # merges after which a progress dot fills
SPACE = "\N{OPEN BOX}"


def values() -> dict[str, Any]:
    measured = results.read("tokens")
    steps = measured["steps"]
    sentence = measured["sentence"]
    return {
        "sentence": sentence,
        "bytes": len(sentence.encode()),
        "steps": steps,
        "used": len(steps),
        "learned": len(measured["merges"]),
        "same_as_library": measured["same_merges"],
        "tokens": steps[-1]["tokens"],
        "n_tokens": len(steps[-1]["tokens"]),
        "first": measured["merges"][0],
        "early": sum(step["rank"] <= 100 for step in steps),
        "after_early": len([step for step in steps if step["rank"] <= 100][-1]["tokens"]),
        "last_rank": steps[-1]["rank"],
        "last_count": steps[-1]["count"],
        "counts": measured["word_counts"],
        "split_words": [
            word
            for word in sentence.rstrip(".").split()
            if word not in {token.strip() for token in steps[-1]["tokens"]}
        ],
        "training_bytes": measured["training"]["bytes"],
        "training_words": measured["training"]["words"],
    }


def alt(v: dict[str, Any]) -> str:
    shown = " | ".join(token.replace(" ", SPACE) for token in v["tokens"])
    return (
        f"{v['bytes']} bytes are joined by {v['used']} merges into {v['n_tokens']} tokens: {shown}."
    )


def _places(sentence: str) -> list[tuple[float, float]]:
    """Top left of every character, on two lines that break before a space."""
    cut = sentence.rindex(" ", 0, 37)
    widest = max(cut, len(sentence) - cut)
    left = (WIDTH - widest * PITCH) / 2
    return [
        (left + (i if i < cut else i - cut) * PITCH, LINES[0] if i < cut else LINES[1])
        for i in range(len(sentence))
    ]


def animate(v: dict[str, Any]) -> Iterator[tuple[Figure, float]]:
    figure, ax = theme.canvas(WIDTH, HEIGHT)
    places = _places(v["sentence"])
    for letter, (x, y) in zip(v["sentence"], places, strict=True):
        role = theme.MUTED if letter == " " else theme.INK
        shown = SPACE if letter == " " else letter
        marks.write(
            ax,
            x + PITCH / 2,
            y + TALL / 2,
            shown,
            role,
            theme.TITLE,
            mono=True,
            align="centre",
            zorder=8,
        )
    hidden: dict[str, Any] = {"animated": True}
    title = marks.write(ax, WIDTH / 2, 24, "", theme.INK, theme.LABEL, align="centre", **hidden)
    rule = marks.write(
        ax, WIDTH / 2, 160, "", theme.WEIGHT, theme.TITLE, mono=True, align="centre", **hidden
    )
    why = marks.write(ax, WIDTH / 2, 185, "", theme.MUTED, theme.LABEL, align="centre", **hidden)
    dots = marks.progress(ax, 0, len(STAGES) + 1)
    boxes: dict[tuple[int, int], FancyBboxPatch] = {}

    def show(tokens: list[str], joined: str = "") -> None:
        """Draw the walls of these tokens; those just joined in colour."""
        for box in boxes.values():
            box.set_visible(False)
        start = 0
        for piece in tokens:
            key = (start, len(piece))
            if key not in boxes:
                x, y = places[start]
                boxes[key] = FancyBboxPatch(
                    (x + 1, y),
                    len(piece) * PITCH - 2,
                    TALL,
                    boxstyle="round,pad=0,rounding_size=5",
                    linewidth=1,
                    **hidden,
                )
                ax.add_patch(boxes[key])
            new = piece == joined
            boxes[key].set(
                visible=True,
                facecolor=theme.WEIGHT if new else theme.PANEL,
                alpha=0.35 if new else 1,
                edgecolor=theme.WEIGHT if new else theme.MUTED,
            )
            start += len(piece)

    show(list(v["sentence"]))
    title.set_text(f"{v['bytes']} bytes, one token each")
    yield figure, 2.5
    for number, step in enumerate(v["steps"], 1):
        left, right = (part.replace(" ", SPACE) for part in (step["left"], step["right"]))
        show(step["tokens"], step["left"] + step["right"])
        title.set_text(f"{len(step['tokens'])} tokens")
        rule.set_text(f"{left} + {right} → {left}{right}")
        why.set_text(f"merge {step['rank']:,}: {step['count']:,} times")
        dots.set(sum(number > stage for stage in STAGES))
        yield figure, 1.2 if number <= 6 or number > len(v["steps"]) - 3 else 0.5
    show(v["tokens"])
    title.set_text(f"{v['bytes']} bytes, {v['used']} merges, {v['n_tokens']} tokens")
    rule.set_text("")
    why.set_text(f"{SPACE} is the space; it belongs to the word that follows")
    yield figure, 6
