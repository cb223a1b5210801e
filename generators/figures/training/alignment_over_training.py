"""Alignment of each layer's cross-attention, and the same words predicted, over training."""

from generators.figures.training._page import moments, over_moments
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

QUOTED = {  # what is told of single moments
    "0": ("last", "word"),
    "100": ("last", "word"),
    "200": ("last", "word"),
    "600": ("first",),
    "1400": ("first", "word"),
}


def values() -> Values:
    found = moments()
    steps = [m["step"] for m in found]
    written = [m["content_word"] for m in found]
    layers = {name: [m["alignment"][name]["all"] for m in found] for name in ("layer 1", "layer 2")}
    at = {
        str(step): {
            "first": layers["layer 1"][i],
            "last": layers["layer 2"][i],
            "word": found[i]["content_word"],
        }
        for i, step in enumerate(steps)
    }
    return {
        "steps": steps,
        "layers": layers,
        "word": written,
        "least_ahead": min(a - b for a, b in zip(layers["layer 2"], written, strict=True)),
        "at": {
            step: {name: share for name, share in at[step].items() if name in wanted}
            for step, wanted in QUOTED.items()
        },
        "final": {name: at[str(steps[-1])][name] for name in ("first", "last", "word")},
        "sentences": results.read("training")["sentences"],
    }


def alt(v: Values) -> str:
    start, early, end = v["at"]["0"], v["at"]["200"], v["final"]
    return (
        f"Share of content words whose row looks most at the right English word: in the last "
        f"layer {start['last']:.0%} at the start, {early['last']:.0%} at step 200, "
        f"{end['last']:.0%} at the end; in the first {end['first']:.0%} at the end. Of the "
        f"same words {early['word']:.0%} are predicted right at step 200."
    )


def draw(v: Values, page: Page) -> Figure:
    curves = (
        (v["layers"]["layer 1"], theme.WEIGHT, (0, (4, 2)), "looks right, layer 1"),
        (v["layers"]["layer 2"], theme.WEIGHT, "-", "looks right, layer 2"),
        (v["word"], theme.DECODER, "-", "writes right"),
    )
    return over_moments(v["steps"], curves, page, page.pick(136, 122))
