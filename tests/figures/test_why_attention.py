"""What the page on why attention shows, where it can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from generators.figures.why_attention import hard_and_soft
from generators.figures.why_attention._look_up import KEY_ANGLES, look_up
from generators.pipeline.paths import ROOT


def test_the_best_key_changes_half_way_between_two_keys() -> None:
    # Keys at 15, 105, 200 and 280 degrees: borders at 60, 152.5, 240 and 327.5. The first numbers
    # of the values are 9, 1, 2 and 8: jumps of 8, 1, 6 and 1.
    found = hard_and_soft.values()
    jumps = np.abs(np.diff(found["hard"]))
    assert sorted(jumps[jumps > 0]) == [1, 1, 6, 8]
    assert found["hard"][59] == 9
    assert found["hard"][61] == 1


def test_the_mixture_comes_round_to_where_it_began() -> None:
    found = hard_and_soft.values()
    assert found["soft"][0] == pytest.approx(found["soft"][360])
    assert found["largest_soft_step"] < found["smallest_jump"] / 5


def test_the_chapter_shows_what_its_code_prints() -> None:
    trace = look_up(KEY_ANGLES[0])
    printed = f"# {trace.weights[0].round(2)} {trace.output[0].round(1)}"
    assert printed in (ROOT / "docs/why-attention.md").read_text(encoding="utf-8")
