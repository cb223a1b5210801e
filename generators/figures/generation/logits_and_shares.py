"""The scores of the likeliest words at one step, and the shares that softmax makes of them."""

import numpy as np

import explainer
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.writing import TEXT, model
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token, write
from generators.kit.theme import DECODER, INK, MUTED, NEUTRAL, SMALL, WEIGHT, cell_text, signed_text

NEXT, SHOWN = "il", 5  # the word that is right here; words shown
TOP, PITCH = 80.0, 30.0  # px: above the first row, of a row


def values() -> Values:
    of, right = model("early"), translation(ENDINGS[0]).tokens
    before = right[: right.index(NEXT)]
    source = of.source_vocabulary.encode(TEXT.split())
    written = of.target_vocabulary.encode(["<start>", *before])
    logits = np.asarray(explainer.forward(of, source, written).logits[-1], dtype=float)
    best = np.argsort(-logits)[:SHOWN]
    return {
        "before": " ".join(before[-2:]),
        "words": [of.target_vocabulary.words[i] for i in best],
        "logits": logits[best].tolist(),
        "shares": explainer.softmax(logits)[best].tolist(),
        "others": len(logits) - SHOWN,
    }


def alt(v: Values) -> str:
    rows = zip(v["words"], v["logits"], v["shares"], strict=True)
    listed = "; ".join(f"{word} {logit:.2f}, share {share:.3f}" for word, logit, share in rows)
    return f"The logits of the likeliest words after “{v['before']}”, and their shares: {listed}."


def _printed(share: float) -> str:
    """The share; one that would be printed as nothing is not nothing."""
    return cell_text(share) if share >= 0.005 else "under .01"


def draw(v: Values, page: Page) -> Figure:
    figure, ax = page.canvas((520, TOP + SHOWN * PITCH + 30))
    scores, shares, reach = page.pick((104, 300, 110), (88, 204, 62))
    write(ax, 12, 14, f"… {v['before']} ?", DECODER, SMALL, mono=True)
    write(ax, scores, 40, "logit", INK, SMALL, weight="semibold")
    write(ax, shares, 40, "softmax: share", WEIGHT, SMALL, weight="semibold")
    most = max(v["logits"])
    rows = zip(v["words"], v["logits"], v["shares"], strict=True)
    for row, (word, logit, share) in enumerate(rows):
        y = TOP - 24 + row * PITCH
        token(ax, scores - 14, y, word, INK, False, SMALL, 24, "right")
        length = max(logit, 0) / most  # a logit below zero has no bar
        bar(ax, scores, y + 5, length, reach, 14, NEUTRAL[0], signed_text(logit, 1))
        bar(ax, shares, y + 5, share, reach, 14, WEIGHT, _printed(share))
    text = f"and {v['others']} words more"
    write(ax, scores, TOP - 10 + SHOWN * PITCH, text, MUTED, SMALL)
    return figure
