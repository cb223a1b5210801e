"""Every figure as it was drawn: where it lies, what its alt text says, how it moves.

That words do not touch, nothing is cut off and nothing is too small is held while drawing
(tests/pipeline/test_both_widths.py).
"""

import pytest

from generators.pages.unused import unused
from generators.pipeline.draw import draw, stale_figures
from generators.pipeline.paths import DOCS, figure_names, figure_source
from generators.pipeline.records import Record, read_record

NO_PAGE = {"models"}  # numbers of several pages


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    """The records of all figures, drawn now if they are stale."""
    failures = draw(list(stale_figures(figure_names())), lambda _: None)
    assert failures == []
    found = {name: read_record(name) for name in figure_names()}
    return {name: record for name, record in found.items() if record is not None}


@pytest.mark.parametrize("name", figure_names())
def test_figure_lies_in_the_folder_of_a_page(name: str) -> None:
    folder = figure_source(name).split("/")[-2]
    assert folder in NO_PAGE or (DOCS / f"{folder.replace('_', '-')}.md").is_file()


def test_alt_text_is_sentences_of_a_length_one_can_listen_to(records: dict[str, Record]) -> None:
    for name, record in records.items():
        if record["kind"] != "numbers":
            assert 40 <= len(record["alt"]) <= 700, (name, record["alt"])
            assert record["alt"].endswith("."), (name, record["alt"])


def test_motion_leaves_time_to_read(records: dict[str, Record]) -> None:
    for name, record in records.items():
        for film in filter(None, (record, record.get("narrow"))):
            if "milliseconds" in film:
                seconds = [duration / 1000 for duration in film["milliseconds"]]
                assert len(seconds) >= 4, name
                assert 5 <= sum(seconds) <= 60, f"{name}: shorter cannot be followed, longer tires"
                assert seconds[-1] >= 2, f"{name}: the last frame stays"


def test_animation_begins_and_ends_with_a_step_at_both_widths(records: dict[str, Record]) -> None:
    moving = {name: record for name, record in records.items() if record["kind"] == "gif"}
    assert moving
    for name, record in moving.items():
        assert "narrow" in record, f"{name} has no layout for a phone"
        for film in (record, record["narrow"]):
            frames = [step["frame"] for step in film["steps"]]
            assert frames[0] == 0 and frames[-1] == film["frames"] - 1, name


def test_figures_record_nothing_that_nobody_uses(records: dict[str, Record]) -> None:
    assert unused(records) == {}
