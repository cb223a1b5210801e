"""How many examples and random starts each experiment rests on, for the list of the Lab."""

from typing import Any

from generators.kit.values import Values
from generators.pipeline import results

COUNTED = {  # experiment -> where its results say how many there are, or hold them
    "alignment": "minimal_pairs",
    "captions": "test_pictures",
    "causal_mask": "test_sentences",
    "context": "minimal_pairs",
    "copy_codes": "test_lists.copy",
    "cost": "lengths",
    "decoding": "sentences.certainty",
    "depth": "seeds",
    "distance_gradients": "lists",
    "explanation": "n",
    "fine_tuning": "runs",
    "head_removal": "sentences",
    "head_roles": "sentences",
    "heatmaps": "words",
    "in_context": "runs",
    "induction": "runs",
    "memories": "sentences",
    "minilm": "sentences",
    "modern_block": "runs",
    "planted_bias": "sentences",
    "positions": "translators.test",
    "recall": "test_lists.recall",
    "recall_converged": "test_lists",
    "recurrent_translator": "sentences",
    "robustness": "sentences",
    "scaling": "test_sentences",
    "second_language": "sentences",
    "smollm2": "removal.counts",
    "tokens": "merges",
    "training": "sentences",
    "translator": "runs",
    "weight_decay": "runs",
    "uses": "test_reports",
    "vision": "images.test",
    "warm_up": "runs",
    "whisper": "recordings",
    "word_vectors": "vocabulary",
}


def values() -> Values:
    return {name: _sizes(results.read(name), place) for name, place in COUNTED.items()}


def _sizes(found: dict[str, Any], place: str) -> dict[str, int]:
    counted: Any = found
    for key in place.split("."):
        counted = counted[key]
    n = len(counted) if isinstance(counted, list | dict) else int(counted)
    seeds = 0 if place == "seeds" else len(_seeds(found))
    return {"n": n, "seeds": seeds} if seeds else {"n": n}


def _seeds(found: dict[str, Any]) -> set[int]:
    """The seeds that an experiment names, or those of its models."""
    if isinstance(found.get("seeds"), list):
        return set(found["seeds"])
    models = found.get("runs", found.get("models", []))
    return {model["seed"] for model in models if isinstance(model, dict) and "seed" in model}
