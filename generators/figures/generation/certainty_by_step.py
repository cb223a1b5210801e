"""How undecided the early model is at each word of the running sentence, in bits."""

import numpy as np

from explainer.sampling import entropy
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.writing import NAMES, TEXT, best_words, chances, measured
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token_column, write
from generators.kit.needs import place_of
from generators.kit.theme import DECODER, INK, MUTED, NEUTRAL, SMALL, cell_text

TOP, PITCH, HEIGHT = 40.0, 28.0, 16.0  # px: above the first word, of a row, of a bar
OPEN = 3  # the longest bars, at which the second word is named
CERTAINTY = ("mean_bits", "most_bits", "share_above_99", "right")  # over held-out sentences


def values() -> Values:
    words = translation(ENDINGS[0]).tokens
    rows = {name: chances(name, tuple(TEXT.split()), words[:-1]) for name in NAMES}
    n_words = rows["finished"].shape[1]
    seconds = [best_words("early", row, 2)[1][0] for row in rows["early"]]
    bits = {name: entropy(of) for name, of in rows.items()}
    longest = int(bits["early"].argmax())
    second, chance = best_words("early", rows["early"][longest], 2)[1]
    on_il = best_words("finished", rows["finished"][place_of("il", words)], 1)
    over_sentences = {
        name: {key: one["certainty"][key] for key in CERTAINTY}
        for name, one in measured()["models"].items()
    }
    over_sentences["finished"]["steps"] = measured()["models"]["finished"]["certainty"]["steps"]
    return {
        "words": list(words),
        "n_words": n_words,
        "bits_of_all": float(np.log2(n_words)),
        "finished": {"most_bits": float(bits["finished"].max()), "il": dict(on_il)},
        "early": {
            "bits": bits["early"].tolist(),
            "seconds": seconds,
            "most_bits": float(bits["early"].max()),
            "most_at": words[longest],
            "second_at_most": second,
            "second_chance_at_most": chance,
            "at_pas": float(bits["early"][place_of("pas", words)]),
            "at_qu": float(bits["early"][place_of("qu'", words)]),
        },
        "measured": over_sentences,
        "sentences": measured()["sentences"]["certainty"],
    }


def alt(v: Values) -> str:
    return (
        f"Entropy of each of {len(v['words'])} steps. Finished translator: "
        f"{v['finished']['most_bits']:.2f} bits at most. Early model: "
        f"{v['early']['most_bits']:.2f} bits at {v['early']['most_at']}, where "
        f"{v['early']['second_at_most']} gets {v['early']['second_chance_at_most']:.2f}."
    )


def draw(v: Values, page: Page) -> Figure:
    height = TOP + len(v["words"]) * PITCH + 40
    figure, ax = page.canvas((540, height))
    early, finished = v["early"], v["finished"]
    right, reach = page.pick((126, 256), (92, 104))  # end of the column of words; px of one bit
    write(ax, right, TOP - 20, "next word", DECODER, SMALL, align="right")
    title = page.pick(f"{NAMES['early']}: bits", "bits")
    write(ax, right + 16, TOP - 20, title, INK, SMALL, weight="semibold")
    coin = page.pick("1 bit: a coin toss", "1 bit")
    write(ax, right + 16 + reach, TOP - 20, coin, MUTED, SMALL, align="right")
    open_from = sorted(early["bits"])[-OPEN]
    words = token_column(ax, right, TOP, v["words"], PITCH - 24, DECODER, "right", height=24)
    for word, bits, second in zip(words.tokens, early["bits"], early["seconds"], strict=True):
        y = word.centre[1] - HEIGHT / 2
        bar(ax, right + 16, y, bits, reach, HEIGHT, NEUTRAL[0], cell_text(bits))
        if bits >= open_from:
            write(ax, right + reach + 64, word.centre[1], f"or {second}?", DECODER, SMALL)
    text = f"{NAMES['finished']}: {cell_text(finished['most_bits'], 4)} bits at most"
    write(ax, page.pick(right + 16, 12), height - 20, text, NEUTRAL[1], SMALL)
    return figure
