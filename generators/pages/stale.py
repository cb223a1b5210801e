"""Results that are not today's: which experiments are to be run again, which figures rest on them.

A strict build stops for them; a draft marks what rests on them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from experiments.provenance import all_codes
from experiments.stale import COMMAND, State, stale
from generators.pages.kept import kept
from generators.pages.problems import Problem, figure_problem
from generators.pipeline.paths import ROOT
from generators.pipeline.records import Failure, Record


def stale_experiments() -> list[State]:
    """The experiments to be run again, in that order, each with its reasons in words."""
    sources = sorted([*ROOT.glob("experiments/**/*.py"), *ROOT.glob("explainer/**/*.py")])
    decides = [
        f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sources
    ]
    codes = json.loads(kept(decides, lambda: json.dumps(all_codes(ROOT))))
    return stale(ROOT, codes)


def figure_problems(failures: Iterable[Failure], states: Sequence[State]) -> tuple[Problem, ...]:
    """Figures that could not be drawn; where they read results that are not today's, which ones.

    A head that an older model had, looked up in the model of today, is an IndexError at best.
    """
    told = []
    for failure in failures:
        problem = figure_problem(failure)
        read = [state.name for state in states if _reads(failure.get("read", ()), state)]
        if read:
            advice = f"{problem.message}; it reads results that are not today's: {', '.join(read)}"
            problem = replace(problem, message=advice)
        told.append(problem)
    return tuple(told)


def _reads(files: Iterable[str], state: State) -> bool:
    """Whether results of an experiment, no code, are among the files."""
    folder = f"experiments/{state.name}/"
    return any(file.startswith(folder) and not file.endswith(".py") for file in files)


def resting_on(
    records: Mapping[str, Record | None], states: Iterable[State]
) -> dict[str, list[State]]:
    """Each figure that read results of one of these experiments, and which ones."""
    found: dict[str, list[State]] = {}
    for state in states:
        for name, record in records.items():
            if record and _reads(record["inputs"], state):
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
