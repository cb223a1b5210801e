"""Held-out sentences still translated exactly when parts of the encoder add nothing."""

import numpy as np

from generators.figures.encoder import _page
from generators.kit.charts import DotRow, dot_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import TEXT


def values() -> Values:
    found: Values = {}
    for variant in _page.VARIANTS:
        removals = [model["removal"] for model in _page.models(variant)]
        found[variant] = {
            part: {
                "all": [removal[part]["exact_match"] for removal in removals],
                "pronoun": [removal[part]["by_kind"]["pronoun"] for removal in removals],
            }
            for part in removals[0]
        }
    four, one = (found[variant]["self-attention, both"] for variant in _page.VARIANTS)
    return {
        "sentences": _page.read()["removal_sentences"],
        "seeds": len(next(iter(four.values()))),
        "parts": list(found["translator"]),
        "exact": {
            variant: {part: removed["all"] for part, removed in parts.items()}
            for variant, parts in found.items()
        },
        "four_heads_least_pronoun": min(four["pronoun"]),
        "four_heads_pronoun_lead": min(np.subtract(four["pronoun"], four["all"]).tolist()),
        "four_heads_most": max(four["all"]),
        "four_heads_least": min(four["all"]),
        "one_head_least_pronoun": min(one["pronoun"]),
        "one_head_most_pronoun": max(one["pronoun"]),
        "one_head_least": min(one["all"]),
        "one_head_most": max(one["all"]),
        "layers": [
            _span(removed["pronoun"])
            for part, removed in found["translator"].items()
            if part.startswith("self-attention, layer")
        ],
        "feed_forward": _span([n for v in found.values() for n in v["feed-forward, both"]["all"]]),
    }


def _span(shares: list[float]) -> dict[str, float]:
    return {"least": min(shares), "most": max(shares)}


def alt(v: Values) -> str:
    return (
        f"Share of {v['sentences']} held-out sentences translated exactly without parts of the "
        f"encoder, {v['seeds']} seeds of two models. Without all its self-attention the four-head "
        f"model keeps {v['four_heads_least']:.2f} to {v['four_heads_most']:.2f} of all sentences "
        f"and at least {v['four_heads_least_pronoun']:.2f} of those with it; the one-head model "
        f"keeps {v['one_head_least']:.2f} to {v['one_head_most']:.2f} of all."
    )


def draw(v: Values, page: Page) -> Figure:
    four, one = (v["exact"][variant] for variant in _page.VARIANTS)
    rows = [DotRow(part, four[part], one[part]) for part in v["parts"]]
    return dot_rows(page, rows, _page.SENTENCES, tuple(_page.VARIANTS.values()), width=TEXT)
