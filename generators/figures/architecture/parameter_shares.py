"""Where the parameters of ten models are: embeddings, attention, feed-forward, from sizes alone."""

from explainer.sizes import KNOWN
from generators.figures.architecture._sizes import PARTS, models
from generators.kit.charts.share_bars import Row, bars
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, TEXT

# What was published: the papers' rounded totals. The exact counts stand in tests/test_sizes.py.
PUBLISHED = {
    "original_base": "65M",  # Vaswani et al. 2017, table 3
    "original_big": "213M",
    "bert_base": "110M",  # Devlin et al. 2018
    "gpt2": "124M",  # the released weights; the paper says 117M
    "gpt2_medium": "355M",
    "gpt2_large": "774M",
    "gpt2_xl": "1,558M",  # the paper says 1,542M
    "smollm2": "135M",
    "vit_base": "86M",  # Dosovitskiy et al. 2020
}


def values() -> Values:
    found = {
        name: {**model, "published": PUBLISHED.get(name, "")} for name, model in models().items()
    }
    shares = [model["shares"] for model in found.values()]
    in_layers = [of["feed_forward"] / (of["feed_forward"] + of["attention"]) for of in shares]
    return {
        "models": found,
        "smollm2_heads": KNOWN["smollm2"].n_heads,
        "smollm2_key_value_heads": KNOWN["smollm2"].key_value_heads,
        "largest_rest": max(item["shares"]["rest"] for item in found.values()),
        "least_feed_forward_in_layers": min(in_layers),
        "most_feed_forward_in_layers": max(in_layers),
    }


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{item['name']} {item['shares']['embeddings']:.0%}, {item['shares']['attention']:.0%}, "
        f"{item['shares']['feed_forward']:.0%} of {item['total']:,}"
        for item in v["models"].values()
    )
    return f"Shares of embeddings, attention and feed-forward in the parameters: {listed}."


def _rows(v: Values, roomy: bool) -> list[Row]:
    rows = []
    for item in v["models"].values():
        published = (
            f"published {item['published']}" if item["published"] else "as its checkpoint holds"
        )
        total = f"{item['total']:,}" + (f"  ·  {published}" if roomy else "")
        rows.append(Row(item["name"], item["shares"], total))
    return rows


def draw(v: Values, page: Page) -> Figure:
    return bars(_rows(v, not page.narrow), PARTS, page.pick(TEXT, NARROW))
