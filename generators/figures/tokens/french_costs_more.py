"""The same sentence in English and French, cut by a tokenizer that was trained on English."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from generators.kit import marks, theme
from generators.kit.values import Values
from generators.pipeline import results

WIDTH, LINE = 540, 34
SPACE = "\N{OPEN BOX}"
TRAINED = {
    "bible": "trained_on_english_text",
    "english": "trained_on_english_grammar",
    "french": "trained_on_french_grammar",
}


def values() -> Values:
    measured = results.read("tokens")["languages"]
    found: Values = {
        "n": measured["n"],
        "running": measured["running"],
        "english_tokens": len(measured["running"]["english"]),
        "french_tokens": len(measured["running"]["french"]),
        "bytes_ratio": measured["bytes"]["french"] / measured["bytes"]["english"],
        "grammar_merges": measured["grammar_merges"],
    }
    for key, name in TRAINED.items():
        counted = measured["tokens"][key]
        found[name] = {
            language: counted[language] / measured["n"] for language in ("english", "french")
        } | {"ratio": counted["french"] / counted["english"]}
    return found


def alt(v: Values) -> str:
    return (
        f"The English sentence is cut into {v['english_tokens']} tokens, nearly all whole words; "
        f"its French translation into {v['french_tokens']}, many of them one or two letters, and "
        "each accented letter into two bytes."
    )


def draw(v: Values) -> Figure:
    return _draw(v, WIDTH)


def narrow(v: Values) -> Figure:
    return _draw(v, 330)


def _draw(v: Values, width: int) -> Figure:
    figure, ax = theme.canvas(width, 2000)
    y = 14.0
    for language, role in (("english", theme.ENCODER), ("french", theme.DECODER)):
        pieces = v["running"][language]
        marks.write(
            ax,
            16,
            y + 10,
            f"{language.capitalize()}: {len(pieces)} tokens",
            role,
            theme.LABEL,
            weight="semibold",
        )
        y = _wall(ax, y + 28, pieces, role, width) + 18
    figure.set_size_inches(width / theme.DPI, y / theme.DPI)
    ax.set_ylim(y, 0)
    return figure


def _wall(ax: Axes, y: float, pieces: list[str], role: str, width: int) -> float:
    """The tokens in lines as wide as the figure; half a letter's bytes are drawn in grey."""
    x = 16.0
    for piece in pieces:
        half = piece.startswith("<") and piece.endswith(">")
        text = piece.strip("<>") if half else piece.replace(" ", SPACE)
        wide = marks.token_width(text)
        if x + wide > width - 16:
            x, y = 16.0, y + LINE
        marks.token(ax, x, y, text, theme.MUTED if half else role, filled=half)
        x += wide + 5
    return y + LINE
