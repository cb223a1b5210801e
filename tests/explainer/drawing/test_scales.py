"""Colours and numbers of all figures: legible in both themes, rounded so that rows sum to one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.drawing import theme
from explainer.drawing.marks import contrast, number_style, over, printed
from explainer.drawing.theme import ROLES


@pytest.mark.parametrize("name", [name for name in ROLES if name not in theme.SURFACES])
@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_roles_are_legible_as_text_on_panel_and_page(name: str, scheme: int) -> None:
    colour = over(name, 1, scheme)
    assert contrast(colour, over("PANEL", 1, scheme)) >= 4.5
    assert contrast(colour, over("PAPER", 1, scheme)) >= 4.5


def test_contrast_knows_black_on_white() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0.2, 0.4, 0.6), (0.2, 0.4, 0.6)) == 1


def test_role_constants_are_the_light_values_and_all_differ() -> None:
    named = {name: light for name, (light, _) in ROLES.items() if not name.startswith("NEUTRAL_")}
    assert all(getattr(theme, name) == light for name, light in named.items())
    assert {*theme.NEUTRAL, *named.values()} == {light for light, _ in ROLES.values()}
    assert len({light for light, _ in ROLES.values()}) == len(ROLES)


@pytest.mark.parametrize("role", ["WEIGHT", "POSITIVE", "NEGATIVE", "QUERY", "KEY", "VALUE"])
def test_numbers_are_legible_at_every_opacity_in_both_themes(role: str) -> None:
    haloes = []
    for alpha in np.linspace(0, 1, 101):
        text, ground, halo = number_style(role, float(alpha))
        haloes.append(halo)
        for scheme in (0, 1):
            cell = over(role, float(alpha), scheme)
            behind = over(ground, halo, scheme, cell)
            assert contrast(over(text, 1, scheme), behind) >= 4.5
    assert max(haloes) < 0.5, "the halo must stay faint"
    assert np.mean(np.array(haloes) == 0) > 0.6, "most numbers need none"


def test_signed_numbers_never_need_a_halo() -> None:
    for role in ("POSITIVE", "NEGATIVE"):
        assert number_style(role, 0.5) == ("INK", "PANEL", 0.0)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=20).filter(lambda row: sum(row) > 0.01),
    st.integers(1, 4),
)
def test_printed_rows_sum_to_one(row: list[float], digits: int) -> None:
    exact = np.array(row) / sum(row)
    rounded = printed(exact, digits)
    units = np.rint(rounded * 10**digits)
    assert units.sum() == 10**digits
    assert np.allclose(rounded * 10**digits, units)
    assert (np.abs(rounded - exact) < 10.0**-digits + 1e-9).all()
    assert (rounded[exact == 0] == 0).all()


def test_printed_by_hand() -> None:
    assert printed([1 / 3, 1 / 3, 1 / 3]).tolist() == [0.34, 0.33, 0.33]
    assert printed([[0.29, 0.71], [1.0, 0.0]]).tolist() == [[0.29, 0.71], [1.0, 0.0]]
    assert printed([0.004, 0.006, 0.99, 0]).tolist() == [0.0, 0.01, 0.99, 0.0]


@pytest.mark.parametrize("wrong", [[0.5, 0.4], [1.5, -0.5], [np.nan, 1.0]])
def test_printed_refuses_what_is_no_distribution(wrong: list[float]) -> None:
    with pytest.raises(ValueError, match="sum to 1"):
        printed(wrong)


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.25, ".25"), (-0.5, "−.50"), (0, "0"), (0.004, "0"), (0.996, "1.00"), (1.25, "1.25")],
)
def test_a_cell_prints_few_zeros(number: float, text: str) -> None:
    assert theme.cell_text(number) == text
