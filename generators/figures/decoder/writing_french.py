"""The decoder writes the French word by word; for each, lines show where it looked first."""

from collections.abc import Iterator

from generators.figures._shared import decoder_rows
from generators.figures._shared.decoder_rows import TIRED, translation
from generators.kit.figure import Page, Values
from generators.kit.marks import HIDDEN, Link, Saying, links, token, token_column, write
from generators.kit.motion import Frame, moment, step
from generators.kit.theme import DECODER, ENCODER, MUTED, QUERY

TOP, GAP = 106, 5  # px
SLOW = 2  # words, until the eye knows what happens


def values() -> Values:
    written = translation(TIRED)
    weights = decoder_rows.cross_weights(TIRED)[-1].mean(axis=0)  # last layer, mean over heads
    row = decoder_rows.pronoun_row(TIRED)
    looked = [written.source_tokens[i] for i in weights.argmax(axis=-1)]
    return {
        "english": list(written.source_tokens),
        "french": list(written.tokens),
        "text": written.text,
        "inputs": decoder_rows.row_inputs(written.tokens),
        "weights": weights.tolist(),
        "looked_most_at": looked,
        "largest": weights.max(axis=-1).tolist(),
        "negation_looks_at": [looked[written.tokens.index(word)] for word in ("n'", "pas")],
        "pronoun_looked_at": looked[row],
        "pronoun_largest": float(weights[row].max()),
        "steps": len(written.tokens),
    }


def alt(v: Values) -> str:
    rows = zip(v["french"], v["looked_most_at"], v["largest"], strict=True)
    looked = "; ".join(f"{word}: {english} {weight:.2f}" for word, english, weight in rows)
    return (
        f"English words on the left, French on the right, written in {v['steps']} steps: "
        f"{v['text']}. Lines show where each step looked; the largest weight of each: {looked}."
    )


def animate(v: Values, page: Page) -> Iterator[Frame]:
    pitch, n = 26 + GAP, v["steps"]
    left, right = page.pick((170, 330), (134, 226))  # the edges of the two columns that face
    figure, ax = page.canvas((520, TOP + n * pitch + 12))
    write(ax, left, 50, "English, read at once", ENCODER, align="right")
    write(ax, right, 50, page.pick("French, a word a step", "French"), DECODER)
    said = Saying(ax, (12, 8), page.pick(496, 312), lines=1)
    middle = TOP + (n - len(v["english"])) * pitch / 2
    english = token_column(ax, left, middle, v["english"], GAP, ENCODER, "right").tokens
    french = token_column(ax, right, TOP, v["french"], GAP, DECODER, **HIDDEN).tokens
    reads = [
        token(ax, right, TOP + (i - 1) * pitch, word, QUERY, filled=True, **HIDDEN | {"zorder": 7})
        for i, word in enumerate(v["inputs"])
    ]
    lines = links(ax, french, english, v["weights"], threshold=0.06, **HIDDEN)
    for i, word in enumerate(v["french"]):
        pending = token(ax, right, french[i].top, "?", MUTED, animated=True)
        reads[i].show()
        _strength(lines[i], 0.9)
        after = f"After {v['inputs'][i]}: looks most" if i else "Looks most"
        seen = said(f"{after} at {v['looked_most_at'][i]}")
        yield moment(figure, 1.0 if i < SLOW else 0.38) if i else step(figure, 2.5, seen)
        pending.show(False)
        french[i].show()
        yield step(figure, 1.0 if i < SLOW else 0.4, said(f"{seen}, writes {word}"))
        reads[i].show(False)
        _strength(lines[i], 0.13)
    for row in lines:
        _strength(row, 0.75)
    yield step(figure, 2.4, said("Where it looked for each word"))


def _strength(row: tuple[Link, ...], alpha: float) -> None:
    """Show the lines of one row, the strong ones stronger."""
    for line in row:
        line.show()
        for artist in line.artists:
            artist.set_alpha(alpha * (0.35 + 0.65 * line.weight))
