"""The marks of all figures: aligned, inside, without overlaps, in colours of the theme alone."""

import io
import itertools
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.translator import recipe
from explainer.tokenizer import split_words
from generators.kit.charts import axis_titles, label_lines, spread
from generators.kit.legibility import check_inside, overlaps
from generators.kit.marks import (
    Cells,
    Words,
    arrow,
    bar,
    bracket,
    link,
    links,
    matrix,
    matrix_margins,
    note,
    progress,
    step,
    token,
    token_column,
    token_row,
    vector,
    weight_legend,
)
from generators.kit.theme import INK, LABEL, QUERY, ROLES, WEIGHT, canvas, chart, measure

SENTENCE = recipe.RUNNING["tired"].split()
FRENCH = split_words(recipe.FRENCH["tired"])[:8]


def weights(rows: int, columns: int, causal: bool = False) -> np.ndarray:
    scores = np.random.default_rng(rows).normal(size=(rows, columns)) * 1.5
    if causal:
        scores[np.triu_indices(rows, 1)] = -np.inf
    unnormalised = np.exp(scores)
    return unnormalised / unnormalised.sum(axis=-1, keepdims=True)


@pytest.mark.parametrize("word", ["a", "because", "traversé", "<start>", "l'", "wwwwwwwww"])
def test_token_holds_its_word(word: str) -> None:
    figure, ax = canvas(300, 60)
    mark = token(ax, 20, 10, word)
    _, text = mark.artists
    ink = text.get_window_extent(_renderer(figure))
    assert ink.x0 >= mark.left + 4
    assert ink.x1 <= mark.right - 4
    assert mark.centre[0] == pytest.approx((ink.x0 + ink.x1) / 2, abs=1.5)


def _renderer(figure):
    from matplotlib.backends.backend_agg import RendererAgg

    return RendererAgg(*figure.bbox.size, figure.dpi)


def test_measure_agrees_with_what_is_drawn() -> None:
    figure, ax = canvas(400, 60)
    (text,) = note(ax, 10, 10, "The measured width").artists
    drawn = text.get_window_extent(_renderer(figure)).width
    assert measure("The measured width", LABEL)[0] == pytest.approx(drawn, rel=0.03)


def test_token_row_fills_or_refuses_its_width() -> None:
    figure, ax = canvas(720, 60)
    row = token_row(ax, 0, 10, SENTENCE, width=720)
    assert row.centre[0] == pytest.approx(360)
    assert [item.word for item in row.tokens] == SENTENCE
    assert all(a.right <= b.left for a, b in itertools.pairwise(row.tokens))
    assert overlaps(figure) == []
    assert check_inside(figure) == []
    with pytest.raises(ValueError, match="tokens need"):
        token_row(ax, 0, 10, SENTENCE, width=360)


@pytest.mark.parametrize("cell", [(30, 22), (44, 32), (90, 30), (18, 18), (12, 12)])
@pytest.mark.parametrize("causal", [False, True])
def test_matrix_labels_stand_at_their_cells(cell: tuple[int, int], causal: bool) -> None:
    figure, ax = canvas(900, 500)
    table = weights(8, 8, causal)
    mark = matrix(
        ax,
        10,
        10,
        table,
        Words(FRENCH, FRENCH),
        Cells(cell),
        mask=np.tri(8) > 0 if causal else None,
    )
    for index in range(8):
        here = mark.cells[index][index]
        assert mark.row_boxes[index].centre[1] == pytest.approx(here.centre[1])
        assert mark.row_boxes[index].right <= mark.grid.left
        first = mark.column_boxes[index]
        assert first.left <= here.centre[0] <= first.right
        assert first.bottom <= mark.grid.top
        assert (here.width, here.height) == cell
        assert here.fill is not None
        assert here.fill.get_alpha() == pytest.approx(table[index, index])
    assert overlaps(figure) == []
    assert check_inside(figure) == []


def test_matrix_box_holds_everything_it_draws() -> None:
    for cell in ((30, 22), (44, 32), (90, 30)):
        left, top, right = matrix_margins(Words(FRENCH, FRENCH), cell)
        figure, ax = canvas(left + right + 8 * cell[0] + 2, top + 8 * cell[1] + 2)
        mark = matrix(ax, 1, 1, weights(8, 8), Words(FRENCH, FRENCH), Cells(cell))
        assert (mark.right, mark.bottom) == pytest.approx(
            (left + right + 8 * cell[0] + 1, top + 8 * cell[1] + 1)
        )
        assert check_inside(figure) == []


def test_printed_cells_of_a_row_sum_to_one_and_masked_cells_are_empty() -> None:
    _, ax = canvas(700, 500)
    mark = matrix(ax, 10, 10, weights(8, 8, causal=True), Words(FRENCH, FRENCH), mask=np.tri(8) > 0)
    for index, row in enumerate(mark.cells):
        words = [cell.number.get_text() for cell in row if cell.number is not None]
        assert len(words) == index + 1
        assert sum(round(100 * float(word)) for word in words) == 100


def test_scores_of_minus_infinity_say_so() -> None:
    _, ax = canvas(400, 300)
    scores = np.array([[1.25, -np.inf], [-0.5, 0.001]])
    mark = matrix(
        ax, 10, 10, scores, Words(rows=["a", "b"], columns=["a", "b"]), cells=Cells(scale="signed")
    )
    texts = [[cell.number.get_text() for cell in row if cell.number] for row in mark.cells]
    assert texts == [["1.25", "−∞"], ["−.50", "0"]]


