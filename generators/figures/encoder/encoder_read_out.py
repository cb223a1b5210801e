"""What linear read-outs find in the encoder's vectors, and how well these keep their word."""

import explainer
from generators.figures.encoder import _page
from generators.figures.encoder._page import VARIANTS
from generators.kit.values import Values


def values() -> Values:
    measured = _page.read()
    trained = [model for variant in VARIANTS for model in _page.models(variant)]
    best = [max(model["read_out"][-1]) for model in trained]
    words = len(explainer.load("translator").source_vocabulary)
    return {
        "fitted_on": measured["fitted_on"],
        "tested_on": measured["tested_on"],
        "chance": measured["chance"],
        "best_at_first": max(max(model["read_out"][0]) for model in trained),
        "lowest_best": min(best),
        "highest_best": max(best),
        "untrained_best": max(measured["models"]["untrained"]["read_out"][-1]),
        "shuffled_best": max(max(model["read_out_shuffled"][-1]) for model in trained),
        "keeps_word": min(model["keeps_word"][-2] for model in trained),
        "other_words": words - len(explainer.tokenizer.SPECIAL) - 1,
    }
