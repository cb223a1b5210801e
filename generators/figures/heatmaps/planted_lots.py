"""The planted text: which occupations the lot gave to which pronoun, and how often each follows."""

import explainer
from generators.figures.heatmaps._planted_bias import MODELS, PRONOUNS, card
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import bar, token_lines, write
from generators.kit.theme import MUTED, NEUTRAL, SMALL
from generators.pipeline import results


def values() -> Values:
    measured = results.read("planted_bias")
    model = explainer.load(MODELS / "pronouns-planted.safetensors")
    return {
        "given": {pronoun: card(model, pronoun) for pronoun in PRONOUNS},
        "strength": measured["strength"],
        "either": measured["occupations"] - 2 * measured["planted_each"],
    }


def alt(v: Values) -> str:
    given = "; ".join(f"{pronoun}: {', '.join(words)}" for pronoun, words in v["given"].items())
    return (
        f"Occupations drawn by lot for each pronoun, which follows in {v['strength']:.0%} of their "
        f"sentences. {given}. {v['either']} more have both alike."
    )


def draw(v: Values, page: Page) -> Figure:
    wide = page.pick(528, 316)
    figure, ax = page.canvas((552, 180), (336, 250))
    top = 8.0
    for pronoun, words in v["given"].items():
        write(ax, 12, top + 8, f"mostly “{pronoun}”", weight="semibold")
        text = f"{v['strength']:.0%} {pronoun}"
        bar(ax, 136, top + 1, v["strength"], 110, 14, NEUTRAL[0], text)
        lines = token_lines(ax, 12, top + 26, words, wide)
        top = lines.bottom + 18
    write(ax, 12, top + 8, f"{v['either']} more occupations: half and half", MUTED, SMALL)
    return figure
