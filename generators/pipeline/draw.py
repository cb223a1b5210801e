"""Draw the stale figures, each in a fresh process, as many at a time as there are processors."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from generators.pipeline.inputs import reasons_to_draw
from generators.pipeline.paths import FIGURES, ROOT, figure_names, figure_source
from generators.pipeline.records import read_record

Failure = dict[str, Any]


def stale_figures(names: list[str]) -> dict[str, list[str]]:
    """Each of `names` that must be drawn, with the reasons."""
    reasons = {name: reasons_to_draw(read_record(name)) for name in names}
    return {name: why for name, why in reasons.items() if why}


def remove_orphans() -> list[str]:
    """Delete the output of figures that no longer exist; the names of the deleted files."""
    known = set(figure_names())
    for path in FIGURES.glob(".*.tmp"):  # of a process that was killed while it wrote
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)
    orphans = [
        path
        for path in FIGURES.glob("*")
        if path.is_file() and path.name.split(".")[0] not in known
    ]
    # Temporary files (their names start with a dot) may belong to a process that is drawing now.
    orphans = [path for path in orphans if not path.name.startswith(".")]
    for path in orphans:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in orphans)


def draw(names: list[str], say: Callable[[str], None]) -> list[Failure]:
    """Draw `names` in parallel and say how it goes; what failed, where and why."""
    failures: list[Failure] = []
    running: set[subprocess.Popen[bytes]] = set()
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        drawing = {pool.submit(_draw_one, name, running): name for name in names}
        try:
            for done, future in enumerate(as_completed(drawing), start=1):
                name = drawing[future]
                failure, seconds = future.result()
                mark = "failed" if failure else _sizes(name)
                say(f"[{done}/{len(names)}] {name}  {mark}  {seconds:.1f} s")
                if failure:
                    failures.append(failure)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                process.terminate()
            raise
    return sorted(failures, key=lambda failure: str(failure["figure"]))


def _draw_one(name: str, running: set[subprocess.Popen[bytes]]) -> tuple[Failure | None, float]:
    began = time.monotonic()
    process = _start(name)
    running.add(process)
    out, err = process.communicate()
    running.discard(process)
    if out:
        sys.stdout.write(out.decode(errors="replace"))
    failure = None if process.returncode == 0 else _failure(name, process.returncode, err)
    return failure, time.monotonic() - began


def _start(name: str) -> subprocess.Popen[bytes]:
    # One thread each: the processes already fill the machine, and sums keep their order.
    threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
    environment = {**os.environ, **threads, "MPLBACKEND": "agg", "PYTHONHASHSEED": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "generators.pipeline.worker", name],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _failure(name: str, status: int, err: bytes) -> Failure:
    said = err.decode(errors="replace").strip()
    try:
        failure: Failure = json.loads(said.splitlines()[-1])
    except (ValueError, IndexError):
        failure = {
            "figure": name,
            "file": figure_source(name),
            "line": 0,
            "error": f"its process ended with status {status}",
            "traceback": said,
        }
    return failure


def _sizes(name: str) -> str:
    record = read_record(name) or {"files": []}
    sizes = (
        f"{file.removeprefix(name)[1:]} {(FIGURES / file).stat().st_size / 1024:.0f} KiB"
        for file in record["files"]
    )
    return ", ".join(sizes) or "numbers"
