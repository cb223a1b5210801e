"""What is stale, what is left over, and the drawing of it: how long it takes and how it goes."""

import os
from collections.abc import Callable

from generators.pipeline.inputs import reasons_to_draw
from generators.pipeline.paths import FIGURES, figure_names
from generators.pipeline.records import Failure, read_record

LONG = 10  # seconds of drawing that are announced
TYPICAL = 0.7  # seconds of a figure that was never drawn here; the mean on a laptop


def stale_figures(names: list[str]) -> dict[str, list[str]]:
    """Each of `names` that must be drawn, with the reasons."""
    reasons = {name: reasons_to_draw(read_record(name)) for name in names}
    return {name: why for name, why in reasons.items() if why}


def remove_orphans() -> list[str]:
    """Delete the output of figures that no longer exist; the names of the deleted files.

    Nobody else may be drawing meanwhile (`lock`).
    """
    known = set(figure_names())
    for path in FIGURES.glob(".*.unfinished"):  # of a process that was killed while it wrote
        path.unlink(missing_ok=True)
    orphans = [
        path
        for path in FIGURES.glob("*")
        if path.is_file() and path.name.split(".")[0] not in known
    ]
    orphans = [path for path in orphans if not path.name.startswith(".")]
    for path in orphans:
        path.unlink(missing_ok=True)
    return sorted(path.name for path in orphans)


def longest_seconds() -> float:
    """Seconds after which a figure counts as hanging: ten times the slowest one, but two minutes.

    A person who waits for a draft cannot mend a figure that never ends before it is told.
    """
    records = (read_record(name) for name in figure_names())
    return max([120.0, *(10 * float(record["seconds"]) for record in records if record)])


def draw(names: list[str], say: Callable[[str], None], limit: float | None = None) -> list[Failure]:
    """Draw `names` in parallel and say how it goes; what failed, where and why.

    A figure that takes longer than `limit` seconds is ended and has failed.
    """
    if not names:
        return []
    from generators.pipeline import children  # noqa: PLC0415  (mostly nothing is stale)

    context = children.start()
    seconds = _expected_seconds(names)
    if seconds >= LONG:
        shown = f"{seconds / 60:.0f} min" if seconds >= 90 else f"{seconds:.0f} s"
        count = "1 figure" if len(names) == 1 else f"{len(names)} figures"
        say(f"drawing {count}, about {shown}")
    failures: list[Failure] = []
    ended = 0

    def done(name: str, failure: Failure | None, seconds: float) -> None:
        nonlocal ended
        ended += 1
        mark = "failed" if failure else _sizes(name)
        say(f"[{ended}/{len(names)}] {name}  {mark}  {seconds:.1f} s")
        if failure:
            failures.append(failure)

    children.draw_each(context, names, done, say, limit)
    return sorted(failures, key=lambda failure: str(failure["figure"]))


def _expected_seconds(names: list[str]) -> float:
    """How long drawing will take, from the times before; a figure without one takes the mean."""
    records = (read_record(name) for name in figure_names())
    before = {record["name"]: float(record["seconds"]) for record in records if record}
    mean = sum(before.values()) / len(before) if before else TYPICAL
    return sum(before.get(name, mean) for name in names) / min(os.cpu_count() or 1, len(names))


def _sizes(name: str) -> str:
    record = read_record(name) or {"outputs": {}}
    sizes = (
        f"{file.removeprefix(name)[1:]} {(FIGURES / file).stat().st_size / 1024:.0f} KiB"
        for file in record["outputs"]
    )
    return ", ".join(sizes) or "numbers"