def test_matrix_refuses_labels_that_do_not_fit_the_array() -> None:
    _, ax = canvas(400, 300)
    with pytest.raises(ValueError, match="rows for an array"):
        matrix(ax, 0, 0, weights(3, 4), Words(rows=["a", "b"], columns=["a", "b", "c", "d"]))


def test_large_matrices_are_few_paths_and_use_no_picture() -> None:
    figure, ax = canvas(300, 300)
    matrix(ax, 10, 10, weights(64, 64), Words(row_title="", column_title=""), Cells((4, 4)))
    assert len(ax.patches) < 60
    assert not ax.images
    assert check_inside(figure) == []


def test_vector_draws_sign_as_number_or_as_bar() -> None:
    _, ax = canvas(400, 300)
    numbers = [1.5, -0.75, 0.0]
    strip = vector(ax, 10, 10, numbers, QUERY)
    assert [cell.number.get_text() for cell in strip.cells] == ["1.50", "−0.75", "0.00"]
    bars = vector(ax, 10, 100, numbers, QUERY, digits=None, cell=(10, 40))
    up, down, none = (cell.fill for cell in bars.cells)
    assert up.get_y() + up.get_height() == pytest.approx(120)
    assert down.get_y() == pytest.approx(120)
    assert up.get_height() == pytest.approx(2 * down.get_height())
    assert none.get_height() == 0
    assert vector(ax, 10, 150, numbers, orientation="vertical").height == 3 * 28


def test_link_width_is_the_weight() -> None:
    _, ax = canvas(400, 300)
    thin, wide = (link(ax, (0, 0), (9, 99), w).artists[0].get_linewidth() for w in (0.2, 0.8))
    assert wide == pytest.approx(4 * thin)
    assert link(ax, (0, 0), (9, 99), 0.01).artists == ()


def test_links_join_facing_edges() -> None:
    _, ax = canvas(720, 300)
    above = token_row(ax, 0, 10, SENTENCE, width=720).tokens
    below = token_row(ax, 0, 200, SENTENCE, width=720).tokens
    lines = links(ax, above, below, weights(12, 12))
    assert lines[3][5].start == above[3].south
    assert lines[3][5].end == below[5].north
    assert links(ax, below, above, weights(12, 12))[0][0].start == below[0].north
    with pytest.raises(ValueError, match="do not fit"):
        links(ax, above, below, weights(3, 3))


def test_progress_moves() -> None:
    _, ax = canvas(400, 300)
    mark = progress(ax, 0, 4)
    assert all(dot.get_animated() for dot in mark.artists)
    mark.set(2)
    radii = [dot.get_radius() for dot in mark.artists]
    assert radii.index(max(radii)) == 2


@given(st.lists(st.floats(0, 300), max_size=8))
def test_spread_keeps_the_gap_and_the_order(wanted: list[float]) -> None:
    placed = spread(wanted, 15, 0, 300)
    ordered = sorted(placed)
    assert all(b - a >= 15 - 1e-6 for a, b in itertools.pairwise(ordered))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in placed)
    assert [placed[i] for i in np.argsort(wanted, kind="stable")] == pytest.approx(ordered)


def test_line_labels_do_not_overlap() -> None:
    figure, ax = chart(500, 260, right=140)
    lines = [ax.plot([0, 1], [1, 0.5 + shift])[0] for shift in (0, 0.001, 0.002, 0.4)]
    axis_titles(ax, "training step", "loss")
    label_lines(ax, lines, ["one head", "two heads", "four heads", "eight heads"])
    assert overlaps(figure) == []
    assert check_inside(figure) == []


def test_overlaps_and_check_inside_find_what_they_should() -> None:
    figure, ax = canvas(200, 100)
    first = note(ax, 20, 20, "under")
    second = note(ax, 24, 22, "over", animated=True)
    assert overlaps(figure) == [("under", "over")]
    second.show(False)
    assert overlaps(figure) == []
    first.show(False)
    tilted = [ax.text(x, 80, "because", rotation=52, rotation_mode="anchor") for x in (40, 64)]
    assert overlaps(figure) == [], "tilted neighbours share a bounding box, not ink"
    for text in tilted:
        text.remove()
    assert check_inside(figure) == []
    token(ax, 160, 20, "because")
    assert "because" in check_inside(figure)


def test_only_colours_of_the_theme_are_drawn() -> None:
    figure, ax = canvas(720, 700)
    words = token_row(ax, 10, 10, ["it", "was"], roles=[QUERY, INK], filled=[0])
    column = token_column(ax, 600, 40, ["it", "was"], align="right")
    links(ax, words.tokens, column.tokens, weights(2, 2))
    matrix(ax, 10, 60, weights(8, 8), Words(FRENCH, FRENCH), mask=np.tri(8) > 0)
    vector(ax, 10, 500, [1, -2.0])
    step(ax, 10, 540, 1, "Scores")
    arrow(ax, (10, 600), (90, 600), WEIGHT)
    bracket(ax, 10, 90, 620, "head")
    bar(ax, 200, 600, 0.4)
    weight_legend(ax, 200, 640)
    progress(ax, 1, 3, animated=False)
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    colours = {found.upper() for found in re.findall(r"#[0-9a-fA-F]{6}\b", buffer.getvalue())}
    assert colours <= {light.upper() for light, _ in ROLES.values()}
    assert check_inside(figure) == []
    assert overlaps(figure) == []
