"""Numbers in words."""

import pytest

from generators.kit.phrases import counted, most_on, weights_on


def test_weights_with_their_words() -> None:
    assert weights_on(["the", "animal"], [0.29, 0.71]) == "0.29 on the, 0.71 on animal"
    assert most_on(["the", "animal"], [0.29, 0.71]) == "0.71 on animal"


def test_as_many_weights_as_words() -> None:
    with pytest.raises(ValueError, match="shorter"):
        weights_on(["the", "animal"], [1.0])


@pytest.mark.parametrize(
    ("number", "text"), [(1, "1 head"), (4, "4 heads"), (16_640, "16,640 heads"), (0, "0 heads")]
)
def test_things_are_counted(number: int, text: str) -> None:
    assert counted(number, "head") == text
