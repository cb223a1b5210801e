"""The translator trained with each position code and with none: held-out sentences right."""

from generators.figures.positional_encoding._page import CODE_NAMES, code_names
from generators.kit.charts import BarRow, bar_rows
from generators.kit.figure import Figure, Page, Values
from generators.kit.seeds import over_seeds
from generators.pipeline import results

MEASURES = ("exact_match", "both_right", "shuffled", "reversed")
DIRECTED = ("sinusoidal", "learned", "rotary")
SHOWN = {  # code -> the translations of which the page tells
    "none": {"seen": "the dog sees the cow", "seeing": "the cow sees the dog"},
    "alibi": {"backwards": "cow the sees dog the"},
}


def values() -> Values:
    found = results.read("positions")
    trained = found["translators"]
    codes: Values = {}
    for code in code_names(trained["runs"]):
        runs = [run for run in trained["runs"] if run["code"] == code]
        flat = [{**run, **run["roles"], **run["unchanged"]} for run in runs]
        codes[code] = over_seeds(flat, *MEASURES, *(["same"] if code == "none" else []))
        if code in SHOWN:
            texts = runs[0]["shown"]
            codes[code]["shown"] = {name: texts[text] for name, text in SHOWN[code].items()}
    kept = codes["none"]["exact_match"]["mean"] / codes["sinusoidal"]["exact_match"]["mean"]
    coded = [code for code in codes if code != "none"]
    return {
        **{key: trained[key] for key in ("steps", "batch", "test", "moved", "roles")},
        "n_seeds": len(found["seeds"]),
        "cpu_minutes": found["cpu_seconds"] / 60,
        "codes": codes,
        "off_half": abs(kept - 0.5),  # how far from half of them is right without
        "least_with_code": min(codes[code]["exact_match"]["least"] for code in coded),
        "least_roles_directed": min(codes[code]["both_right"]["least"] for code in DIRECTED),
    }


def alt(v: Values) -> str:
    shares = ", ".join(f"{row.label} {row.share:.0%}" for row in _rows(v))
    return f"Held-out sentences translated right, mean of {v['n_seeds']} seeds: {shares}."


def _rows(v: Values) -> list[BarRow]:
    rows = [(CODE_NAMES.get(code, code), one["exact_match"]) for code, one in v["codes"].items()]
    return [BarRow(name, of["mean"], f"{of['mean']:.1%}", of["each"]) for name, of in rows]


def draw(v: Values, page: Page) -> Figure:
    return bar_rows(page, _rows(v), f"bar: mean of {v['n_seeds']} trainings; lines: each of them")
