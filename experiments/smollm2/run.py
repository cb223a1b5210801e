"""Look into SmolLM2-135M-Instruct, quantised to 4 bits: every head, with controls.

    python3 run.py train smollm2

Every stage is kept in ``build/train/smollm2/`` when it is done; delete that folder to begin anew.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from experiments.provenance import state_folder
from experiments.results import kept, rounded, versions, write_arrays, write_results
from experiments.smollm2 import endings, measure, model, reading, removal, texts
from experiments.translator.recipe import ENDINGS
from explainer.files import write_whole

HERE = Path(__file__).parent
KEPT = state_folder("smollm2", [texts.BIBLE])
UNTRAINED_SEED = 0
END_OF_TEXT = 0  # the token between two documents
CONTROLLED = ("previous", "first", "second", "duplicates", "induction")
PICTURED = 0  # the draw of repeated tokens whose pictures are published


def running_sentence(published: reading.Published) -> dict[str, Any]:
    """Both endings, every head's weights, and what the model expects after every token."""
    traces, ids = {}, {}
    for ending in ENDINGS:
        ids[ending] = published.encode(f"{texts.RUNNING} {ending}")
        traces[ending] = model.forward(
            published.parameters, published.sizes, np.array([ids[ending]])
        )
    tokens = published.written(ids[ENDINGS[0]])
    tired = traces[ENDINGS[0]]
    write_arrays(
        HERE / "running_sentence.npz",
        tokens=tokens,
        weights=tired.weights[:, 0].astype(np.float16),
        last_row_with_wide=traces[ENDINGS[1]].weights[:, 0, :, -1].astype(np.float16),
    )
    capital = np.array([published.encode(texts.CAPITAL)])
    answered = model.forward(published.parameters, published.sizes, capital).logits[0, -1]
    return {
        "ids": ids[ENDINGS[0]],
        "tokens": tokens,
        "expected": [measure.most_likely(published, row) for row in tired.logits[0]],
        "loss": model.losses(tired.logits, np.array([ids[ENDINGS[0]]]))[0].tolist(),
        "endings": endings.compare(published, traces, tokens),
        "capital": {"prompt": texts.CAPITAL, "next": measure.most_likely(published, answered)},
    }


def repeated_picture(published: reading.Published) -> dict[str, Any]:
    """One draw of repeated tokens: every head's weights, in steps of 1/255."""
    ids = texts.repeated(published)[PICTURED]
    trace = model.forward(published.parameters, published.sizes, ids[None])
    write_arrays(
        HERE / "repeated_tokens.npz",
        tokens=published.written(ids),
        weights=np.rint(trace.weights[:, 0] * 255).astype(np.uint8),
    )
    return {"ids": ids.tolist(), "tokens": published.written(ids)}


def removals(published: reading.Published, scores: list[list[float]]) -> dict[str, Any]:
    """Without the strongest induction heads, and without as many others of the same layers."""
    sizes = published.sizes
    repeated = texts.repeated(published)[: removal.REPEATED]
    passages = texts.passages(published)[: removal.PASSAGES]
    best = removal.strongest(scores, max(removal.COUNTS))

    def without(heads: list[model.Head], name: str) -> dict[str, Any]:
        found = kept(
            KEPT / f"without_{name}.json",
            lambda: removal.loss_without(published.parameters, sizes, heads, repeated, passages),
        )
        print(f"without {name}: {found['second_copy']:.2f} {found['ordinary']:.2f}", flush=True)
        return found

    result: dict[str, Any] = {"whole": without([], "none"), "best": [], "others": []}
    for count in removal.COUNTS:
        result["best"].append(without(best[:count], f"best_{count}"))
        result["others"].append(
            [
                without(
                    removal.others_of_the_same_layers(best[:count], best, sizes, seed),
                    f"others_{count}_{seed}",
                )
                for seed in range(removal.RANDOM_SETS)
            ]
        )
    return result | {
        "counts": list(removal.COUNTS),
        "random_sets": removal.RANDOM_SETS,
        "repeated_texts": len(repeated),
        "passages": len(passages),
    }


