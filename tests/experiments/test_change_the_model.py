"""The guide in docs/change-the-model.md, followed in a copy as far as nothing is trained."""

import re
import shutil
from pathlib import Path

import pytest

from experiments import again
from experiments.translator import recipe
from generators.kit.needs import UnmetError, needs
from run import COMMANDS

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/change-the-model.md").read_text(encoding="utf-8")
RECIPE = "experiments/translator/recipe.py"


def wished() -> dict[str, str]:
    """What the guide writes into the recipe: names and values."""
    (code,) = re.findall(r"```py\n(.*?)```", GUIDE, re.DOTALL)
    return dict(re.findall(r"^(\w+) = (.*)$", code, re.MULTILINE))


def test_its_commands_are_those_there_are() -> None:
    commands = re.findall(r"python3 run\.py (\w+)", GUIDE)
    assert {"train", "serve", "drift"} <= set(commands) <= set(COMMANDS)


def test_the_recipe_has_what_is_changed_in_it() -> None:
    for name, value in wished().items():
        assert getattr(recipe, name) != eval(value), "the guide changes nothing"
    for name in re.findall(r"`(\w+\.py)`", GUIDE):
        assert (ROOT / RECIPE).with_name(name).is_file()


def test_the_list_names_the_translator_first_and_then_what_measures_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("experiments", "explainer"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__")
        )
    text = (tmp_path / RECIPE).read_text(encoding="utf-8")
    for name, value in wished().items():
        text, changed = re.subn(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
        assert changed == 1
    (tmp_path / RECIPE).write_text(text, encoding="utf-8")
    assert again.main(["--list"], tmp_path) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("translator: stale: the recipe changed")
    assert "it measures what translator writes" in second


def test_what_a_figure_needs_is_said_as_the_guide_quotes_it() -> None:
    assert "“needs at least two layers”" in GUIDE
    with pytest.raises(UnmetError, match=r"^needs at least two layers"):
        needs(False, "at least two layers")
