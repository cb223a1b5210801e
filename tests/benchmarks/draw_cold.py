"""What drawing costs: `python tests/benchmarks/draw_cold.py` (Linux, a few minutes).

It draws every figure of a temporary copy of the project with `python -m generators`, and once more
in one bare process that imports each module once and writes nothing. The CPU time of the first may
be 1.3 times that of the second. Then it times the command when nothing changed and when one figure
did. The figures of the project itself stay as they are.
"""

import ctypes
import json
import operator
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (".git", ".venv", "venv", "build", "site", "__pycache__", ".*_cache")

MOST_CPU = 1.3  # times the bare process
MOST_SECONDS_UNCHANGED = 0.2
MOST_SECONDS_FOR_ONE = 2.0

COMMAND = [sys.executable, "-m", "generators"]
BARE = """
from generators.pipeline import fresh
fresh.import_libraries()
from generators.pipeline import paths, worker
for name in paths.figure_names():
    worker.drawn(name)
"""
QUIET = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
WALL = operator.itemgetter(1)
ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of prctl


def main() -> int:
    """Measure and print; the exit status is 1 when something costs more than it may."""
    # The command does not wait for its fork server; as its new parent we can, and learn its CPU.
    if not sys.platform.startswith("linux") or ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0):
        sys.exit("only on Linux can the CPU time of all processes be summed this way")
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(ROOT, project, ignore=shutil.ignore_patterns(*LEFT_OUT))
        bare = _measure("one bare process", [sys.executable, "-c", BARE], project)
        cold = _measure("cold draw", COMMAND, project)
        unchanged = min((_measure("nothing changed", COMMAND, project) for _ in range(5)), key=WALL)
        name = _middle(project)
        ones = []
        for _ in range(3):
            _change(project, name)
            ones.append(_measure(f"changed {name}", COMMAND, project))
        one = min(ones, key=WALL)
    print(f"cold / bare: {cold[0] / bare[0]:.2f} of at most {MOST_CPU}")
    print(f"nothing changed: {unchanged[1]:.2f} s of at most {MOST_SECONDS_UNCHANGED}")
    print(f"one changed: {one[1]:.2f} s of at most {MOST_SECONDS_FOR_ONE}")
    slow = (
        cold[0] > MOST_CPU * bare[0],
        unchanged[1] > MOST_SECONDS_UNCHANGED,
        one[1] > MOST_SECONDS_FOR_ONE,
    )
    return 1 if any(slow) else 0


def _measure(what: str, command: list[str], project: Path) -> tuple[float, float]:
    """CPU seconds of the command with all that it started, and seconds until it ended."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    environment = {**os.environ, **QUIET, "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, cwd=project, env=environment, stdout=subprocess.DEVNULL, check=False
    )
    seconds = time.monotonic() - began
    if done.returncode != 0:
        sys.exit(f"{command[:3]} ended with status {done.returncode}")
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:30} {used:7.2f} CPU s {seconds:7.2f} s", flush=True)
    return used, seconds


def _middle(project: Path) -> str:
    """The figure that takes longer than half of all."""
    records = [json.loads(path.read_text()) for path in project.glob("build/figures/*.json")]
    middle = statistics.median_low(record["seconds"] for record in records)
    return next(str(record["name"]) for record in records if record["seconds"] == middle)


def _change(project: Path, name: str) -> None:
    (source,) = (project / "generators" / "figures").rglob(f"{name}.py")
    source.write_text(source.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
