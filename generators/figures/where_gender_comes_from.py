"""Change the gender of the noun that "it" stands for, in the English or in the French written."""

from typing import Any

from matplotlib.figure import Figure

from generators import marks, results, theme
from generators.decoder_rows import FOUR_HEADS, ONE_HEAD, seeds
from generators.share_rows import ShareRow, share_rows

WHERE = ("all English", "French", "all English and French")


def values() -> dict[str, Any]:
    runs = results.read("alignment")["runs"]
    found: dict[str, Any] = {}
    for variant, name in ((FOUR_HEADS, "four"), (ONE_HEAD, "one")):
        chosen = seeds(runs, variant)
        found[name] = {
            reading: {
                "n": chosen[0]["gender_exchange"][reading]["n"],
                "noun": [r["gender_exchange"][reading]["flips"][reading] for r in chosen],
                **{
                    where.replace(" ", "_"): [
                        r["gender_exchange"][reading]["flips"][where] for r in chosen
                    ]
                    for where in WHERE
                },
            }
            for reading in ("animal", "place")
        }
    four = found["four"]
    found["seeds"] = len(four["animal"]["French"])
    found["least_both"] = min(
        share for v in ("four", "one") for side in found[v].values()
        for share in side["all_English_and_French"]
    )  # fmt: skip
    one_side = [
        share for v in ("four", "one") for side in found[v].values()
        for where in ("all_English", "French") for share in side[where]
    ]  # fmt: skip
    found["least_one_side"], found["most_one_side"] = min(one_side), max(one_side)
    return found


def alt(v: dict[str, Any]) -> str:
    def listed(shares: list[float]) -> str:
        return ", ".join(f"{share:.0%}" for share in shares)

    animal, place = v["four"]["animal"], v["four"]["place"]
    return (
        "Share of pronouns that flip when the noun changes its gender, one dot a seed. Four heads, "
        f"it is the animal: English alone {listed(animal['all_English'])}, French alone "
        f"{listed(animal['French'])}; it is the place: English alone "
        f"{listed(place['all_English'])}, French alone {listed(place['French'])}."
    )


def _rows(v: dict[str, Any]) -> list[ShareRow]:
    rows = []
    for name, title in (("four", "four heads"), ("one", "one head")):
        for reading in ("animal", "place"):
            side = v[name][reading]
            rows.append(ShareRow(f"{title}, “it” is the {reading} (n = {side['n']})", heading=True))
            rows += [
                ShareRow("in the English", side["all_English"]),
                ShareRow("in the French", side["French"]),
                ShareRow("in both", side["all_English_and_French"]),
            ]
    return rows


def _draw(v: dict[str, Any], width: int, label_width: int) -> Figure:
    rows = _rows(v)
    figure, ax = theme.canvas(width, 24 * len(rows) + 84)
    marks.write(ax, 16, 22, "the noun's gender changes …", theme.INK, theme.LABEL)
    x = 16 + label_width
    text = "pronoun flips; one dot a seed"
    marks.write(ax, width - 16, 22, text, theme.DECODER, theme.SMALL, align="right")
    share_rows(ax, 16, 44, rows, label_width, width - 24 - x, role=theme.DECODER)
    return figure


def draw(v: dict[str, Any]) -> Figure:
    return _draw(v, 520, 150)


def narrow(v: dict[str, Any]) -> Figure:
    return _draw(v, 352, 116)
