"""A translator of another shape, without French: figures draw it or say what they need."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import explainer
from experiments.translator.recipe import SNAPSHOTS_OF, VARIANTS
from explainer import checkpoint
from explainer.untrained import untrained
from generators.figures._shared import head_statistics, running_sentence, trainings, writing
from generators.kit.needs import UnmetError

CACHES = (running_sentence.translation, head_statistics.attentions, writing.model, writing.chances)
MET = object()


def forget() -> None:
    for one in CACHES:
        one.cache_clear()


@pytest.fixture(autouse=True)
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three layers, width 24, two heads, untrained, with a card that says nothing."""
    before = explainer.load(next(iter(VARIANTS)))
    for variant, heads in VARIANTS.items():
        shape = replace(before.config, d_model=24, n_heads=min(heads, 2), d_feed_forward=48)
        shape = replace(shape, encoder_layers=3, decoder_layers=3)
        model = untrained(replace(before, config=shape), 0)
        explainer.save(model, tmp_path / variant)
        if variant == SNAPSHOTS_OF:
            explainer.save(model, tmp_path / f"{variant}-training" / "step-0000")
    for module in (checkpoint, trainings):
        monkeypatch.setattr(module, "FOLDER", tmp_path)
    forget()
    yield
    forget()


@pytest.mark.parametrize(
    ("figure", "wanted"),
    [
        ("models.early_model", "needs 'steps' in the card of translator-one-head, which has: noth"),
        ("training.attention_forms", "needs the translator-one-head after 100 updates, and those "),
        ("index.home_running_sentence", "needs endings that are translated in different ways"),
        ("index.social", "needs the word 'parce', and the model has: "),
        ("scores.scores_of_trained_heads", MET),
        ("self_attention.it_in_all_heads", MET),
        ("self_attention.it_looks_at", MET),
        ("encoder.ending_spreads", MET),
        ("multi_head_attention.encoder_heads", MET),
    ],
)
def test_a_figure_draws_it_or_says_what_it_needs(figure: str, wanted: object) -> None:
    module = importlib.import_module(f"generators.figures.{figure}")
    if wanted is MET:
        assert module.values()
        return
    with pytest.raises(UnmetError) as stopped:
        module.values()
    assert str(stopped.value).startswith(str(wanted))
    assert "\n" not in str(stopped.value)


def test_what_shows_every_layer_has_a_column_for_each() -> None:
    from generators.figures.encoder import ending_spreads
    from generators.kit.layout import PAGES

    assert ending_spreads.draw(ending_spreads.values(), PAGES["wide"])


def test_scores_have_a_group_for_each_layer() -> None:
    from generators.figures.scores import scores_of_trained_heads

    spread = scores_of_trained_heads.values()["spread"]["four"]
    assert list(spread) == [f"{s} {n}" for s in ("encoder", "decoder", "across") for n in (1, 2, 3)]
    assert {len(heads) for heads in spread.values()} == {2}


def test_a_model_that_ends_at_once_is_said_to_write_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from generators.figures.scores import scores_of_trained_heads as figure

    written = replace(running_sentence.translation("tired"), tokens=("<end>",))
    monkeypatch.setattr(figure, "translation", lambda *_: written)
    with pytest.raises(UnmetError, match="needs a translator that writes at least one word"):
        figure.values()


def test_an_ending_that_the_recipe_does_not_have_is_named() -> None:
    with pytest.raises(UnmetError, match=r"needs 'blue' in the endings of the running sentence"):
        running_sentence.translation("blue")
