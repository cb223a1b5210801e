"""How the encoder for three tasks was trained, and how often it is right about the mood."""

from generators.kit.seeds import brief
from generators.kit.values import Values
from generators.pipeline import results


def values() -> Values:
    found = results.read("uses")
    runs = found["runs"]
    return {
        "seeds": len(runs),
        "parameters": found["parameters"],
        "steps": found["steps"],
        "batch": found["batch"],
        "words": found["words"],
        "test": found["test_reports"],
        "plain": found["test_reports"] // 2,
        "counted": found["counted_reports"],
        "cpu_seconds": brief([run["cpu_seconds"] for run in runs]),
        "pleased": brief([run["accuracy"]["pleased"] for run in runs]),
        "controls": found["controls"]["pleased"],
    }
