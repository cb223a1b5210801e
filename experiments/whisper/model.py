"""The forward pass of Whisper (Radford et al. 2022), on the attention of every model of this site.

Pre-norm encoder-decoder with GELU. Sound comes in as a log-mel spectrogram, 100 columns a second;
two convolutions, the second with stride 2, leave 50 positions a second for the encoder.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explainer.attention import causal_mask
from explainer.heads import MultiHeadTrace, multi_head_attention

RATE, WINDOW, HOP, BANDS = 16_000, 400, 160, 80
CHUNK = 30 * RATE  # Whisper always hears 30 seconds; what is missing is silence
POSITIONS_A_SECOND = 50
START, NO_TIMESTAMPS, END = 50257, 50362, 50256  # ids of tiny.en
Tensors = dict[str, np.ndarray]


@dataclass(frozen=True)
class Heard:
    """What the decoder computed for one text."""

    logits: np.ndarray  # [tokens, vocabulary]; row i predicts token i + 1
    cross_weights: np.ndarray  # [layers, heads, tokens, positions of sound]


def log_mel(samples: np.ndarray) -> np.ndarray:
    """Spectrogram of 30 seconds [bands, columns], as Whisper was trained on.

    Hann windows of 25 ms, 10 ms apart; powers in 80 mel bands; log10, not more than 8 below the
    loudest, (x + 4) / 4.
    """
    sound = np.zeros(CHUNK)
    sound[: len(samples)] = samples[:CHUNK]
    padded = np.pad(sound, WINDOW // 2, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][: CHUNK // HOP]
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    power = np.abs(np.fft.rfft(windows * hann, axis=-1)) ** 2  # [columns, frequencies]
    logs = np.log10(np.maximum(power @ mel_bands().T, 1e-10)).T
    return np.ascontiguousarray((np.maximum(logs, logs.max() - 8) + 4) / 4, dtype=np.float32)


def mel_bands() -> np.ndarray:
    """Triangles of equal area [bands, frequencies] on Slaney's scale: linear to 1 kHz, then log."""
    step = math.log(6.4) / 27

    def to_hertz(mel: np.ndarray) -> np.ndarray:
        return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp(step * (mel - 15)))

    highest = 15 + math.log(RATE / 2 / 1000) / step
    edges = to_hertz(np.linspace(0, highest, BANDS + 2))
    frequencies = np.linspace(0, RATE / 2, WINDOW // 2 + 1)
    rising = (frequencies - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - frequencies) / np.diff(edges)[1:, None]
    area = 2 / (edges[2:] - edges[:-2])
    return np.maximum(0, np.minimum(rising, falling)) * area[:, None]


def encode(tensors: Tensors, mel: np.ndarray) -> np.ndarray:
    """Vectors of the sound [positions, d_model], all 30 seconds."""
    stream = gelu(convolve(tensors, "encoder/conv1", mel, stride=1))
    stream = gelu(convolve(tensors, "encoder/conv2", stream, stride=2)).T
    stream = stream + tensors["encoder/position_encodings/encodings"]
    for layer in range(count(tensors, "encoder")):
        name = f"encoder/layer_{layer}"
        stream = stream + attention(tensors, f"{name}/self_attention", stream).output
        stream = stream + feed_forward(tensors, f"{name}/ffn", stream)
    return norm(tensors, "encoder/layer_norm", stream)


def decode(tensors: Tensors, sound: np.ndarray, ids: Sequence[int]) -> Heard:
    """Run the decoder over all given tokens at once."""
    table = tensors["decoder/embeddings/weight"]
    stream = table[list(ids)] + tensors["decoder/position_encodings/encodings"][: len(ids)]
    mask, crosses = causal_mask(len(ids)), []
    for layer in range(count(tensors, "decoder")):
        name = f"decoder/layer_{layer}"
        stream = stream + attention(tensors, f"{name}/self_attention", stream, mask=mask).output
        cross = attention(tensors, f"{name}/attention", stream, sound)
        stream = stream + cross.output
        stream = stream + feed_forward(tensors, f"{name}/ffn", stream)
        crosses.append(cross.weights)
    logits = norm(tensors, "decoder/layer_norm", stream) @ table.T
    return Heard(logits, np.stack(crosses))


def transcribe(tensors: Tensors, sound: np.ndarray, longest: int = 40) -> list[int]:
    """The likeliest token, one after the other, until the end; without start and end."""
    ids = [START, NO_TIMESTAMPS]
    while len(ids) < longest:
        logits = decode(tensors, sound, ids).logits[-1]
        logits[END + 1 :] = -np.inf  # special tokens and times
        best = int(logits.argmax())
        if best == END:
            break
        ids.append(best)
    return ids[2:]


def attention(
    tensors: Tensors,
    name: str,
    looking: np.ndarray,
    looked_at: np.ndarray | None = None,
    mask: np.ndarray | None = None,
) -> MultiHeadTrace:
    """Self-attention of the normed stream or, with ``looked_at``, cross-attention from it."""
    looking = norm(tensors, f"{name}/layer_norm", looking)
    first, second = (
        (tensors[f"{name}/linear_{i}/weight"].T, tensors[f"{name}/linear_{i}/bias"]) for i in (0, 1)
    )
    if looked_at is None:  # query, key and value stored side by side
        stored = [*zip(np.split(first[0], 3, axis=1), np.split(first[1], 3), strict=True), second]
    else:
        pairs = zip(np.split(second[0], 2, axis=1), np.split(second[1], 2), strict=True)
        last = tensors[f"{name}/linear_2/weight"].T, tensors[f"{name}/linear_2/bias"]
        stored = [first, *pairs, last]
    parameters: Tensors = {}
    for part, (weight, bias) in zip(("query", "key", "value", "output"), stored, strict=True):
        parameters |= {part: weight, f"{part}_bias": bias}
    heads = int(tensors[f"{name.partition('/')[0]}/num_heads"])
    return multi_head_attention(
        looking, looking if looked_at is None else looked_at, parameters, heads, mask
    )


def feed_forward(tensors: Tensors, name: str, stream: np.ndarray) -> np.ndarray:
    """What the feed-forward network adds, norm included."""
    hidden = gelu(linear(tensors, f"{name}/linear_0", norm(tensors, f"{name}/layer_norm", stream)))
    return linear(tensors, f"{name}/linear_1", hidden)


def linear(tensors: Tensors, name: str, features: np.ndarray) -> np.ndarray:
    """Features times the stored matrix, plus its bias."""
    return features @ tensors[f"{name}/weight"].T + tensors[f"{name}/bias"]


def convolve(tensors: Tensors, name: str, features: np.ndarray, stride: int) -> np.ndarray:
    """Convolution of width 3 over time [channels, time], with one silent column at either end."""
    weight = np.ascontiguousarray(np.moveaxis(tensors[f"{name}/weight"], -1, 0))  # [3, out, in]
    padded = np.pad(features, ((0, 0), (1, 1)))
    n = features.shape[1]
    parts = (weight[k] @ np.ascontiguousarray(padded[:, k : k + n : stride]) for k in range(3))
    return sum(parts, start=tensors[f"{name}/bias"][:, None])


def norm(tensors: Tensors, name: str, features: np.ndarray) -> np.ndarray:
    """Layer norm with the epsilon of torch."""
    centred = features - features.mean(axis=-1, keepdims=True)
    variance = (centred * centred).mean(axis=-1, keepdims=True)
    gain, bias = tensors[f"{name}/gamma"], tensors[f"{name}/beta"]
    return centred / np.sqrt(variance + 1e-5) * gain + bias


def gelu(features: np.ndarray) -> np.ndarray:
    """x Φ(x), with Φ the normal distribution to 1.5e-7 (Abramowitz & Stegun 1964, 7.1.26)."""
    size = np.abs(features) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * size)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.copysign(1 - series * np.exp(-size * size), features)
    return features * (1 + erf) / 2


def count(tensors: Tensors, stack: str) -> int:
    """How many layers a stack has."""
    return len(
        {name.split("/")[1] for name in tensors if name.startswith(f"{stack}/layer_")}
        - {"layer_norm"}
    )
