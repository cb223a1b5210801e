"""Where the parameters of three models are: the translator, a small and a large GPT-2."""

from generators.figures.architecture._sizes import PARTS, models
from generators.kit.charts.share_bars import Row, bars
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, TEXT

SHOWN = ("translator", "gpt2", "gpt2_xl")


def values() -> Values:
    known = models()
    return {"models": [known[name] for name in SHOWN]}


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{item['name']} {item['shares']['embeddings']:.0%}, {item['shares']['attention']:.0%}, "
        f"{item['shares']['feed_forward']:.0%} of {item['total']:,}"
        for item in v["models"]
    )
    return f"Shares of embeddings, attention and feed-forward in the parameters: {listed}."


def draw(v: Values, page: Page) -> Figure:
    rows = [Row(item["name"], item["shares"], f"{item['total']:,}") for item in v["models"]]
    return bars(rows, PARTS, page.pick(TEXT, NARROW))
