"""What a figure says of the element that works with it."""

import json

import pytest

from generators.kit.figure import Piece
from generators.pages.markup import figure_html
from generators.pipeline.pieces import piece_file


def test_the_file_holds_the_data() -> None:
    element, content = piece_file("dial", Piece("softmax-dial", {"scores": (1.0, 2.5)}))
    assert element == "softmax-dial"
    assert json.loads(content) == {"scores": [1.0, 2.5]}


@pytest.mark.parametrize(
    ("piece", "error", "said"),
    [
        ({"scores": [1.0]}, TypeError, "returned a dict, not a Piece"),
        (Piece("none-such", {}), FileNotFoundError, "there is no docs/js/none-such.mjs"),
        (Piece("softmax-dial", {"scores": {1, 2}}), TypeError, "piece of dial.scores is of type"),
    ],
)
def test_what_cannot_be_worked_with_is_named(
    piece: object, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        piece_file("dial", piece)


RECORD = {
    "name": "dial",
    "shows": "A dial.",
    "kind": "svg",
    "alt": "A dial.",
    "width": 300,
    "height": 200,
    "min_width": 200,
    "tables": "cells",
}


def test_a_page_places_the_element_around_the_picture() -> None:
    record = {**RECORD, "piece": "softmax-dial"}
    html = figure_html(record, "Turn it.", "lab/scores.md", False, "", "#how")
    assert '<softmax-dial data-piece="../../figures/dial.piece.json"><picture>' in html
    assert "data-tables" not in html  # one hand at a time


def test_a_picture_with_tables_says_where_they_are() -> None:
    assert 'data-tables="../figures/dial.tables.json"' in figure_html(
        RECORD, "", "a.md", True, " ", "#how"
    )
    lined = figure_html({**RECORD, "tables": "lines"}, "", "index.md", True, " ", "#how")
    assert 'data-tables="figures/dial.tables.json" data-lines' in lined
