"""Train the translator with and without the causal mask, then let both write by themselves.

    python3 run.py train causal_mask

Both variants of a seed begin with the same parameters and read the same sentences in the same
order; the decoder's mask is the only difference. Writes ``results.json`` beside this file.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from experiments.results import versions, write_results
from experiments.translator.data import ENGLISH, FRENCH, PADDING_ID, draw, held_out_sample, to_batch
from experiments.translator.grammar import Pair
from experiments.translator.recipe import ENDINGS, PEAK_RATE, RUNNING, WEIGHT_DECAY
from experiments.translator.run_state import Run, new_run
from experiments.translator.train import as_arrays, learning_rate
from explainer.attention import padding_mask
from explainer.model import Model
from explainer.tokenizer import END, START, split_words
from explainer.transformer import decode, encode, next_word_logits

COMMAND = "python3 run.py train causal_mask"
RESULTS = Path(__file__).with_name("results.json")
SEEDS = (0, 1, 2)
STEPS = 600
BATCH = 64  # sentences
N_TEST = 300  # held-out sentences
LOG_EVERY = 20  # steps
LONGEST = 30  # words written at most
SENTENCE = RUNNING[ENDINGS[0]]


def logits_of(model: Model, source: Any, target: Any, causal: bool) -> Any:
    """Scores of the next word after every target token, [sentences, target, vocabulary]."""
    mask = padding_mask(source, PADDING_ID)
    memory = encode(model, source, mask).output
    return next_word_logits(model, decode(model, target, memory, mask, causal=causal))


def train(run: Run, causal: bool) -> list[list[float]]:
    """Update the run to its last step; return its loss curve, [step, nats a token]."""
    curve, recent = [], []
    while run.step < run.steps:
        batch = to_batch(draw(run.sentences, BATCH, held_out=False))
        logits = logits_of(
            run.model, torch.from_numpy(batch.source), torch.from_numpy(batch.target), causal
        )
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1),
            torch.from_numpy(batch.expected).flatten(),
            ignore_index=PADDING_ID,
        )
        for group in run.optimizer.param_groups:
            group["lr"] = learning_rate(run.step, run.steps)
        run.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.parameters.values(), 1.0)
        run.optimizer.step()
        run.step += 1
        recent.append(loss.item())
        if run.step % LOG_EVERY == 0:
            curve.append([run.step, round(float(np.mean(recent)), 5)])
            recent.clear()
    return curve


def measure(model: Model, pairs: list[Pair], causal: bool) -> dict[str, float]:
    """How often the next word is right when the French is given, and when it must be written.

    ``given``: share of French tokens predicted right in one pass over the right translation.
    ``first_word``: share of sentences whose first French word is right with nothing written yet.
    ``written``: share of sentences written right from start to end, word by word.
    """
    batch = to_batch(pairs)
    right = np.argmax(logits_of(model, batch.source, batch.target, causal), -1) == batch.expected
    tokens = batch.expected != PADDING_ID
    written = write(model, batch.source, causal)
    return {
        "given": float(right[tokens].mean()),
        "first_word": float((written[:, 0] == batch.expected[:, 0]).mean()),
        "written": float(
            np.mean([words(row) == pair.french for row, pair in zip(written, pairs, strict=True)])
        ),
    }


def write(model: Model, source: np.ndarray, causal: bool) -> np.ndarray:
    """Greedy translations, [sentences, LONGEST]; every step reads the whole prefix again."""
    mask = padding_mask(source, PADDING_ID)
    memory = encode(model, source, mask).output
    target = np.full((len(source), 1), FRENCH.ids[START])
    for _ in range(LONGEST):
        decoder = decode(model, target, memory, mask, causal=causal)
        word = np.argmax(next_word_logits(model, decoder)[:, -1:], axis=-1)
        target = np.concatenate([target, word], axis=1)
    return target[:, 1:]


def words(row: np.ndarray) -> tuple[str, ...]:
    """The words before the first <end>."""
    decoded = FRENCH.decode(row)
    return decoded[: decoded.index(END)] if END in decoded else decoded


def running_sentence(model: Model, causal: bool) -> list[str]:
    """What the model writes for the sentence that runs through the pages, ten words at most."""
    sentence = split_words(SENTENCE)
    return list(words(write(model, ENGLISH.encode(sentence)[None], causal)[0])[:10])


def main() -> None:
    """Train all runs, measure them, write the results."""
    torch.set_num_threads(1)
    pairs = held_out_sample(N_TEST)
    runs = []
    for seed in SEEDS:
        for causal in (True, False):
            started = time.perf_counter()
            run = new_run("translator", seed, STEPS, PEAK_RATE, WEIGHT_DECAY)
            curve = train(run, causal)
            model = as_arrays(run.model)
            result = {
                "seed": seed,
                "causal": causal,
                **measure(model, pairs, causal),
                "running_sentence": running_sentence(model, causal),
                "seconds": round(time.perf_counter() - started, 1),
                "loss_curve": curve,
            }
            runs.append(result)
            print({key: value for key, value in result.items() if key != "loss_curve"}, flush=True)
    content = {
        "command": COMMAND,
        "seeds": list(SEEDS),
        "steps": STEPS,
        "batch": BATCH,
        "test_sentences": len(pairs),
        "versions": versions(np, torch),
        "runs": runs,
    }
    write_results(RESULTS, content)


if __name__ == "__main__":
    main()
