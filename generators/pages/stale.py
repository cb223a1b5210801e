"""Results that are not today's: which experiments are to be run again, which figures rest on them.

A strict build stops for them; a draft marks what rests on them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from experiments.provenance import all_codes
from experiments.stale import COMMAND, State, stale
from generators.pages.kept import kept
from generators.pages.problems import Problem
from generators.pipeline.paths import ROOT
from generators.pipeline.records import Record


def stale_experiments() -> list[State]:
    """The experiments to be run again, in that order, each with its reasons in words."""
    sources = sorted([*ROOT.glob("experiments/**/*.py"), *ROOT.glob("explainer/**/*.py")])
    decides = [
        f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sources
    ]
    codes = json.loads(kept(decides, lambda: json.dumps(all_codes(ROOT))))
    return stale(ROOT, codes)


def resting_on(
    records: Mapping[str, Record | None], states: Iterable[State]
) -> dict[str, list[State]]:
    """Each figure that read results of one of these experiments, and which ones."""
    found: dict[str, list[State]] = {}
    for state in states:
        for name, record in records.items():
            if record and any(
                file.startswith(f"experiments/{state.name}/") and not file.endswith(".py")
                for file in record["inputs"]
            ):
                found.setdefault(name, []).append(state)
    return found


def stale_problems(records: Mapping[str, Record | None], states: Sequence[State]) -> list[Problem]:
    """One problem for each of the experiments to be run again, in that order."""
    figures = resting_on(records, states)
    return [
        Problem(
            page=f"experiments/{state.name}/results.json",
            line=0,
            expression=f"not today's ({place} of {len(states)} to run again, in this order)",
            message=f"{'; '.join(state.reasons)}. {_named(state, figures)}"
            f"Run again what is stale: {COMMAND}",
        )
        for place, state in enumerate(states, start=1)
    ]


def _named(state: State, figures: Mapping[str, list[State]]) -> str:
    names = sorted(name for name, its in figures.items() if state in its)
    return f"Figures that rest on it: {', '.join(names)}. " if names else ""
