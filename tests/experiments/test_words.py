"""Words of the translator that do not go together are named before anything is trained."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from experiments.translator import fitting, frames, recipe
from experiments.translator.frames import Frame
from experiments.translator.words import check, problems

ROOT = Path(__file__).resolve().parents[2]
ENDING = recipe.ENDINGS[0]


def test_those_of_the_project_go_together() -> None:
    assert problems() == []


def test_a_word_that_the_lexicon_lacks_is_named_with_its_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "GIFTS", ("book", "ring"))
    monkeypatch.setitem(fitting.OBJECTS, "climb", ("tower", "ring"))
    assert problems() == [
        'experiments/translator/fitting.py: "ring" is no noun of lexicon.py (in "GIFTS", "climb")'
    ]
    with pytest.raises(ValueError, match=r'do not go together: .* "ring" is no noun'):
        check()


def test_a_reason_that_fits_no_object_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = Frame("cross", "place", True, ("too",), ("tired",), {"deep": (), "wide": ("street",)})
    monkeypatch.setattr(frames, "FRAMES", (frame,))
    assert problems() == [
        'experiments/translator/frames.py: "cross" has the reason "deep", which fitting.py says of '
        "no place"
    ]


def test_a_translation_that_the_grammar_writes_otherwise_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = recipe.FRENCH[ENDING]
    monkeypatch.setitem(recipe.FRENCH, ENDING, "le chat")
    assert problems() == [
        f'experiments/translator/recipe.py: "{recipe.RUNNING[ENDING]}" is "{right}", not "le chat"'
    ]


def test_a_running_sentence_outside_the_grammar_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(recipe.RUNNING, ENDING, "the ring was red")
    first, second = problems()
    assert first == (
        'experiments/translator/recipe.py: the grammar has no held-out sentence "the ring was red"'
    )
    assert "put their nouns first in lexicon.py" in second


def test_a_noun_exchanged_in_the_lexicon_alone_is_said_whatever_is_imported(tmp_path: Path) -> None:
    folder = tmp_path / "experiments/translator"
    shutil.copytree(ROOT / "experiments/translator", folder, ignore=shutil.ignore_patterns("*.npz"))
    shutil.copy(ROOT / "experiments/__init__.py", tmp_path / "experiments")
    lexicon = folder / "lexicon.py"
    text = lexicon.read_text(encoding="utf-8").replace("hill hills", "mountain mountains")
    lexicon.write_text(text, encoding="utf-8")
    code = "import sys; sys.path.insert(0, ''); import experiments.translator.recipe"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith("ValueError: the words of the translator do not go together: ")
    assert '"hill" is no noun of lexicon.py' in last
