"""The running sentence: one source, and the same words wherever people read it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import explainer
from experiments.translator import recipe
from explainer.inspect import __doc__ as inspect_doc

ROOT = Path(__file__).resolve().parents[2]


def test_the_words_stand_in_the_sentence() -> None:
    for ending, sentence in recipe.RUNNING.items():
        words = sentence.split()
        assert sentence == f"{recipe.RUNNING_SENTENCE} {ending}"
        assert {recipe.PRONOUN, *recipe.NOUNS} <= set(words)
        assert words[-1] == ending
    assert tuple(recipe.RUNNING) == recipe.ENDINGS == tuple(recipe.FRENCH)


def test_each_ending_goes_with_its_pronoun() -> None:
    for ending, pronoun in zip(recipe.ENDINGS, recipe.PRONOUNS, strict=True):
        assert f"qu'{pronoun} " in recipe.FRENCH[ending]


def test_examples_for_readers_quote_it() -> None:
    assert recipe.RUNNING["tired"] in (explainer.__doc__ or "")
    assert recipe.FRENCH["tired"] in (explainer.__doc__ or "")
    assert recipe.RUNNING["tired"] in (inspect_doc or "")
    assert recipe.RUNNING["wide"] in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_other_code_spells_it_out() -> None:
    code = [path for name in ("experiments", "generators") for path in (ROOT / name).rglob("*.py")]
    copies = [
        path.relative_to(ROOT).as_posix()
        for path in code
        if recipe.RUNNING_SENTENCE in path.read_text(encoding="utf-8").lower()
    ]
    assert copies == ["experiments/translator/sentences.py"]  # the docstring of its grammar


def test_code_asks_for_an_ending_by_its_place() -> None:
    named = re.compile(r"(RUNNING|FRENCH)\[[\"']")
    code = (ROOT / "experiments").rglob("*.py")
    found = [path.name for path in code if named.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_it_is_read_without_a_library() -> None:
    code = "import experiments.translator.recipe, json, sys; print(json.dumps(list(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"numpy", "torch", "explainer"} & set(json.loads(done.stdout))
