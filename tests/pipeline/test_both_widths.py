"""The picture of a figure: one function for both widths, and what stops the drawing."""

from types import ModuleType
from typing import Any

import pytest

from generators.kit import theme
from generators.kit.motion import moment, step
from generators.pipeline.picture import picture


def figure(**functions: Any) -> ModuleType:
    """A figure's module with these functions."""
    module = ModuleType("generators.figures.page.example")
    module.alt = lambda v: "Something is seen."  # type: ignore[attr-defined]
    for name, function in functions.items():
        setattr(module, name, function)
    return module


def words(*places: tuple[str, float, float, float]) -> Any:
    """A drawing of words (text, x, y, size), 300 px wide and on a phone 200."""

    def draw(v: dict[str, Any], page: Any) -> Any:
        drawing, ax = page.canvas((300, 100), (200, 100))
        for text, x, y, size in places:
            ax.text(x, y, text, fontsize=size, color=theme.INK)
        return drawing

    return draw


def test_one_function_draws_both_widths() -> None:
    details, files = picture("one", figure(draw=words(("a", 20, 40, 13))), {})
    assert sorted(files) == ["one.narrow.svg", "one.svg"]
    assert (details["width"], details["narrow"]["width"]) == (560, 360)


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([("under", 20, 40, 13), ("over", 24, 42, 13)], "'under' lies on 'over'"),
        ([("beyond", 190, 40, 13)], "'beyond' leaves the picture"),
        ([("tiny", 20, 40, 10)], "'tiny' is 10 px high"),
    ],
)
def test_what_cannot_be_read_stops_the_drawing(places: Any, said: str) -> None:
    with pytest.raises(ValueError, match="one cannot be read") as error:
        picture("one", figure(draw=words(*places)), {})
    assert said in str(error.value)


def test_label_that_is_too_small_for_a_phone_stops_the_drawing() -> None:
    def draw(v: dict[str, Any], page: Any) -> Any:
        drawing, ax = page.canvas((500, 100), (300, 120))
        ax.text(20, 40, "small", fontsize=page.pick(13, 8), color=theme.INK)
        return drawing

    with pytest.raises(ValueError, match=r"'small' is 8 px high on a phone"):
        picture("one", figure(draw=draw), {})


def film(*frames: Any) -> Any:
    """An animation in which one word goes from place to place; (x, seconds, name of the step)."""

    def animate(v: dict[str, Any], page: Any) -> Any:
        drawing, ax = page.canvas((300, 60), (200, 60))
        ax.text(150, 40, "stays", fontsize=13, color=theme.INK)
        word = ax.text(0, 40, "goes", fontsize=13, color=theme.QUERY, animated=True)
        for x, seconds, name in frames:
            word.set_x(x)
            yield step(drawing, seconds, name) if name else moment(drawing, seconds)

    return animate


def test_animation_has_a_film_for_each_width_and_knows_its_steps() -> None:
    animate = film((10, 1, "begins"), (20, 0.1, ""), (30, 0.1, ""), (40, 1, "ends"))
    details, files = picture("one", figure(animate=animate), {})
    assert sorted(files) == ["one.gif", "one.narrow.gif", "one.narrow.png", "one.png"]
    steps = [{"frame": 0, "shows": "begins"}, {"frame": 3, "shows": "ends"}]
    assert details["steps"] == details["narrow"]["steps"] == steps


def test_step_is_held_to_the_rules_of_a_still_and_a_moment_is_not() -> None:
    details, _ = picture("one", figure(animate=film((10, 1, "a"), (145, 1, ""), (40, 1, "b"))), {})
    assert details["frames"] == 3
    with pytest.raises(ValueError, match="one, step 'b', cannot be read: 'stays' lies on 'goes'"):
        picture("one", figure(animate=film((10, 1, "a"), (145, 1, "b"))), {})


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        ([(10, 1, "a")], "yields 1 different frames"),
        ([(10, 1, "a"), (20, 1, "")], "two steps at least, the last frame one of them"),
        ([(10, 1, ""), (20, 1, "")], "two steps at least, the last frame one of them"),
    ],
)
def test_animation_without_its_steps_is_refused(frames: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        picture("one", figure(animate=film(*frames)), {})


def test_both_widths_have_the_same_steps() -> None:
    def animate(v: dict[str, Any], page: Any) -> Any:
        yield from film((10, 1, "a"), (20, 1, page.pick("wide", "narrow")))(v, page)

    with pytest.raises(ValueError, match="the two widths of one have not the same steps"):
        picture("one", figure(animate=animate), {})


def test_record_says_what_was_never_read() -> None:
    def draw(v: dict[str, Any], page: Any) -> Any:
        drawing, ax = page.canvas((300, 100), (200, 100))
        ax.text(20, 40, f"{v['a']} {v['rows'][0]['x']}", fontsize=13, color=theme.INK)
        return drawing

    values = {"a": 1, "b": 2, "rows": [{"x": 1, "y": 2}, {"x": 3, "y": 4}], "c": {"d": 5}}
    details, _ = picture("one", figure(draw=draw), values)
    assert details["unread"] == ["b", "rows.*.y", "c"]
