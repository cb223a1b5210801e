"""The translator's card: its size, its training, and what it gets right."""

import explainer
from experiments.translator.recipe import COMMITTED_SEED
from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    model = explainer.load("translator")
    runs = results.read("translator")["runs"]
    first = next(
        run for run in runs if (run["variant"], run["seed"]) == ("translator", COMMITTED_SEED)
    )
    stored = explainer.checkpoint.FOLDER / "translator.safetensors"
    return {
        "parameters": model.n_parameters,
        "kilobytes": round(len(stored.read_bytes()) / 1000),
        "encoder_layers": model.config.encoder_layers,
        "english_words": len(model.source_vocabulary) - len(explainer.tokenizer.SPECIAL),
        "french_words": len(model.target_vocabulary) - len(explainer.tokenizer.SPECIAL),
        "training_sentences": first["sentences"],
        "training_steps": first["steps"],
        "weight_decay": first["weight_decay"],
        "training_minutes": first["seconds"] / 60,
        "held_out_sentences": first["held_out_sentences"],
        "exact_match": first["exact_match"],
        "pronoun_sentences": first["pronoun"]["n"],
        "pronoun_noun_pairs": first["pronoun"]["noun_pairs"],
        "pronoun_chance": first["pronoun"]["always_the_same"],
        "runs": len(runs),
        "seeds": len({run["seed"] for run in runs}),
        "least_exact_match": min(run["exact_match"] for run in runs),
        "least_pronoun_accuracy": min(run["pronoun"]["accuracy"] for run in runs),
    }
