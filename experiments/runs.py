"""Experiments of many runs: what is finished is kept, only what is missing is carried out."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from experiments.results import kept

TOLD = "by_length"  # besides numbers and words; longer lists and tables are in results.json


def begin(name: str, description: str | None, state: Path, arguments: Sequence[str] | None) -> None:
    """Read the command line of experiment ``name``: ``--restart`` forgets the runs in ``state``."""
    parser = argparse.ArgumentParser(prog=f"run.py train {name}", description=description)
    parser.add_argument("--restart", action="store_true", help="forget finished runs")
    if parser.parse_args(arguments).restart:
        for path in state.glob("*.json"):
            path.unlink()


def carry_out(path: Path, make: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out one run, or read what it gave before; say what came out."""
    result = kept(path, make)
    told = {
        key: value
        for key, value in result.items()
        if key == TOLD or not isinstance(value, list | dict)
    }
    print(path.stem, told, flush=True)
    return result


def since(started: float) -> float:
    """Processor time since ``started``, which `time.process_time` gave, in seconds."""
    return round(time.process_time() - started, 1)
