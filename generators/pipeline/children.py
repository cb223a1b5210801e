"""A fresh process for each figure, as many at a time as there are processors.

Loading the libraries takes longer than drawing most figures. So one process loads them, and a child
is forked from it for each figure (`multiprocessing` calls it a fork server). It holds nothing of
the project and ends with the command.
"""

import math
import multiprocessing
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from generators.pipeline import fresh
from generators.pipeline.paths import figure_source
from generators.pipeline.records import Failure

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext  # Windows lacks the first

Context: TypeAlias = "ForkServerContext | SpawnContext"

PATIENCE = 60  # seconds without any answer after which the figures being drawn are named

# One thread each: the processes already fill the machine, and sums keep their order. The order of
# sets hangs on the seed, which Python reads when it starts.
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MPLBACKEND": "agg",
    "PYTHONHASHSEED": "0",
}


class Child(NamedTuple):
    """A process that draws, and where it answers."""

    name: str
    process: BaseProcess
    answer: "Connection[Any, Any]"
    began: float


def start() -> Context:
    """Have the libraries loaded, without waiting for it; where there is no fork, do nothing.

    The result is the way to start a child: from that server, or from nothing.
    """
    os.environ.update(_ENVIRONMENT)
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver  # noqa: PLC0415  (Windows lacks it)

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(fresh.LIBRARIES))
    # Ctrl-C reaches every process in a terminal. The server and its children hand this down and
    # ignore it: the command hears it and kills them, so none of them prints a traceback.
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, heard)
    return context


def draw_each(
    context: Context,
    names: Iterable[str],
    done: Callable[[str, Failure | None, float], None],
    say: Callable[[str], None],
    limit: float | None = None,
) -> None:
    """Draw `names`; as each ends, call `done` with it, what failed (or None) and its seconds.

    One that takes longer than `limit` seconds is ended.

    However this function is left, no child goes on drawing. Those that are killed leave old files:
    a new one is put in place when it is whole.
    """
    waiting = deque(names)
    running: list[Child] = []
    try:
        while waiting or running:
            while waiting and len(running) < (os.cpu_count() or 1):
                running.append(_start_child(context, waiting.popleft()))
            ready = wait([child.answer for child in running], _wait_seconds(running, limit))
            late = [child for child in running if _seconds_left(child, limit) <= 0]
            if not ready and not late:
                say("still drawing " + ", ".join(child.name for child in running))
            for child in [child for child in running if child.answer in ready or child in late]:
                failure = _failure(child) if child.answer in ready else _ended(child, limit)
                running.remove(child)
                done(child.name, failure, time.monotonic() - child.began)
    finally:
        for child in running:
            child.process.kill()
        for child in running:
            child.process.join()


def _seconds_left(child: Child, limit: float | None) -> float:
    return math.inf if limit is None else child.began + limit - time.monotonic()


def _wait_seconds(running: list[Child], limit: float | None) -> float:
    return max(0, min(PATIENCE, *(_seconds_left(child, limit) for child in running)))


def _ended(child: Child, limit: float | None) -> Failure:
    """End a child that takes too long; what is said of it."""
    child.process.kill()
    child.process.join()
    child.answer.close()
    return _silent(child, f"took longer than {limit:.0f} s and was ended")


def _silent(child: Child, error: str) -> Failure:
    return {
        "figure": child.name,
        "file": figure_source(child.name),
        "line": 0,
        "error": error,
        "traceback": "",
    }


def _start_child(context: Context, name: str) -> Child:
    answer, theirs = context.Pipe(duplex=False)
    process = context.Process(target=fresh.draw, args=(name, theirs), name=name, daemon=True)
    with theirs:  # closed here, so that the end of the process is the end of the answer
        process.start()
    return Child(name, process, answer, time.monotonic())


def _failure(child: Child) -> Failure | None:
    """What the child said, or how it ended if it could not say anything."""
    try:
        with child.answer:
            failure: Failure | None = child.answer.recv()
    except (EOFError, OSError):
        child.process.join()
        death = _death(child.process.exitcode or 0)
        failure = _silent(child, f"its process {death} and said nothing")
    child.process.join()
    return failure


def _death(status: int) -> str:
    if status >= 0:
        return f"ended with status {status}"
    known = {number.value: number.name for number in signal.Signals}
    name = known.get(-status, f"signal {-status}")
    # Few others than the kernel send it.
    return f"was ended by {name}" + (" (out of memory?)" if name == "SIGKILL" else "")
