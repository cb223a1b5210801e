"""Where the work is: operations of a forward pass for one token, by part, for ten models."""

import explainer
from explainer.sizes import KNOWN, flops_per_token, of_config
from generators.kit.charts.share_bars import Row, bars
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW, TEXT

PARTS = ("output", "projections", "scores", "feed_forward", "patches")
LENGTH = 512
OWN_LENGTH = {"translator": 12, "vit_base": 197}  # the running sentence; patches and class token
LONGER = 8192  # tokens: GPT-2 never reads so many


def values() -> Values:
    models = {"translator": of_config(explainer.load("translator").config), **KNOWN}
    found: Values = {}
    for name, architecture in models.items():
        length = OWN_LENGTH.get(name, LENGTH)
        parts = flops_per_token(architecture, length)
        total = sum(parts.values())
        found[name] = {
            "name": architecture.name,
            "length": length,
            "total": total,
            "shares": {
                **{part: parts[part] / total for part in PARTS[:-1]},
                "patches": parts["embeddings"] / total,
            },
        }
    base = KNOWN["gpt2"]
    longer = flops_per_token(base, LONGER)
    return {
        "models": found,
        "length": LENGTH,
        "gpt2_scores_share": {str(LONGER): longer["scores"] / sum(longer.values())},
        # 4 n d operations of scores equal 4 d d_ff of the feed-forward where n = d_ff.
        "scores_meet_feed_forward_at": base.d_feed_forward,
    }


def alt(v: Values) -> str:
    listed = "; ".join(
        f"{item['name']} {item['shares']['output']:.0%}, {item['shares']['projections']:.0%}, "
        f"{item['shares']['scores']:.0%}, {item['shares']['feed_forward']:.0%}"
        for item in v["models"].values()
    )
    return (
        "Shares of output projection, attention's projections, its scores and feed-forward in the "
        f"operations for one token: {listed}."
    )


def _millions(number: float) -> str:
    return f"{number / 1e6:,.1f}" if number < 1e7 else f"{number / 1e6:,.0f}"


def _rows(v: Values, roomy: bool) -> list[Row]:
    rows = []
    for item in v["models"].values():
        where = f"among {item['length']}  ·  " if roomy else ""
        total = f"{where}{_millions(item['total'])} million operations"
        total = total if roomy else total.replace(" operations", "")
        rows.append(Row(item["name"], item["shares"], total))
    return rows


def draw(v: Values, page: Page) -> Figure:
    return bars(_rows(v, not page.narrow), PARTS, page.pick(TEXT, NARROW))
