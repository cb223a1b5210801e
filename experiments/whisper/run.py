"""Compare where the heads of Whisper tiny.en look with where the words were spoken.

python3 run.py train whisper
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import numpy as np

from experiments.minilm.pairs import RUNNING, read
from experiments.results import rounded, versions, write_results
from experiments.whisper import files, report
from experiments.whisper.measure import (
    PAUSE,
    TOLERANCE,
    Looks,
    exchanged,
    hits,
    listen,
    peaks,
    spans,
    surprise,
    with_pause,
    without,
)
from experiments.whisper.model import POSITIONS_A_SECOND
from experiments.whisper.speech import RATE, Speech, say
from explainer.files import write_whole

HERE = Path(__file__).parent
SENTENCES = 12  # from the pairs of experiments/minilm, every fourth
VOICES = (("en-us", 150), ("en-gb-x-rp", 130))  # voice, words a minute
LOOKS_AT_THE_WORD = 0.8  # share of hits
CONTROLS = 5
MARGIN = 0.4  # seconds kept after the speech, for the picture


def sentences() -> list[str]:
    """Every fourth pair, its two versions in turn."""
    chosen = read()[::4][:SENTENCES]
    return [pair.versions[number % 2] for number, pair in enumerate(chosen)]


def spoken(text: str, voice: str, pace: int) -> Speech:
    """The sentence as it is written, with a capital and a full stop."""
    return say(f"{text[0].upper()}{text[1:]}.", voice, pace)


def both(model: files.Published, speech: Speech) -> dict[str, Any]:
    """The recording as it is and with a pause before "because"."""
    at = speech.units.index("because")
    found = {}
    for name, sound, pause in (("plain", speech, None), ("paused", with_pause(speech, at), at)):
        looks = listen(model.tensors, model.tokenizer, sound)
        found[name] = {"looks": looks, "times": spans(sound, pause), "speech": sound}
    return found


def picture(model: files.Published, head: int) -> dict[str, Any]:
    """The running sentence, which is not one of those counted: one head's rows and the sound."""
    speech = spoken(RUNNING.versions[0], *VOICES[0])
    result: dict[str, Any] = {"units": list(speech.units)}
    for name, part in both(model, speech).items():
        kept = round((part["speech"].seconds + MARGIN) * POSITIONS_A_SECOND)
        weights = part["looks"].weights[head]
        result[name] = {
            "times": part["times"].tolist(),
            "weights": weights[:, :kept].tolist(),
            "beyond": weights[:, kept:].sum(axis=-1).tolist(),
            "hit": hits(peaks(weights), part["times"]).tolist(),
            "loudness": loudness(part["speech"].samples)[:kept],
            "written": part["looks"].written,
        }
    return result


def removed(model: files.Published, heard: list[Looks], shares: np.ndarray) -> dict[str, Any]:
    """Surprise at the right text without each head, and without all that look at the word.

    Control: as many heads as those, drawn from the others.
    """
    looking = np.flatnonzero(shares >= LOOKS_AT_THE_WORD)
    others = np.setdiff1d(np.arange(len(shares)), looking)
    if len(looking) > len(others):
        raise ValueError("more heads look at the word than do not: there is no control")
    random = np.random.default_rng(0)
    drawn = [random.choice(others, len(looking), replace=False) for _ in range(CONTROLS)]
    return {
        "threshold": LOOKS_AT_THE_WORD,
        "looking": looking.tolist(),
        "whole": surprise(model.tensors, heard),
        "single": [surprise(without(model.tensors, [head]), heard) for head in range(len(shares))],
        "without_looking": surprise(without(model.tensors, looking), heard),
        "without_others": [surprise(without(model.tensors, heads), heard) for heads in drawn],
    }


def loudness(samples: np.ndarray) -> list[float]:
    """Root mean square of every fiftieth of a second."""
    size = RATE // POSITIONS_A_SECOND
    padded = np.pad(samples, (0, -len(samples) % size))
    return np.sqrt((padded.reshape(-1, size) ** 2).mean(axis=-1)).tolist()


def main() -> None:
    """Listen to all recordings, then write both files."""
    begun, model = time.process_time(), files.load()
    right: dict[str, list[np.ndarray]] = {"plain": [], "paused": [], "exact": []}
    dealt: list[np.ndarray] = []
    moved: list[np.ndarray] = []
    written, heard = [], list[Looks]()
    for number, text in enumerate(sentences()):
        for voice, pace in VOICES:
            parts = both(model, spoken(text, voice, pace))
            found = {name: peaks(part["looks"].weights) for name, part in parts.items()}
            for name, part in parts.items():
                right[name].append(hits(found[name], part["times"]))
            right["exact"].append(hits(found["plain"], parts["plain"]["times"], tolerance=0))
            dealt.append(exchanged(found["plain"], parts["plain"]["times"], seed=number))
            later = parts["paused"]["times"][:, 0] - parts["plain"]["times"][:, 0]  # 0 or PAUSE
            change = found["paused"] - found["plain"]
            moved.append(np.abs(change - later) <= TOLERANCE)
            heard.append(parts["plain"]["looks"])
            written.append({"voice": voice, "text": text, "written": heard[-1].written})
            print(f"{voice}: {heard[-1].written}", flush=True)
    plain = np.concatenate(right["plain"], axis=1).mean(axis=1)
    best = int(plain.argmax())
    per_layer = 6
    results = {
        "command": "python3 run.py train whisper",
        "versions": versions(np),
        "origin": model.origin,
        "voices": VOICES,
        "sentences": SENTENCES,
        "recordings": len(written),
        "units": sum(len(one[0]) for one in right["plain"]),
        "tolerance": TOLERANCE,
        "pause": PAUSE,
        "heads_per_layer": per_layer,
        "listed": [layer * per_layer + head for layer, head in model.alignment_heads],
        "plain": plain.tolist(),
        "paused": np.concatenate(right["paused"], axis=1).mean(axis=1).tolist(),
        "exact": np.concatenate(right["exact"], axis=1).mean(axis=1).tolist(),
        "exchanged": np.mean(dealt, axis=0).tolist(),
        "moved": np.concatenate(moved, axis=1).mean(axis=1).tolist(),
        "best": best,
        "removed": removed(model, heard, plain),
        "best_by_recording": [float(one[best].mean()) for one in right["plain"]],
        "compared": json.loads((HERE / "compared.json").read_text(encoding="utf-8")),
        "written": written,
        "picture": picture(model, best),
        "cpu_seconds": round(time.process_time() - begun, 1),
    }
    write_results(
        HERE / "results.json",
        rounded(results),
        measured=[HERE / "compared.json"],
        published=model.origin,
    )
    write_whole(HERE / "README.md", report.text(results))
    print("wrote results.json and README.md", flush=True)


if __name__ == "__main__":
    main()
