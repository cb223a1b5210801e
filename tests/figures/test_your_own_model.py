"""The pictures of docs/your-own-model.md are those that its code draws."""

import contextlib
import io
import re
from pathlib import Path
from typing import Any

import pytest

from explainer.pictures import Film, Picture
from generators.figures.your_own_model import (
    decided_head_as_lines,
    decided_head_as_table,
    decoder_heads_at_once,
    it_layer_by_layer,
)
from generators.kit.layout import WIDE_PAGE

PAGE = Path(__file__).parents[2] / "docs" / "your-own-model.md"


@pytest.fixture(scope="module")
def drawn() -> dict[str, Any]:
    """What the names of the code stand for, after the sections that draw ran."""
    page = PAGE.read_text(encoding="utf-8")
    titles = ("A picture in a few lines", "Draw it")
    sections = [page.partition(f"\n## {title}\n")[2].partition("\n## ")[0] for title in titles]
    assert all(sections)
    blocks = re.findall(r"^```python\n(.*?)^```", "".join(sections), re.MULTILINE | re.DOTALL)
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for code in blocks:
            exec(code, names)
    return names


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("heads", decoder_heads_at_once),
        ("table", decided_head_as_table),
        ("lines", decided_head_as_lines),
    ],
)
def test_a_still_is_what_the_code_draws(drawn: dict[str, Any], name: str, figure: Any) -> None:
    v = figure.values()
    assert Picture(figure.draw(v, WIDE_PAGE), figure.alt(v)).svg == drawn[name].svg


def test_the_film_is_what_the_code_draws(drawn: dict[str, Any]) -> None:
    v = it_layer_by_layer.values()
    film = Film(lambda: it_layer_by_layer.animate(v, WIDE_PAGE), it_layer_by_layer.alt(v))
    assert (film.steps, film.alt) == (drawn["film"].steps, drawn["film"].alt)
