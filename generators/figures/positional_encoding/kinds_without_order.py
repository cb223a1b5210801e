"""What breaks without word order: sentences right by kind, for each position code."""

from statistics import mean

from generators.figures.positional_encoding._page import CODE_NAMES, code_names
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.theme import RESIDUAL
from generators.pipeline import results


def values() -> Values:
    runs = results.read("positions")["translators"]["runs"]
    shares = {
        kind.replace(" ", "_"): {
            code: mean(run["by_kind"][kind]["exact_match"] for run in runs if run["code"] == code)
            for code in code_names(runs)
        }
        for kind in sorted(runs[0]["by_kind"])
    }
    kinds = dict(sorted(shares.items(), key=lambda item: item[1]["none"]))  # hardest first
    hardest, *_, easiest = kinds
    return {
        "kinds": kinds,
        "hardest": hardest,
        "easiest": easiest,
        "least_without": kinds[hardest]["none"],
        "most_without": kinds[easiest]["none"],
    }


def alt(v: Values) -> str:
    numbers = ", ".join(
        f"{kind.replace('_', ' ')} {share['none']:.2f} (sinusoidal {share['sinusoidal']:.2f})"
        for kind, share in v["kinds"].items()
    )
    return f"Share of sentences right without positional encoding, by kind: {numbers}."


def draw(v: Values, page: Page) -> Figure:
    kinds = [kind.replace("_", " ") for kind in v["kinds"]]
    codes = [CODE_NAMES.get(code, code) for code in v["kinds"][v["hardest"]]]
    shares = [list(share.values()) for share in v["kinds"].values()]
    words = Words(kinds, codes, row_title="", column_title="")  # kinds and codes name themselves
    cells = Cells(page.pick((78, 30), (38, 30)), role=RESIDUAL)
    return matrices(page, [Grid(shares, words, cells)], edge=8)[0]
