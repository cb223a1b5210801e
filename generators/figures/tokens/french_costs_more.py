"""The same sentence in English and French, cut by a tokenizer that was trained on English."""

from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token_row, token_width, write
from generators.kit.sizes import NARROW, TEXT
from generators.kit.theme import MUTED, NEUTRAL
from generators.pipeline import results

EDGE, GAP, LINE, HEAD = 16, 5, 34, 46  # px; a head is a line with the space around it
SPACE = "\N{OPEN BOX}"
HALVES = {"trained_on_english_grammar": "english", "trained_on_french_grammar": "french"}


def values() -> Values:
    measured = results.read("tokens")["languages"]
    counted, n = measured["tokens"], measured["n"]
    return {
        "n": n,
        "running": measured["running"],
        "english_tokens": len(measured["running"]["english"]),
        "french_tokens": len(measured["running"]["french"]),
        "bytes_ratio": measured["bytes"]["french"] / measured["bytes"]["english"],
        "grammar_merges": measured["grammar_merges"],
        "trained_on_english_text": {"ratio": _ratio(counted["bible"])},
        **{
            name: {
                **{language: counted[half][language] / n for language in ("english", "french")},
                "ratio": _ratio(counted[half]),
            }
            for name, half in HALVES.items()
        },
    }


def _ratio(tokens: dict[str, int]) -> float:
    return tokens["french"] / tokens["english"]


def alt(v: Values) -> str:
    return (
        f"The English sentence is cut into {v['english_tokens']} tokens, nearly all whole words; "
        f"its French translation into {v['french_tokens']}, many of them one or two letters, and "
        "each accented letter into two bytes."
    )


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(TEXT, NARROW)
    walls = {
        language: _lines(pieces, width - 2 * EDGE) for language, pieces in v["running"].items()
    }
    height = EDGE + sum(HEAD + LINE * len(lines) for lines in walls.values())
    figure, ax = page.canvas((width, height))
    y = float(EDGE)
    for (language, lines), role in zip(walls.items(), NEUTRAL, strict=False):
        count = sum(map(len, lines))
        write(ax, EDGE, y + 10, f"{language.capitalize()}: {count} tokens", role, weight="semibold")
        y += HEAD - EDGE
        for line in lines:
            halves = [index for index, piece in enumerate(line) if _half(piece)]
            roles = [MUTED if _half(piece) else role for piece in line]
            token_row(ax, EDGE, y, [_seen(piece) for piece in line], GAP, roles, filled=halves)
            y += LINE
        y += EDGE
    return figure


def _half(piece: str) -> bool:
    """Whether the token is a byte that is no letter by itself, written `<c3>`."""
    return piece.startswith("<") and piece.endswith(">")


def _seen(piece: str) -> str:
    return piece.strip("<>") if _half(piece) else piece.replace(" ", SPACE)


def _lines(pieces: list[str], width: float) -> list[list[str]]:
    """The tokens in lines that are at most `width` px wide."""
    lines: list[list[str]] = [[]]
    used = 0.0
    for piece in pieces:
        needed = token_width(_seen(piece))
        if lines[-1] and used + needed > width:
            lines.append([])
            used = 0.0
        lines[-1].append(piece)
        used += needed + GAP
    return lines
