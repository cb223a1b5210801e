"""The model figure in CONTRIBUTING.md works as it is printed, and the page fits on a screen."""

import re
from pathlib import Path
from types import ModuleType

from generators.kit.layout import PAGES
from generators.pipeline.records import plain

TEXT = (Path(__file__).parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_model_figure_is_drawn_for_both_widths() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert code.count("\n") <= 50
    figure = ModuleType("model_figure")
    exec(code, figure.__dict__)
    values = plain(figure.values(), "values")
    assert figure.alt(values).endswith("chance is 0.50.")
    wide, narrow = (figure.draw(values, page).bbox.width for page in PAGES.values())
    assert narrow < wide
    quoted = re.findall(r"NAME\.([\w.]+)", TEXT)
    for name in set(quoted) - {"py"}:
        value = values
        for key in name.split("."):
            value = value[key]
    assert values["alibi"]["accuracy_longer"]["least"] > 0.8


def test_it_fits_on_a_screen_without_its_example() -> None:
    prose = re.sub(r"```python\n.*?```", "", TEXT, flags=re.DOTALL)
    assert prose.count("\n") <= 40
