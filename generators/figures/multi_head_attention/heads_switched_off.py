"""The French for every set of heads of one attention switched off; the reader switches them."""

from dataclasses import replace
from itertools import groupby, product

import explainer
from experiments.translator.recipe import RUNNING
from explainer.inspect import heads_of
from generators.figures._shared.head_statistics import head_name
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Piece, Values
from generators.kit.marks import Cells, Words

MOST = 2**4  # sets of one attention; with more heads only single ones are measured


def values() -> Values:
    """For each attention and ending, the French of every set of heads that is left."""
    model = explainer.load("translator")
    attentions = {name: [*heads] for name, heads in groupby(heads_of(model), lambda one: one[0])}
    texts: list[str] = []
    found = {
        _name(name): _sets(model, name, len(heads), texts) for name, heads in attentions.items()
    }
    heads = model.config.n_heads
    whole = {ending: sets["1" * heads] for ending, sets in next(iter(found.values())).items()}
    return {"heads": heads, "texts": texts, "whole": whole, "sets": found, **_same(found, whole)}


def _name(sub_layer: str) -> str:
    half, layer, attention = sub_layer.split(".")
    return head_name("cross" if attention == "cross_attention" else half, int(layer) + 1, None)


def _sets(model: explainer.Model, name: str, heads: int, texts: list[str]) -> Values:
    """The French of every set of heads of one attention; with many heads, of single ones."""
    kept = ["".join(on) for on in product("01", repeat=heads)]
    if len(kept) > MOST:
        kept = [on for on in kept if on.count("0") <= 1]
    return french_of(model, name, kept, texts)


def french_of(model: explainer.Model, name: str, kept: list[str], texts: list[str]) -> Values:
    """Set of heads ("1011": the second is off) -> number of its text, for each ending.

    New texts are put at the end of `texts`.
    """
    return {
        ending: {on: _text(model, name, on, sentence, texts) for on in kept}
        for ending, sentence in RUNNING.items()
    }


def _text(model: explainer.Model, name: str, on: str, sentence: str, texts: list[str]) -> int:
    parameters = model.parameters
    for head, kept in enumerate(on):
        if kept == "0":
            parameters = explainer.remove_head(parameters, name, head, model.config.n_heads)
    french = explainer.translate(replace(model, parameters=parameters), sentence).text
    if french not in texts:
        texts.append(french)
    return texts.index(french)


def _same(found: Values, whole: Values) -> Values:
    """For each attention and number of heads left out, the share of translations that stay."""
    shares = {}
    for name, endings in found.items():
        by_count: dict[int, list[bool]] = {}
        for ending, sets in endings.items():
            for on, text in sets.items():
                by_count.setdefault(on.count("0"), []).append(text == whole[ending])
        shares[name] = {
            str(off): sum(same) / len(same) for off, same in sorted(by_count.items()) if off
        }
    return {"same": shares}


def alt(v: Values) -> str:
    parts = [
        f"{name}: {', '.join(f'{share:.0%} with {off} off' for off, share in shares.items())}"
        for name, shares in v["same"].items()
    ]
    return f"How often the French stays the same with heads switched off. {'; '.join(parts)}."


def draw(v: Values, page: Page) -> Figure:
    shares = [[*counts.values()] for counts in v["same"].values()]
    counts = [*next(iter(v["same"].values()))]
    words = Words([*v["same"]], counts, "switched off in", "number of heads")
    return matrices(page, [Grid(shares, words, Cells(page.pick((44, 30), (32, 30))))], edge=8)[0]


def piece(v: Values) -> Piece:
    return Piece("heads-off", {key: v[key] for key in ("heads", "texts", "whole", "sets")})
