"""Every figure: legible words, nothing cut off, alt text made from its values, stated motion."""

import importlib
import itertools
from types import ModuleType
from typing import Any

import pytest

from generators.kit.legibility import check_inside, overlaps
from generators.kit.sizes import PHONE_COLUMN, READABLE, SMALL, WIDE
from generators.pipeline.paths import figure_module, figure_names

FRAMES_LOOKED_AT = 6  # of each animation, the last one included


@pytest.fixture(scope="module", params=figure_names())
def figure(request: pytest.FixtureRequest) -> tuple[ModuleType, dict[str, Any]]:
    module = importlib.import_module(figure_module(request.param))
    return module, module.values()


def stills(module: ModuleType, values: dict[str, Any]) -> Any:
    for name in ("draw", "narrow"):
        if hasattr(module, name):
            yield name, getattr(module, name)(values)
    if hasattr(module, "animate"):
        n_frames = sum(1 for _ in module.animate(values))
        wanted = {round(i * (n_frames - 1) / (FRAMES_LOOKED_AT - 1)) for i in range(6)}
        for number, (drawn, _) in enumerate(module.animate(values)):
            if number in wanted:
                yield f"frame {number + 1} of {n_frames}", drawn


def test_words_do_not_touch_and_nothing_is_cut_off(
    figure: tuple[ModuleType, dict[str, Any]],
) -> None:
    module, values = figure
    for name, drawn in stills(module, values):
        touching = overlaps(drawn)
        if name.startswith("frame"):  # a word may leave from where it stands
            touching = [pair for pair in touching if pair[0] != pair[1]]
        assert touching == [], f"{name}: words on top of each other"
        assert check_inside(drawn) == [], f"{name}: drawn beyond the edge"


def test_sizes(figure: tuple[ModuleType, dict[str, Any]]) -> None:
    module, values = figure
    for name, drawn in itertools.islice(stills(module, values), 3):
        width = drawn.bbox.width
        assert width <= WIDE, f"{name} is {width:.0f} px wide"
        smallest = min(
            (
                text.get_fontsize()
                for text in drawn.findobj(lambda artist: hasattr(artist, "get_fontsize"))
                if text.get_visible() and text.get_text()
            ),
            default=SMALL,
        )
        if name == "narrow":
            shown = smallest * min(1, PHONE_COLUMN / width)
            assert shown >= READABLE, f"labels are {shown:.1f} px high on a phone"
        else:
            assert smallest >= SMALL, name


def test_alt_text_speaks_of_the_values(figure: tuple[ModuleType, dict[str, Any]]) -> None:
    module, values = figure
    if not hasattr(module, "draw") and not hasattr(module, "animate"):
        pytest.skip("numbers without a picture")
    text = module.alt(values)
    assert 40 <= len(text) <= 700, text
    assert text[-1] == ".", text
    assert (module.__doc__ or "").strip(), "say in one line what the figure shows"


def test_motion_leaves_time_to_read(figure: tuple[ModuleType, dict[str, Any]]) -> None:
    module, values = figure
    if not hasattr(module, "animate"):
        pytest.skip("does not move")
    seconds = [duration for _, duration in module.animate(values)]
    assert len(seconds) >= 4
    assert 5 <= sum(seconds) <= 90, "shorter cannot be followed, longer will not be watched"
    assert seconds[-1] >= 2, "the last frame stays"
