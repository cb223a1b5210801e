"""The same sentence in English and French, cut by a tokenizer that was trained on English."""

from generators.figures.tokens._pieces import GAP, is_byte, lines, seen
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import token_row, write
from generators.kit.sizes import NARROW, TEXT
from generators.kit.theme import MUTED, NEUTRAL
from generators.pipeline import results

EDGE, LINE, HEAD = 16, 34, 46  # px; a head is a line with the space around it
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
    walls = {language: lines(pieces, width - 2 * EDGE) for language, pieces in v["running"].items()}
    height = EDGE + sum(HEAD + LINE * len(rows) for rows in walls.values())
    figure, ax = page.canvas((width, height))
    y = float(EDGE)
    for (language, rows), role in zip(walls.items(), NEUTRAL, strict=False):
        count = sum(map(len, rows))
        write(ax, EDGE, y + 10, f"{language.capitalize()}: {count} tokens", role, weight="semibold")
        y += HEAD - EDGE
        for line in rows:
            halves = [index for index, piece in enumerate(line) if is_byte(piece)]
            roles = [MUTED if is_byte(piece) else role for piece in line]
            token_row(ax, EDGE, y, [seen(piece) for piece in line], GAP, roles, filled=halves)
            y += LINE
        y += EDGE
    return figure
