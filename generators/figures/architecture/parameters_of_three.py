"""Where the parameters of three models are: the translator, a small and a large GPT-2."""

from generators.figures.architecture import parameter_shares
from generators.figures.architecture.parameter_shares import PARTS
from generators.kit.charts.share_bars import Row, bars
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, TEXT

SHOWN = ("translator", "gpt2", "gpt2_xl")


def values() -> Values:
    models = parameter_shares.values()["models"]
    return {
        "models": [
            {part: models[name][part] for part in ("name", "total", "shares")} for name in SHOWN
        ]
    }


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
