"""The results of experiments/head_removal, in the order in which the figures show them."""

from itertools import takewhile

from generators.figures._shared.head_statistics import head_name
from generators.figures._shared.trainings import by_seed
from generators.kit import seeds
from generators.kit.values import Values
from generators.pipeline import results

USABLE = 0.95  # of the sentences still exact
TOGETHER = 4  # heads removed together, against the sum of what each costs alone
FREE = 0.01  # a head is called free if its removal costs less than this share of sentences
STACKS = ("encoder", "decoder", "cross")  # in the order of the rows


def read() -> Values:
    """Everything that was measured."""
    return results.read("head_removal")


def models(variant: str) -> list[Values]:
    """The measured models of one variant, that of the pages first."""
    found = [model for model in read()["models"] if model["variant"] == variant]
    return by_seed(found)


def sub_layers(model: Values) -> list[str]:
    """The attentions that were measured, in the order of the rows, as the pages call them."""
    return list(dict.fromkeys(label(row["sub_layer"]) for row in in_order(model)))


def label(sub_layer: str) -> str:
    """An attention as the pages call it: "cross, layer 2" for "decoder.1.cross_attention"."""
    stack, layer = _place(sub_layer)
    return f"{STACKS[stack]}, layer {layer + 1}"


def in_order(model: Values) -> list[Values]:
    """The single removals: encoder, decoder, cross-attention, each layer by layer."""
    return sorted(model["single"], key=lambda row: (_place(row["sub_layer"]), row["head"]))


def title(row: Values, several: bool = True) -> str:
    """A head's name on the page; heads are counted from 1 there."""
    stack, layer = _place(row["sub_layer"])
    return head_name(STACKS[stack], layer + 1, row["head"] if several else None)


def _place(sub_layer: str) -> tuple[int, int]:
    """Where "decoder.1.cross_attention" stands: the number of its stack, its layer from 0."""
    half, layer, attention = sub_layer.split(".")
    return STACKS.index("cross" if attention == "cross_attention" else half), int(layer)


def summary(model: Values) -> Values:
    """What a page says about one model's single removals, and what each head's leaves right."""
    whole, rows = model["whole"]["exact"], in_order(model)
    worst = min(rows, key=lambda row: row["exact"])
    return {
        "seed": model["seed"],
        "heads": len(rows),
        "whole": whole,
        "free": sum(whole - row["exact"] < FREE for row in rows),
        "free_mean": sum(whole - row["mean_instead"] < FREE for row in rows),
        "worst": title(worst, model["heads_per_attention"] > 1),
        "worst_exact": worst["exact"],
        "lowest_pronoun": min(row["pronoun"] for row in rows),
        "exact": [row["exact"] for row in rows],
    }


def in_turn(model: Values) -> Values:
    """What a page says and shows of one model whose heads are removed one after the other."""
    greedy = model["greedy"]
    runs = [run["exact"] for run in model["random"]]
    first = [title({"sub_layer": name, "head": head}) for name, head in greedy["order"][:3]]
    return {
        "seed": model["seed"],
        "greedy": greedy["exact"],
        "random": runs,
        "random_mean": seeds.curves(runs)["mean"],
        "usable_greedy": last_usable(greedy["removed"], greedy["exact"]),
        "first_gone": first,
        **_together(model),
    }


def _together(model: Values) -> dict[str, float]:
    """Mean cost of TOGETHER heads of the random orders, and the sum of their single costs."""
    whole, runs = model["whole"]["exact"], model["random"]
    alone = {(row["sub_layer"], row["head"]): whole - row["exact"] for row in model["single"]}
    place = model["greedy"]["removed"].index(TOGETHER)
    sums = [sum(alone[name, head] for name, head in run["order"][:TOGETHER]) for run in runs]
    costs = [whole - run["exact"][place] for run in runs]
    return {"cost_together": sum(costs) / len(costs), "sum_of_costs": sum(sums) / len(sums)}


def usable_by_chance(found: list[Values]) -> list[int]:
    """How many heads can go in each of the random orders of these models."""
    counts = found[0]["greedy"]["removed"]
    return [last_usable(counts, run["exact"]) for model in found for run in model["random"]]


def last_usable(removed: list[int], exact: list[float]) -> int:
    """The most heads gone, among the measured counts, before the share falls below USABLE."""
    usable = takewhile(lambda pair: pair[1] >= USABLE, zip(removed, exact, strict=True))
    return max((count for count, _ in usable), default=0)
