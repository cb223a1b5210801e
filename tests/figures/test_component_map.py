"""The map of the model: its counts, where its parts lie, and the links laid over it."""

import itertools

import pytest

import explainer
from generators.figures.architecture._component_drawing import draw
from generators.figures.architecture._component_map import PAGES, WIDE, areas, counts, layout
from generators.kit.legibility import check_inside, overlaps
from generators.kit.sizes import NARROW
from generators.pages import markup
from generators.pipeline.paths import DOCS
from generators.pipeline.svg import links

CONFIG = explainer.load("translator").config


def test_the_counts_add_up_to_what_the_checkpoint_holds() -> None:
    count = counts(CONFIG)
    whole = sum(count[name] for name in ("source_embedding", "target_embedding", "encoder"))
    assert whole + count["decoder"] == count["total"] == explainer.load("translator").n_parameters
    layer = count["self_attention"] + count["feed_forward"] + 2 * count["norm"]
    assert layer == count["encoder_layer"]
    assert CONFIG.encoder_layers * layer + count["norm"] == count["encoder"]
    assert count["decoder_layer"] == layer + count["cross_attention"] + count["norm"]


def test_the_headings_count_what_is_drawn_below_them() -> None:
    parts = layout(CONFIG).parts
    both = [int(parts[stack].detail.replace(",", "")) for stack in ("encoder", "decoder")]
    assert sum(both) == counts(CONFIG)["total"]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_two_parts_lie_on_each_other(width: float) -> None:
    plan = layout(CONFIG, width)
    for a, b in itertools.combinations(plan.parts.values(), 2):
        apart = a.right <= b.left or b.right <= a.left or a.bottom <= b.top or b.bottom <= a.top
        assert apart, (a.name, b.name)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_word_can_be_read(width: float) -> None:
    figure = draw(CONFIG, counts(CONFIG)["total"], width)
    assert overlaps(figure) == []
    assert check_inside(figure) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_part_can_be_clicked_with_a_finger(width: float) -> None:
    plan = layout(CONFIG, width)
    assert len(areas(plan)) == len(plan.parts)
    assert all(side >= 24 for _, _, _, _, *box in areas(plan) for side in box)
    labels = [label for label, *_ in areas(plan)]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("page", sorted({page.split("#")[0] for page in PAGES.values()}))
def test_a_click_leads_to_a_page(page: str) -> None:
    assert (DOCS / page).is_file()


def test_areas_are_shares_of_the_picture() -> None:
    details = {"width": 200, "height": 50, "narrow": {"width": 100, "height": 100}}
    found = links.shares(
        "f", [["a", "b.md", 20, 5, 100, 25]], [["a", "b.md", 50, 50, 50, 50]], details
    )
    assert found == [
        {"label": "a", "page": "b.md", "at": [10, 10, 50, 50], "narrow": [50, 50, 50, 50]}
    ]
    beside = {"width": 200, "height": 50, "left": 20}  # the drawing is 160 px wide
    (found_beside,) = links.shares("f", [["a", "b.md", 60, 5, 100, 25]], None, beside)
    assert found_beside["at"] == [40, 10, 50, 50]
    with pytest.raises(ValueError, match="leaves the picture"):
        links.shares("f", [["a", "b.md", 61, 5, 100, 25]], None, beside)
    with pytest.raises(ValueError, match="leaves the picture"):
        links.shares("f", [["a", "b.md", 150, 5, 100, 25]], None, details)
    with pytest.raises(ValueError, match="other links"):
        links.shares("f", [["a", "b.md", 0, 0, 9, 9]], [["c", "b.md", 0, 0, 9, 9]], details)


def test_a_link_is_named_placed_and_relative_to_its_file() -> None:
    area = {"label": "norm & more", "page": "b.md#part", "at": [1, 2, 3, 4.5]}
    text = links.links_html([area], [markup.relative("b.md#part", "a.md")])
    assert 'href="b.md#part"' in text
    assert 'aria-label="norm &amp; more"' in text
    assert "--left:1%;--top:2%;--width:3%;--height:4.5%" in text
