"""Time layers of three kinds, and measure the memory of attention with and without tiles.

    python3 run.py train cost

Writes ``results.json``. Times are processor time of one thread, which other work on the machine
disturbs less than the clock; each is the median of repeats taken in turns.
"""

from __future__ import annotations

import gc
import os
import platform
import statistics
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from experiments.cost.layers import BLOCK, KERNEL, LAYERS, crossover, whole
from experiments.results import rounded, versions, write_results
from explainer.attention import attend
from explainer.tiled import attend_tiled

HERE = Path(__file__).parent
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
WIDTHS = (64, 256)
LENGTHS = (16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
REPEATS = 7
SHORTEST = 0.004  # seconds of one repeat: shorter calls are made several times
MEMORY = (256, 512, 1024, 2048, 4096)
D_HEAD, TILE, TILE_REPEATS = 64, 128, 3


def timed(call: Callable[[], Any], times: int) -> float:
    """Processor time of one call, in seconds, over so many in a row."""
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times


def in_turns(calls: Mapping[str, Callable[[], Any]], repeats: int) -> dict[str, list[float]]:
    """Repeated times of several calls, one of each in every round; the first is not counted."""
    times = {}
    for name, call in calls.items():
        call()
        times[name] = max(1, int(SHORTEST / max(timed(call, 1), 1e-6)))
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            found[name].append(timed(call, times[name]))
    return found


def layers() -> dict[str, Any]:
    """Seconds of every layer at every width and length, all repeats."""
    random = np.random.default_rng(0)
    found: dict[str, Any] = {}
    for width in WIDTHS:
        shapes = {name: layer.matrices(width) for name, layer in LAYERS.items()}
        weights = {
            name: (random.normal(size=shape) / width**0.5).astype(np.float32)
            for name, shape in shapes.items()
        }
        found[str(width)] = {name: {} for name in LAYERS}
        for n in LENGTHS:
            x = random.normal(size=(3, n, width)).astype(np.float32)
            calls = {name: partial(layer.run, x, weights[name]) for name, layer in LAYERS.items()}
            for name, seconds in in_turns(calls, REPEATS).items():
                found[str(width)][name][str(n)] = seconds
            print(width, n, flush=True)
    return found


def counts() -> dict[str, Any]:
    """Multiplications in matrix products of every layer at every width and length."""
    return {
        str(width): {
            name: {str(n): layer.multiplications(n, width) for n in LENGTHS}
            for name, layer in LAYERS.items()
        }
        for width in WIDTHS
    }


def crossovers(timed_layers: dict[str, Any]) -> dict[str, float | None]:
    """By width, the length from which scores and mixing take longer than the recurrent layer."""
    found = {}
    for width, by_name in timed_layers.items():
        first, second = (
            [statistics.median(by_name[name][str(n)]) for n in LENGTHS]
            for name in ("scores", "recurrent")
        )
        found[width] = crossover(list(LENGTHS), first, second)
    return found


def peak(call: Callable[[], Any]) -> int:
    """Bytes that the call had allocated at most, its result included, its inputs not.

    It is made once before, unmeasured: a first call also loads modules.
    """
    call()
    gc.collect()
    tracemalloc.start()
    result = call()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    del result
    return most


def memory() -> dict[str, Any]:
    """Peaks of attention for one head, with all steps kept, with one square, and in tiles."""
    random = np.random.default_rng(2)
    found: dict[str, Any] = {"bytes": {}, "largest_error": {}, "largest_output": {}, "seconds": {}}
    for n in MEMORY:
        single = [random.normal(size=(n, D_HEAD)).astype(np.float32) for _ in range(3)]
        queries, keys, values = single
        calls: dict[str, Callable[[], Any]] = {
            "every step kept": partial(attend, queries, keys, values),
            "one square": partial(whole, queries, keys, values),
            "tiles": partial(attend_tiled, queries, keys, values, tile=TILE),
        }
        found["bytes"][str(n)] = {name: peak(call) for name, call in calls.items()}
        queries_64, keys_64, values_64 = (array.astype(np.float64) for array in single)
        exact = attend(queries_64, keys_64, values_64).output
        for name in ("one square", "tiles"):
            error = float(np.abs(calls[name]() - exact).max())
            found["largest_error"].setdefault(name, {})[str(n)] = error
        found["largest_output"][str(n)] = float(np.abs(exact).max())
        timings = {name: call for name, call in calls.items() if name != "every step kept"}
        found["seconds"][str(n)] = in_turns(timings, TILE_REPEATS)
    return found


def processor() -> str:
    """What the machine calls its processor."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or platform.machine()


def main() -> None:
    """Measure everything and write the results."""
    start = time.process_time()
    timed_layers = layers()
    results = {
        "command": "python3 run.py train cost",
        "seeds": {"layers": 0, "memory": 2},
        "repeats": {"layers": REPEATS, "memory": 1, "time in tiles": TILE_REPEATS},
        "threads": 1,
        "number": "float32",
        "kernel": KERNEL,
        "block": BLOCK,
        "d_head": D_HEAD,
        "tile": TILE,
        "widths": list(WIDTHS),
        "lengths": list(LENGTHS),
        "steps": {name: layer.steps(LENGTHS[-1]) for name, layer in LAYERS.items()},
        "multiplications": counts(),
        "crossover": crossovers(timed_layers),
        "layers": timed_layers,
        "memory": memory(),
        "processor": processor(),
        "versions": versions(np),
    }
    results["cpu_seconds"] = time.process_time() - start
    write_results(HERE / "results.json", rounded(results))
    print(f"{results['cpu_seconds']:.0f} s of processor time")


if __name__ == "__main__":
    if ONE_THREAD.items() <= os.environ.items():
        main()
    else:  # NumPy reads this when it is loaded, so it must stand in the environment before
        command = [sys.executable, "-m", "experiments.cost.run"]
        sys.exit(subprocess.call(command, env=os.environ | ONE_THREAD))
