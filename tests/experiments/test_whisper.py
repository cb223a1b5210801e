"""The speech experiment: file reader, forward pass and timing, on cases that can be worked out."""

from __future__ import annotations

import struct

import numpy as np
import pytest
import torch
from torch import nn

from experiments.whisper import model
from experiments.whisper.files import tensors
from experiments.whisper.measure import PAUSE, exchanged, hits, peaks, spans, with_pause, without
from experiments.whisper.speech import RATE, Speech, resampled

WIDTH, HEADS = 8, 2


def stored(name: str, kind: int, array: np.ndarray) -> bytes:
    text = name.encode() + b"\0"
    start = struct.pack("<H", len(text)) + text + struct.pack("<B", array.ndim)
    sizes = struct.pack(f"<{array.ndim}I", *array.shape)
    return start + sizes + struct.pack("<BI", kind, array.nbytes) + array.tobytes()


def file_of(*parts: bytes) -> bytes:
    name = b"WhisperSpec\0"
    start = struct.pack("<IH", 6, len(name)) + name + struct.pack("<II", 3, len(parts))
    return start + b"".join(parts)


def test_the_file_is_read_as_it_was_written() -> None:
    half = np.array([[0.5, -2], [1, 4]], dtype="<f2")
    found = tensors(file_of(stored("a/w", 4, half), stored("n", 2, np.array(6, dtype="<i2"))))
    assert found["a/w"].dtype == np.float32
    assert found["a/w"].tolist() == half.tolist()
    assert int(found["n"]) == 6


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(ValueError, match="type 9"):
        tensors(file_of(stored("a", 9, np.zeros(1, dtype="<f4"))))


def random(*shape: int) -> np.ndarray:
    return np.random.default_rng(sum(shape)).normal(size=shape)


def attention_tensors(name: str, cross: bool) -> dict[str, np.ndarray]:
    sizes = (WIDTH, 2 * WIDTH, WIDTH) if cross else (3 * WIDTH, WIDTH)
    made = {f"{name}/layer_norm/gamma": random(WIDTH), f"{name}/layer_norm/beta": random(WIDTH)}
    for number, size in enumerate(sizes):
        made[f"{name}/linear_{number}/weight"] = random(size, WIDTH)
        made[f"{name}/linear_{number}/bias"] = random(size)
    return made | {"decoder/num_heads": np.array(HEADS)}


@pytest.mark.parametrize("cross", [False, True])
def test_attention_is_that_of_torch(cross: bool) -> None:
    name = "decoder/layer_0/attention"
    stored_here = attention_tensors(name, cross)
    looking, sound = random(5, WIDTH), random(7, WIDTH)
    ours = model.attention(stored_here, name, looking, sound if cross else None)
    theirs = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True, dtype=torch.float64)
    last = 2 if cross else 1
    stacked = {
        part: np.concatenate([stored_here[f"{name}/linear_{i}/{part}"] for i in range(last)])
        for part in ("weight", "bias")
    }
    weights = {
        "in_proj_weight": stacked["weight"],
        "in_proj_bias": stacked["bias"],
        "out_proj.weight": stored_here[f"{name}/linear_{last}/weight"],
        "out_proj.bias": stored_here[f"{name}/linear_{last}/bias"],
    }
    theirs.load_state_dict({key: torch.tensor(array) for key, array in weights.items()})
    normed = torch.tensor(model.norm(stored_here, f"{name}/layer_norm", looking))
    other = torch.tensor(sound) if cross else normed
    output, shares = theirs(normed, other, other, average_attn_weights=False)
    assert ours.output == pytest.approx(output.detach().numpy(), abs=1e-10)
    assert ours.weights == pytest.approx(shares.detach().numpy(), abs=1e-12)


def test_a_removed_head_adds_nothing_and_the_others_the_same() -> None:
    name = "decoder/layer_0/attention"
    here = attention_tensors(name, cross=True)
    looking, sound = random(5, WIDTH), random(7, WIDTH)
    before = model.attention(here, name, looking, sound).contributions
    after = model.attention(without(here, [1]), name, looking, sound).contributions
    assert (after[1] == 0).all()
    assert after[0] == pytest.approx(before[0])
    assert before[1].any()


@pytest.mark.parametrize("stride", [1, 2])
def test_convolution_is_that_of_torch(stride: int) -> None:
    here = {"c/weight": random(4, 3, 3), "c/bias": random(4)}
    sound = random(3, 10)
    theirs = nn.functional.conv1d(
        torch.tensor(sound),
        torch.tensor(here["c/weight"]),
        torch.tensor(here["c/bias"]),
        stride=stride,
        padding=1,
    )
    assert model.convolve(here, "c", sound, stride) == pytest.approx(theirs.numpy())


def test_gelu_is_that_of_torch() -> None:
    places = np.linspace(-5, 5, 201)
    theirs = nn.functional.gelu(torch.tensor(places)).numpy()
    assert model.gelu(places) == pytest.approx(theirs, abs=1e-6)


def test_a_tone_is_loudest_in_the_band_around_it() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE)
    spectrogram = model.log_mel(tone)
    assert spectrogram.shape == (80, 3000)
    bands = model.mel_bands()
    centre = bands.argmax(axis=-1) * RATE / model.WINDOW  # Hz
    assert centre[spectrogram[:, 50].argmax()] == pytest.approx(1000, abs=80)
    assert spectrogram[:, 2000].max() == spectrogram.min()  # silence


def test_resampling_keeps_a_tone() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(22_050) / 22_050)
    expected = np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)
    assert resampled(tone, 22_050) == pytest.approx(expected, abs=1e-6)


SPEECH = Speech(np.ones(2 * RATE), ("a", "b", "c"), (0.0, 0.5, 1.25))


def test_a_pause_moves_what_comes_after_it() -> None:
    paused = with_pause(SPEECH, 1)
    assert paused.starts == (0.0, 0.5 + PAUSE, 1.25 + PAUSE)
    assert paused.seconds == SPEECH.seconds + PAUSE
    assert paused.samples[RATE // 2 : RATE // 2 + RATE].max() == 0
    assert spans(SPEECH).tolist() == [[0, 0.5], [0.5, 1.25], [1.25, 2]]
    assert spans(paused, 1).tolist() == [[0, 0.5], [1.5, 2.25], [2.25, 3]]
    with pytest.raises(ValueError, match="between two"):
        with_pause(SPEECH, 0)


def test_hits_by_hand() -> None:
    weights = np.zeros((1, 3, 150))
    for unit, position in enumerate((10, 62, 75)):
        weights[0, unit, position] = 1
    found = peaks(weights)
    assert found.tolist() == [[0.21, 1.25, 1.51]]
    times = spans(SPEECH)
    assert hits(found, times, tolerance=0).tolist() == [[True, True, True]]
    assert hits(found + 0.05, times, tolerance=0).tolist() == [[True, False, True]]
    assert hits(found + 0.05, times).tolist() == [[True, True, True]]
    # with the tolerance the peaks lie in 1, 2 and 1 of the three times that they may be dealt
    assert exchanged(found, times, seed=0, draws=3000)[0] == pytest.approx(4 / 9, abs=0.02)
