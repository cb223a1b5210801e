"""Corrections a sentence: with the right words given, and with the model's own words."""

from generators.figures.training._page import moments, over_moments
from generators.kit import theme
from generators.kit.figure import Figure, Page, Values

FIRST = 200  # the step before it does not yet end its sentences
TICKS: dict[float, str] = {0: "0", 1: "1", 2: "2"}


def values() -> Values:
    found = [moment for moment in moments() if moment["step"] >= FIRST]
    given = [moment["mistakes_given"] for moment in found]
    written = [moment["edits_written"] for moment in found]
    return {
        "steps": [moment["step"] for moment in found],
        "given": given,
        "written": written,
        "least_ratio": min(w / g for w, g in zip(written, given, strict=True) if g),
        "last": max(given[-1], written[-1]),
    }


def alt(v: Values) -> str:
    return (
        f"Corrections a sentence needs at {len(v['steps'])} moments of training. With the right "
        f"words given {v['given'][0]:.2f} at step {v['steps'][0]}, with its own words "
        f"{v['written'][0]:.2f}; at step {v['steps'][-2]} {v['given'][-2]:.2f} and "
        f"{v['written'][-2]:.2f}; at the end {v['last']:.0f}."
    )


def draw(v: Values, page: Page) -> Figure:
    lines = (
        (v["given"], theme.NEUTRAL[0], "-", page.pick("reads the right words", "right words")),
        (
            v["written"],
            theme.NEUTRAL[1],
            (0, (4, 2)),
            page.pick("reads its own words", "own words"),
        ),
    )
    return over_moments(
        v["steps"], lines, page, page.pick(146, 84), "corrections a sentence", TICKS
    )
