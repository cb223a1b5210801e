"""The results on few labels, by arm: a short name for each, and what the figures call it."""

from generators.kit.seeds import brief
from generators.kit.values import Values
from generators.pipeline import results

KNOWN, NEW = "known pairs", "new pairs"
# short name -> the arms of the experiment; of several, the one with the best mean is shown
ARMS = {
    "last_word": ("look-up of the last word",),
    "pair": ("look-up of verb and adjective",),
    "bag": ("bag of words",),
    "rows": ("mean of trained rows",),
    "rows_hidden": ("mean of trained rows, hidden layer",),
    "untrained_rows_hidden": ("mean of untrained rows, hidden layer",),
    "random": ("untrained encoder, read-out",),
    "scratch": ("from scratch", "from scratch, higher rate"),
    "table": ("trained table, new layers",),
    "read_out": ("trained encoder, read-out",),
    "tuned": ("fine-tuned",),
    "shuffled": ("fine-tuned, labels shuffled",),
}


def read() -> Values:
    """Everything that was measured."""
    return results.read("fine_tuning")


def by_size(task: str, test: str, short: str) -> dict[str, Values]:
    """Labelled sentences -> the arm's score on one test in brief; empty where not measured."""
    runs = [run for run in read()["runs"] if run["task"] == task and run["arm"] in ARMS[short]]
    return {
        str(n): max(
            (_brief(runs, arm, n, test) for arm in ARMS[short]), key=lambda found: found["mean"]
        )
        for n in sorted({run["n"] for run in runs})
    }


def _brief(runs: list[Values], arm: str, n: int, test: str) -> Values:
    return brief([run["accuracy"][test] for run in runs if (run["arm"], run["n"]) == (arm, n)])


def by_encoder(test: str, short: str, labels: int) -> dict[str, Values]:
    """Seed of the translator -> the score of its encoder, over the seeds of the labels."""
    runs = [
        run
        for run in read()["runs"]
        if (run["task"], run["n"]) == ("antecedent", labels) and run["arm"] in ARMS[short]
    ]
    return {
        str(seed): brief([run["accuracy"][test] for run in runs if run["encoder_seed"] == seed])
        for seed in read()["encoder_seeds"]
    }
