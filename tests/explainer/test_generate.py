"""Writing word by word: the cache changes nothing, the trace explains what was written."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.generate import greedy, translate
from explainer.model import POSITION_CODES, Model
from explainer.tokenizer import END, START
from explainer.transformer import decode, encode, forward, next_word_logits
from tests.explainer.helpers import (
    FLOAT64_TOLERANCE,
    assert_close,
    few,
    random_model,
    unchecked_shapes,
)

SOURCE = np.array([3, 4, 5, 6])
TEXT = "word0 word1 word2 word3"


def ending_model(seed: int, after: int) -> Model:
    """A random model that writes <end> after so many words, not before.

    The embedding of <end> becomes that part of the decoder's output at this step which is
    orthogonal to its outputs at the steps before.
    """
    model = random_model(seed)
    table = model.parameters["target_embedding"].copy()
    end = model.target_vocabulary.ids[END]
    table[end] = 0
    model = replace(model, parameters={**model.parameters, "target_embedding": table})
    written = greedy(model, SOURCE, after)
    *before, last = forward(model, SOURCE, np.concatenate([[1], written])).decoder.output
    explained = np.linalg.lstsq(np.transpose(before), last)[0] @ before
    ending = table.copy()
    ending[end] = 1000 * (last - explained)
    return replace(model, parameters={**model.parameters, "target_embedding": ending})


@few
@given(st.integers(0, 2**32 - 1), st.sampled_from(POSITION_CODES), st.sampled_from(["pre", "post"]))
def test_cached_and_uncached_decoding_write_the_same(seed: int, positions: str, norm: str) -> None:
    model = random_model(seed, positions=positions, norm=norm)
    cached, uncached = (greedy(model, SOURCE, 9, cached=cached) for cached in (True, False))
    np.testing.assert_array_equal(cached, uncached)


@pytest.mark.parametrize("seed", range(5))
def test_every_step_has_the_logits_of_the_whole_pass(seed: int) -> None:
    model = random_model(seed)
    written = greedy(model, SOURCE, 8)
    inputs = np.concatenate([[model.target_vocabulary.ids[START]], written[:-1]])
    whole = forward(model, SOURCE, inputs).logits
    memory, past = encode(model, SOURCE).output, None
    for step, word in enumerate(inputs):
        past = decode(model, np.array([word]), memory, past=past)
        logits = next_word_logits(model, past)[-1]
        assert_close(logits, whole[step], atol=20 * FLOAT64_TOLERANCE)
        assert int(np.argmax(logits)) == written[step]


@pytest.mark.parametrize("cached", [True, False])
@pytest.mark.parametrize("seed", range(3))
def test_writing_stops_at_the_end_token(seed: int, cached: bool) -> None:
    model = ending_model(seed, after=3)
    written = greedy(model, SOURCE, 20, cached=cached)
    end = model.target_vocabulary.ids[END]
    assert written[-1] == end
    assert end not in written[:-1]
    assert len(written) == 4


def test_writing_stops_at_the_greatest_length() -> None:
    model = random_model(seed=1)
    longer = greedy(model, SOURCE, 7)
    assert len(longer) == 7
    assert model.target_vocabulary.ids[END] not in longer
    np.testing.assert_array_equal(greedy(model, SOURCE, 3), longer[:3])
    np.testing.assert_array_equal(greedy(model, SOURCE, 1), longer[:1])


@pytest.mark.parametrize("model", [ending_model(0, 4), random_model(1)], ids=["ends", "cut off"])
def test_the_trace_explains_every_word(model: Model) -> None:
    translation = translate(model, TEXT.upper() + ".", max_length=6)
    assert translation.source_tokens == ("word0", "word1", "word2", "word3")
    best = np.argmax(translation.trace.logits, axis=-1)
    assert model.target_vocabulary.decode(best) == translation.tokens
    n_target, n_source = len(translation.tokens), len(translation.source_tokens)
    for block in translation.trace.decoder.layers:
        assert block.cross_attention.weights.shape == (2, n_target, n_source)
        assert block.self_attention.weights.shape == (2, n_target, n_target)
    assert translation.trace.encoder.output.shape == (n_source, 8)
    words = [word for word in translation.tokens if not word.startswith("<")]
    assert translation.text == " ".join(words)


def test_a_final_end_token_is_kept_among_the_tokens_but_not_in_the_text() -> None:
    translation = translate(ending_model(0, 4), TEXT)
    assert translation.tokens[-1] == END
    assert END not in translation.text


@pytest.mark.parametrize("text", ["", "  \n", " . "])
def test_nothing_to_translate(text: str) -> None:
    with pytest.raises(ValueError, match="nothing to translate: the text is empty"):
        translate(random_model(), text)


def test_unknown_words_are_named() -> None:
    with pytest.raises(ValueError, match="not in the vocabulary of 8 words: 'xyz'; 'worf1'"):
        translate(random_model(), "word0 xyz worf1 xyz")


@pytest.mark.parametrize("max_length", [0, -2])
def test_no_room_for_a_word(max_length: int) -> None:
    with pytest.raises(ValueError, match=f"max_length must be at least 1, got {max_length}"):
        translate(random_model(), TEXT, max_length)


# --- texts that are none ---------------------------------------------------------------------

MODEL = random_model()
TEXTS = [
    (MODEL, None, TypeError, "translate takes a model, then a text (str); got Model and NoneType"),
    (MODEL, b"word0", TypeError, "got Model and bytes"),
    (MODEL, ["word0"], TypeError, "got Model and list"),
    (TEXT, MODEL, TypeError, "got str and Model"),
    (MODEL, " \t ", ValueError, "the text is empty"),
    (MODEL, "word0 <pad> word1", ValueError, "'<pad>' is no word: the model keeps it as a mark"),
    (MODEL, "word0 <END>.", ValueError, "'<end>' is no word"),
    (MODEL, "word0 " * 1000, ValueError, "1000 words are too many, the model was made for 64"),
    (MODEL, "word0 wort1", ValueError, "'wort1' (nearest: word1"),
]


@pytest.mark.parametrize(("model", "text", "error", "message"), TEXTS)
def test_what_cannot_be_translated_is_named(model, text, error, message: str) -> None:
    with unchecked_shapes(), pytest.raises(error, match=re.escape(message)):
        translate(model, text)


def test_white_space_and_closing_marks_do_not_matter() -> None:
    assert translate(MODEL, "Word0\tword1\n word2 word3.\t").text == translate(MODEL, TEXT).text


@few
@given(st.text())
def test_any_text_is_translated_or_refused_in_words(text: str) -> None:
    try:
        assert translate(MODEL, text).source_tokens
    except ValueError as error:
        assert "\n" not in str(error)
