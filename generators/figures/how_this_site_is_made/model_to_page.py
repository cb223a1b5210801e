"""From a model to a page: the files on the way of one sentence of Home, and what each hands on."""

import json

import numpy as np

import explainer
from experiments.translator.recipe import ENDINGS, PRONOUNS, STEPS, WEIGHT_DECAY
from generators.figures._shared.running_sentence import (
    cross_weights,
    mean_cross_weights,
    translation,
)
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, arrow, heat, write
from generators.kit.needs import place_of_one
from generators.kit.sizes import NARROW, SMALL
from generators.kit.theme import INK, MUTED, RESIDUAL, WEIGHT, canvas
from generators.pipeline.paths import ROOT, figure_source

WIDTH, HEIGHT, BETWEEN = 460.0, 66.0, 26.0  # px of a station, and to the next
CELL = 5.0  # px of a weight in the small tables
CHECKPOINT = "explainer/checkpoints/translator.json"


def values() -> Values:
    written = translation(ENDINGS[0])
    row = place_of_one(PRONOUNS, written.tokens)
    looks = mean_cross_weights(written)  # [French, English]
    looked = written.source_tokens[int(looks[row].argmax())]
    heads, french, english = cross_weights(written).shape
    query = explainer.load("translator").parameters["decoder.0.cross_attention.query"]
    sealed = json.loads((ROOT / CHECKPOINT).read_text(encoding="utf-8"))["sha256"]
    stations = [
        ("recipe", "experiments/translator/recipe.py", f"{STEPS:,} steps, decay {WEIGHT_DECAY}"),
        ("model", CHECKPOINT, f"the weights have the hash {sealed[:8]}…"),
        ("trace", "explainer/generate.py", f"{heads} tables of {french} × {english} weights"),
        ("figure", figure_source("home_running_sentence"), f"looked_most_at = “{looked}”"),
        ("page", "docs/index.md", f"“writing {written.tokens[row]} it looked most at {looked}” ✓"),
    ]
    return {
        "stations": [list(station) for station in stations],
        "model": query[:french, :english].astype(float).round(2).tolist(),
        "trace": looks.round(2).tolist(),
        "figure": [looks[row].round(2).tolist()],
    }


def alt(v: Values) -> str:
    steps = "; ".join(f"{kind}, {path}: {says}" for kind, path, says in v["stations"])
    return f"Five files below each other, joined by arrows that all point down: {steps}."


def draw(v: Values, page: Page) -> Figure:
    width = page.pick(WIDTH, NARROW)
    stations = v["stations"]
    figure, ax = canvas(width, len(stations) * (HEIGHT + BETWEEN) - BETWEEN + 4)
    for index, (kind, path, says) in enumerate(stations):
        top = 2 + index * (HEIGHT + BETWEEN)
        folder, _, name = path.rpartition("/")
        write(ax, 8, top + 12, f"{kind}  ·  {folder}/", MUTED, SMALL)
        write(ax, 8, top + 32, name, INK, mono=True, weight="semibold")
        write(ax, 8, top + 52, says, INK, SMALL)
        if kind in v:
            table = np.asarray(v[kind])
            high, wide = (CELL * side for side in table.shape)
            place = Box(width - wide - 8, top + (HEIGHT - high) / 2, wide, high)
            heat(ax, place, table, RESIDUAL if kind == "model" else WEIGHT)
        if index:
            arrow(ax, (20, top - BETWEEN + 4), (20, top - 2), MUTED)
    return figure
