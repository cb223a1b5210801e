"""The READMEs of the experiments say what their results say.

Some are written by their run, and the text that it would write today must be the one that is there.
The others are typed: the functions of `readme_rows` and of its likes make their rows and some of
their phrases again. A table that none of them makes is an error here.
"""

from __future__ import annotations

import importlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.experiments import readme_rows, readme_rows_translators, readme_rows_uses
from tests.experiments.readme_words import Results, as_row, each, of, short

EXPERIMENTS = Path(__file__).parents[2] / "experiments"
WRITTEN = {  # by the run: the function that does it
    "alignment": "report.readme",
    "decoding": "report.write",
    "head_removal": "readme.text",
    "head_roles": "readme.text",
    "minilm": "report.text",
    "translator": "report.readme",
    "weight_decay": "readme.text",
    "whisper": "report.text",
}
TYPED: dict[str, Callable[..., Iterator[str]]] = {
    name: function
    for module in (readme_rows, readme_rows_translators, readme_rows_uses)
    for name, function in inspect.getmembers(module, inspect.isfunction)
    if function.__module__ == module.__name__
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def read(name: str) -> str:
    return (EXPERIMENTS / name / "README.md").read_text(encoding="utf-8")


def found(name: str) -> Results:
    results: Results = json.loads((EXPERIMENTS / name / "results.json").read_bytes())
    return results


def rows(text: str) -> list[str]:
    """The rows that hold a number, heads of tables left out."""
    lines = text.splitlines()
    below = [*lines[1:], ""]
    return [
        as_row(line)
        for line, after in zip(lines, below, strict=True)
        if line.startswith("|") and NUMBER.search(line) and not after.startswith("|--")
    ]


def written(name: str, folder: Path) -> str:
    """What the run would write today."""
    module, function = WRITTEN[name].split(".")
    writer = importlib.import_module(f"experiments.{name}.{module}")
    write: Callable[..., str] = getattr(writer, function)
    results = found(name)
    if name == "translator":
        return write(results["runs"], results["controls"])
    if name == "decoding":
        write(results, folder / "README.md")
        return (folder / "README.md").read_text(encoding="utf-8")
    return write(results)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_run_wrote_is_what_its_results_say(name: str, tmp_path: Path) -> None:
    now, then = written(name, tmp_path), read(name)
    assert NUMBER.sub("", now) == NUMBER.sub("", then)
    for new, old in zip(NUMBER.findall(now), NUMBER.findall(then), strict=True):
        # results are rounded after the text was written: one more or less in the last place
        last = 10.0 ** -len(old.partition(".")[2]) if "." in old else 0.0
        assert abs(float(new) - float(old)) < 1.5 * last + 1e-9, (new, old)


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_is_what_the_results_say(name: str) -> None:
    others = list(inspect.signature(TYPED[name]).parameters)[1:]
    made = list(TYPED[name](*(found(one) for one in (name, *others))))
    said, text = rows(read(name)), " ".join(read(name).split())
    assert sorted(said) == sorted(one for one in made if one.startswith("|"))
    assert [one for one in made if not one.startswith("|") and one not in text] == []


def test_the_translators_notes_have_todays_attention() -> None:
    """Its README is written by the run, but for `notes.md`, whose table has three seeds a cell."""
    sweep, notes = found("weight_decay"), (EXPERIMENTS / "translator" / "notes.md").read_text()
    decay = found("translator")["runs"][0]["weight_decay"]
    for heads in ("translator", "translator-one-head"):
        ends = [run["held_out"] for run in of(sweep["runs"], decay=decay, variant=heads)]
        evenness = [
            each((end["evenness"] for end in ends), f"{side}.{layer}.{kind}_attention", short, " ")
            for side, kind in (("encoder", "self"), ("decoder", "cross"))
            for layer in (0, 1)
        ]
        right = [end["right_word"] for end in ends]
        cells = [
            each(right, "share", short, " "),
            " ".join(short(one["largest"], 3) for one in right),
        ]
        exact = " ".join(short(end["exact"], 3) for end in ends)
        for cell in (exact, *evenness, *cells):
            assert f"| {cell} |" in notes, (heads, cell)


def test_no_table_is_left_out() -> None:
    for path in EXPERIMENTS.glob("*/README.md"):
        name = path.parent.name
        if name not in WRITTEN and name not in TYPED:
            assert not rows(read(name)), f"{name}: write its rows in readme_rows"
