"""Change the gender of the noun that "it" stands for, in the English or in the French written."""

from generators.figures._shared.decoder_rows import FOUR_HEADS, ONE_HEAD, seeds
from generators.kit import marks, theme
from generators.kit.figure import Figure, Page, Values
from generators.pipeline import results

WHERE = ("all English", "French")
BOTH = "all English and French"


def values() -> Values:
    runs = results.read("alignment")["runs"]
    found: Values = {}
    for variant, name in ((FOUR_HEADS, "four"), (ONE_HEAD, "one")):
        chosen = seeds(runs, variant)
        found["order"] = [run["seed"] for run in chosen]
        found[name] = {
            reading: {
                "n": chosen[0]["gender_exchange"][reading]["n"],
                **{
                    where.replace(" ", "_"): [
                        r["gender_exchange"][reading]["flips"][where] for r in chosen
                    ]
                    for where in WHERE
                },
            }
            for reading in ("subject", "object")
        }
    four = found["four"]
    found["seeds"] = len(four["subject"]["French"])
    sides = [side for run in runs for side in run["gender_exchange"].values()]
    found["least_both"] = min(side["flips"][BOTH] for side in sides)
    found["most_french"] = max(side["flips"]["French"] for side in sides)
    # The position other than the noun's own whose vector flips most, over all runs.
    share, slot, reading, variant = max(
        (share, slot, reading, run["variant"])
        for run in runs
        for reading, side in run["gender_exchange"].items()
        for slot, share in side["flips"].items()
        if slot not in (reading, *WHERE, BOTH)
    )
    heads = {FOUR_HEADS: "four-head", ONE_HEAD: "one-head"}[variant]
    found["not_the_noun"] = {"share": share, "slot": slot, "reading": reading, "model": heads}
    return found


def alt(v: Values) -> str:
    def listed(shares: list[float]) -> str:
        return ", ".join(f"{share:.0%}" for share in shares)

    subject, other = v["four"]["subject"], v["four"]["object"]
    return (
        "Share of pronouns that flip when the noun changes its gender, a row for each seed. Four "
        f"heads, it is the subject: English alone {listed(subject['all_English'])}, French alone "
        f"{listed(subject['French'])}; it is the object: English alone "
        f"{listed(other['all_English'])}, French alone {listed(other['French'])}."
    )


def draw(v: Values, page: Page) -> Figure:
    label, track, second = page.pick((110, 140, 320), (100, 72, 218))
    height = 62 + 4 * 34 + 4 * v["seeds"] * 23 + 4
    figure, ax = page.canvas((520, height), (344, height))
    marks.write(ax, 16, 22, "changed", theme.MUTED, theme.SMALL)
    for x, title, role in (
        (label, "in the English", theme.ENCODER),
        (second, "in the French", theme.DECODER),
    ):
        marks.write(ax, x, 22, title, role, theme.LABEL, weight="semibold")
        marks.write(ax, x, 42, "pronoun flips", theme.MUTED, theme.SMALL)
    y = 62
    for name, title in (("four", "four heads"), ("one", "one head")):
        for reading in ("subject", "object"):
            side = v[name][reading]
            text = f"{title}, “it” is the {reading} (n = {side['n']})"
            marks.write(ax, 16, y + 16, text, theme.INK, theme.LABEL, weight="semibold")
            y += 34
            shares = zip(side["all_English"], side["French"], strict=True)
            for seed, (english, french) in zip(v["order"], shares, strict=True):
                text = f"seed {seed}"
                marks.write(ax, label - 14, y + 7, text, theme.MUTED, theme.SMALL, align="right")
                for x, share, role in (
                    (label, english, theme.ENCODER),
                    (second, french, theme.DECODER),
                ):
                    marks.bar(ax, x, y, share, track, role=role, text=f"{share:.0%}")
                y += 23
    return figure
