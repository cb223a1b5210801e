"""Run again what is stale: what `python3 run.py train` does with an option instead of a name.

python3 run.py train --list       every experiment: today's, or why it is not
python3 run.py train --stale      run again what is stale, in order; goes on where interrupted
python3 run.py train --unchanged NAME ... --because "WHY"
                                  after a change of code that changes no number: record the
                                  code of today, and who reads results.json sees the reason
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from experiments.provenance import ROOT, entries, made_from_code
from experiments.stale import COMMAND, stale, states

INTERRUPTED = 130  # exit status, as of every program that Ctrl-C ends
CODE_REASONS = ("its code changed", "the recipe changed", "it measures what")


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Read the command line; the exit status is 0 when all went well."""
    parser = argparse.ArgumentParser(
        prog="run.py train",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true")
    what.add_argument("--stale", action="store_true")
    what.add_argument("--unchanged", nargs="+", metavar="NAME")
    parser.add_argument("--because", metavar="WHY", default="")
    options = parser.parse_args(arguments)
    if options.list:
        return show(root)
    if options.stale:
        return run_stale(root, lambda name: train(root, name))
    if not options.because:
        parser.error("--unchanged needs --because: one sentence that says why no number changes")
    return keep_numbers(root, options.unchanged, options.because)


def show(root: Path) -> int:
    """Print every experiment and its state."""
    found = states(root)
    print(*found, sep="\n")
    for name in sorted(entries(root).keys() - {state.name for state in found}):
        print(f"{name}: not run yet (python3 run.py train {name})")
    if waiting := sum(bool(state.reasons) for state in found):
        print(f"{waiting} to run again: {COMMAND}")
    return 0


def train(root: Path, name: str) -> int:
    """Run one experiment as a person would."""
    return subprocess.call([sys.executable, "run.py", "train", name], cwd=root)


def run_stale(root: Path, run: Callable[[str], int]) -> int:
    """Run what is stale, in order, asking anew after each: its results may be the old ones.

    What is done stays done; a second call goes on with the first that is still stale.
    """
    done: list[str] = []
    while waiting := stale(root):
        state = waiting[0]
        if state.name in done:
            return _tell(f"{state.name} ran, and is stale still: {'; '.join(state.reasons)}")
        after = ", ".join(later.name for later in waiting[1:]) or "nothing"
        print(f"\n=== {len(done) + 1} of {len(done) + len(waiting)}: {state}", flush=True)
        print(f"    then {after}", flush=True)
        began = time.perf_counter()
        try:
            status = run(state.name)
        except KeyboardInterrupt:
            status = INTERRUPTED
        if status:
            word = "was interrupted" if status in (INTERRUPTED, -2) else f"failed (status {status})"
            _tell(f"{state.name} {word}; what ran before it is done. Go on with: {COMMAND}")
            return status if status > 0 else INTERRUPTED
        print(f"{state.name}: done in {time.perf_counter() - began:.0f} s", flush=True)
        done.append(state.name)
    print(f"{len(done)} run again: {', '.join(done)}" if done else "all results are today's")
    return 0


def keep_numbers(root: Path, names: Sequence[str], because: str) -> int:
    """Record the code of today for results whose numbers a person says it does not change.

    Refused for what a person cannot know: other weights, other data, other packages.
    """
    from experiments.results import write_again  # noqa: PLC0415  (needs NumPy)

    known = {state.name: state for state in states(root)}
    for name in names:
        if name not in known:
            return _tell(f"no results of {name}; there are {', '.join(sorted(known))}")
        if others := [r for r in known[name].reasons if not r.startswith(CODE_REASONS)]:
            return _tell(f"{name} must run again: {'; '.join(others)}. Nothing was recorded")
    for name in names:
        path = root / "experiments" / name / "results.json"
        results = json.loads(path.read_text(encoding="utf-8"))
        results["made_from"] |= made_from_code(name, results["made_from"], root)
        results["made_from"]["said_unchanged"] = {"because": because}
        write_again(path, results)
        print(f"{name}: its numbers stand for the code of today, because {because}")
    return 0


def _tell(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
