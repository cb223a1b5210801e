"""How many heads stand out for what, over all trainings."""

from experiments.translator.recipe import COMMITTED_SEED
from generators.figures.heads._page import STATISTICS, Head, heads, of_stack, seeds, sub_layers
from generators.kit.values import Values

BELOW, ABOVE = 1.25, 2.0  # other factors than TIMES, to see what hangs on it


def everyone() -> list[Head]:
    """The heads of all trainings."""
    return [head for seed in seeds() for head in heads(seed)]


def without_role() -> Values:
    """Heads that have none of the roles: of the first training, of each, with other factors."""
    first = heads(COMMITTED_SEED)
    lowest = sub_layers("encoder")[0][0]
    first_layer = [head for head in everyone() if head.sub_layer == lowest]
    return {
        "spread": sum(head.role is None for head in first),
        "spread_by_seed": [sum(head.role is None for head in heads(seed)) for seed in seeds()],
        "spread_below": sum(role_from(head, BELOW) is None for head in first),
        "spread_above": sum(role_from(head, ABOVE) is None for head in first),
        "first_layer_named": sum(head.role is not None for head in first_layer),
    }


def role_from(head: Head, times: float) -> str | None:
    """The head's role if a head stood out from this many times its shuffled rows on."""
    known = [key for key in STATISTICS if head.rows_shuffled.get(key)]
    high = [key for key in known if head.mean[key] > head.untrained[key][1]]
    return max((key for key in high if head.times(key) >= times), key=head.times, default=None)


def standing_out() -> Values:
    """How many heads stand out for what, and by how much."""
    first = heads(COMMITTED_SEED)
    repeats = [head for head in first if "duplicates" in head.mean]
    named = [head for head in of_stack(COMMITTED_SEED, "encoder") if head.role]
    return {
        "itself_by_seed": [_count(seed, "decoder", "itself") for seed in seeds()],
        "next_by_seed": [_count(seed, "encoder", "next") for seed in seeds()],
        "never": [
            key for key in STATISTICS if not any(head.stands_out(key) for head in everyone())
        ],
        "duplicates_untrained": max(head.untrained["duplicates"][1] for head in repeats),
        "duplicates_trained": max(head.mean["duplicates"] for head in repeats),
        "encoder_times": _ends([head.times(str(head.role)) for head in named]),
    }


def in_cross_attention() -> Values:
    """The heads of cross-attention, and of its last layer, on the word to write."""
    cross = [head for head in everyone() if head.stack == "cross"]
    last = [head for head in cross if head.sub_layer == sub_layers("cross")[-1][0]]
    return {
        "cross_named": sum(head.role == "to write" for head in cross),
        "cross": len(cross),
        "write_last_layer": _ends([head.mean["to write"] for head in last]),
        "write_last_layer_words": max(head.words_shuffled["to write"] for head in last),
        "write_untrained": max(head.untrained["to write"][1] for head in last),
    }


def best(stack: str, statistic: str) -> Values:
    """The head with the largest share of a statistic, beside its controls."""
    head = max(of_stack(COMMITTED_SEED, stack), key=lambda one: one.mean[statistic])
    return {
        "name": head.name,
        "mean": head.mean[statistic],
        "times": head.times(statistic),
        "rows": head.rows_shuffled[statistic],
        "words": head.words_shuffled[statistic],
    }


def _ends(numbers: list[float]) -> list[float]:
    return [min(numbers), max(numbers)]


def _count(seed: int, stack: str, statistic: str) -> int:
    return sum(head.stands_out(statistic) for head in of_stack(seed, stack))
