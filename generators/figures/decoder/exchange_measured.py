"""Over all held-out minimal pairs: how much each position is looked at, how often it decides."""

from generators.figures._shared.decoder_rows import FOUR_HEADS, ONE_HEAD, seeds
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import brief
from generators.kit.sizes import NARROW, TEXT
from generators.pipeline import results

TOP, PITCH = 66, 27


def _of(run: Values, key: str) -> dict[str, float]:
    return {slot: found[key] for slot, found in run["exchange"]["slots"].items()}


def values() -> Values:
    measured = results.read("alignment")
    runs = measured["runs"]
    first = seeds(runs, FOUR_HEADS)[0]["exchange"]
    elsewhere = [
        share for run in runs for slot, share in _of(run, "flips").items() if slot != "adjective"
    ]
    weights = _of(seeds(runs, FOUR_HEADS)[0], "weight")
    return {
        "pairs": measured["minimal_pairs"],
        "n": first["n"],
        "models": len(runs),
        "seeds": {FOUR_HEADS: len(seeds(runs, FOUR_HEADS))},
        "slots": sorted(weights, key=list(_longest(runs)).index),
        "weight": weights,
        "flips": _of(seeds(runs, FOUR_HEADS)[0], "flips"),
        "adjective": {
            "most_flips_without": max(_of(run, "flips_all_but")["adjective"] for run in runs),
            "most_control": max(_of(run, "control_flips")["adjective"] for run in runs),
            "least_weight": min(_of(run, "weight")["adjective"] for run in runs),
            "most_weight": max(_of(run, "weight")["adjective"] for run in runs),
        },
        "most_elsewhere": max(elsewhere),
        "four_heads": _range(seeds(runs, FOUR_HEADS)),
        "one_head": _range(seeds(runs, ONE_HEAD)),
        "least_agree": min(r["exchange"]["largest_weight_is_largest_effect"] for r in runs),
        "most_agree": max(r["exchange"]["largest_weight_is_largest_effect"] for r in runs),
        "verb_pairs": _verb_pairs(measured),
    }


def _range(runs: list[Values]) -> Values:
    """Over the runs of a variant: the fewest flips of the adjective, the most of another place."""
    each = [_of(run, "flips") for run in runs]
    return {
        "least_adjective": min(flips["adjective"] for flips in each),
        "most_elsewhere": max(
            share for flips in each for slot, share in flips.items() if slot != "adjective"
        ),
    }


def _verb_pairs(measured: Values) -> Values:
    """Sentences that differ in the verb alone: what flips when one position is exchanged."""
    found: dict[str, list[float]] = {slot: [] for slot in ("verb", "adjective")}
    for run in measured["runs"]:
        for slot, flips in found.items():
            flips.append(run["verb_exchange"]["slots"][slot]["flips"])
    return {"n": measured["verb_pairs"], **{slot: brief(each) for slot, each in found.items()}}


def _longest(runs: list[Values]) -> list[str]:
    """The slots in the order of a sentence that has all of them."""
    order = ["the (subject)", "subject", "did", "not", "verb", "the (object)", "object", "because"]
    order += ["it", "was", "too / very", "adjective"]
    assert set(order) == set(runs[0]["exchange"]["slots"])
    return order


def alt(v: Values) -> str:
    return (
        f"Two columns of bars for {len(v['slots'])} kinds of position. Left, mean attention "
        f"weight: {v['weight']['adjective']:.2f} on the adjective. Right, share of {v['n']} "
        f"exchanges that flip the pronoun: {v['flips']['adjective']:.0%} for the adjective; over "
        f"all {v['models']} models at most {v['most_elsewhere']:.0%} at any other position."
    )


def draw(v: Values, page: Page) -> Figure:
    width, left, track, second = page.pick((TEXT, 130, 150, 350), (NARROW, 96, 72, 218))
    figure, ax = theme.canvas(width, TOP + PITCH * len(v["slots"]) + 16)
    titles = (
        (left, "where it looks", "mean weight", theme.WEIGHT),
        (second, "what decides", "pronoun flips", theme.DECODER),
    )
    for x, title, unit, role in titles:
        marks.write(ax, x, 22, title, role, theme.LABEL, weight="semibold")
        marks.write(ax, x, 42, unit, theme.MUTED, theme.SMALL)
    for index, slot in enumerate(v["slots"]):
        y = TOP + index * PITCH
        marks.write(ax, left - 12, y + 7, slot, theme.INK, theme.LABEL, align="right")
        marks.bar(ax, left, y, v["weight"][slot], track)
        share = v["flips"][slot]
        marks.bar(ax, second, y, share, track, role=theme.DECODER, text=f"{share:.0%}")
    return figure