def processor_seconds(now: float) -> int:
    """Those of this call and of the interrupted ones before it."""
    path = KEPT / "processor_seconds.json"
    total = now + (json.loads(path.read_text(encoding="utf-8")) if path.exists() else 0)
    write_whole(path, json.dumps(total))
    return round(total)


def compact(results: dict[str, Any]) -> dict[str, Any]:
    """What is committed: three decimals a head; of the controls only what they control."""
    smaller = {}
    for name, found in results.items():
        if isinstance(found, dict) and "heads" in found and "loss_by_place" in found:
            heads = {
                kind: np.round(shares, 3).tolist()
                for kind, shares in found["heads"].items()
                if name in ("ordinary", "repeated") or kind in CONTROLLED
            }
            found = {**found, "heads": heads}  # noqa: PLW2901
        smaller[name] = found
    return smaller


def main() -> None:
    """Every stage once, then all numbers in one file."""
    begun = time.process_time()
    published = reading.load()
    parameters, sizes = published.parameters, published.sizes
    ordinary, twice = texts.passages(published), texts.repeated(published)

    def first(number: int, ids: Any) -> Any:
        return np.insert(ids, 0, number, axis=1)

    def mean(ids: Any, of: Any = parameters) -> Callable[[], dict[str, Any]]:
        return lambda: measure.mean_statistics(of() if callable(of) else of, sizes, ids)

    def untrained() -> Any:
        return model.random_parameters(sizes, UNTRAINED_SEED)

    def mixed() -> Any:
        return model.shuffled_parameters(parameters, UNTRAINED_SEED)

    stages: dict[str, Callable[[], dict[str, Any]]] = {
        "running": lambda: running_sentence(published),
        "repeated_picture": lambda: repeated_picture(published),
        "repeated": mean(twice),
        "ordinary": mean(ordinary),
        "never_repeated": lambda: measure.mean_statistics(
            parameters, sizes, texts.never_repeated(published), [*range(texts.COPY_LENGTH)] * 2
        ),
        "repeated_in_other_order": mean(texts.repeated_in_other_order(twice)),
        "ordinary_with_first_token": mean(first(published.card["first_token"], ordinary)),
        "ordinary_with_end_of_text": mean(first(END_OF_TEXT, ordinary)),
        "ordinary_mixed_weights": mean(ordinary, mixed),
        "repeated_mixed_weights": mean(twice, mixed),
        "ordinary_untrained": mean(ordinary, untrained),
        "repeated_untrained": mean(twice, untrained),
        "ordinary_shuffled": mean(texts.shuffled(ordinary)),
        "asked": lambda: endings.ask(published),
    }
    results: dict[str, Any] = {
        "command": "python3 run.py train smollm2",
        "versions": versions(np),
        "card": published.card,
        "untrained_seed": UNTRAINED_SEED,
        "copy_length": texts.COPY_LENGTH,
    }
    for name, stage in stages.items():
        results[name] = kept(KEPT / f"{name}.json", stage)
        print(f"{name}: {time.process_time() - begun:.0f} s of processor time", flush=True)
    ranked = kept(KEPT / "ranked.json", mean(twice[removal.REPEATED :]))
    results["removal"] = removals(published, ranked["heads"]["induction"])
    results["removal"]["ranked_on"] = ranked["texts"]
    results["cpu_seconds"] = processor_seconds(time.process_time() - begun)
    write_results(
        HERE / "results.json",
        rounded(compact(results)),
        measured=[texts.BIBLE],
        wrote=[HERE / "running_sentence.npz", HERE / "repeated_tokens.npz"],
        published=published.card,
    )
    print("wrote results.json", flush=True)


if __name__ == "__main__":
    main()
