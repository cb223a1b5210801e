"""The logits of il and elle for both endings of the running sentence: which is ahead, how far."""

from experiments.translator.recipe import PRONOUNS, RUNNING
from generators.figures._shared.decoder_rows import model, pronoun_row, translation
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, write
from generators.kit.theme import INK, NEUTRAL


def values() -> Values:
    ids = model().target_vocabulary.ids
    found = {}
    for ending, text in RUNNING.items():
        row = translation(text).trace.logits[pronoun_row(text)]
        found[ending] = {word: float(row[ids[word]]) for word in PRONOUNS}
    return {"logits": found}


def alt(v: Values) -> str:
    said = "; ".join(
        f"{ending}: {', '.join(f'{word} {logit:.1f}' for word, logit in logits.items())}"
        for ending, logits in v["logits"].items()
    )
    return f"Two bars for each ending of the sentence, the logits of the two pronouns. {said}."


def draw(v: Values, page: Page) -> Figure:
    most = max(logit for logits in v["logits"].values() for logit in logits.values())
    figure, ax = page.canvas((480, 152), (336, 152))
    left, wide = page.pick((170, 220), (112, 130))
    y = 14.0
    for ending, logits in v["logits"].items():
        write(ax, 12, y + 22, f"… {ending}", weight="semibold")
        ahead = max(logits, key=lambda word: logits[word])
        for word, logit in logits.items():
            write(ax, left - 10, y + 8, word, INK, mono=True, align="right")
            role = NEUTRAL[0] if word == ahead else NEUTRAL[3]
            bar(ax, left, y, max(logit, 0) / most, wide, 16, role, f"{logit:.1f}")
            y += 26
        y += 18
    return figure
