"""Speech whose words have known times: the synthesiser eSpeak NG says when each word begins."""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RATE = 16_000  # samples a second, as Whisper expects
_SYNCHRONOUS, _UTF8, _WORD, _END = 2, 1, 1, 0


class _Event(ctypes.Structure):
    """espeak_EVENT of speak_lib.h."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),  # milliseconds
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("name", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


@dataclass(frozen=True)
class Speech:
    """Samples in -1 … 1 at ``RATE``, and the units of the text with their starts in seconds.

    A unit is mostly a word; what the synthesiser speaks as one, such as "did not", is one.
    """

    samples: np.ndarray
    units: tuple[str, ...]
    starts: tuple[float, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE


def say(text: str, voice: str = "en-us", words_a_minute: int = 150, pitch: int = 50) -> Speech:
    """Speak the text. Raises RuntimeError where the synthesiser cannot be used."""
    loader = importlib.import_module("espeakng_loader")
    library = ctypes.CDLL(str(loader.get_library_path()))
    rate = library.espeak_Initialize(_SYNCHRONOUS, 0, str(loader.get_data_path()).encode(), 0)
    if rate <= 0 or library.espeak_SetVoiceByName(voice.encode()):
        raise RuntimeError(f"eSpeak NG has no voice {voice!r}")
    for parameter, value in ((1, words_a_minute), (3, pitch)):
        library.espeak_SetParameter(parameter, value, 0)
    pieces: list[np.ndarray] = []
    events: list[tuple[int, float]] = []  # place in the text, seconds

    def receive(samples: Sequence[int], count: int, found: Sequence[_Event]) -> int:
        if count > 0:
            pieces.append(np.array(samples[:count], dtype=np.int16))
        index = 0
        while found[index].type != _END:
            event = found[index]
            if event.type == _WORD:
                events.append((event.text_position - 1, event.audio_position / 1000))
            index += 1
        return 0

    callback = _Callback(receive)
    library.espeak_SetSynthCallback(callback)
    encoded = text.encode()
    library.espeak_Synth(encoded, len(encoded) + 1, 0, 1, 0, _UTF8, None, None)
    library.espeak_Synchronize()
    library.espeak_Terminate()
    places = [place for place, _ in events]
    return Speech(
        resampled(np.concatenate(pieces) / 32768, rate),
        tuple(text[a:b].strip() for a, b in zip(places, [*places[1:], len(text)], strict=True)),
        tuple(seconds for _, seconds in events),
    )


def resampled(samples: np.ndarray, rate: int) -> np.ndarray:
    """The same sound at ``RATE``: the spectrum above half of the new rate is cut off."""
    n = round(len(samples) * RATE / rate)
    spectrum = np.fft.rfft(samples)[: n // 2 + 1]
    return np.fft.irfft(spectrum, n) * (n / len(samples))
