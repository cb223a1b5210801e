"""Which experiments are to be run again, in which order, and why.

`states` compares what every results.json says it was made from (`experiments.provenance`) with
what is there today. Standard library only, as the build and run.py ask it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from experiments.provenance import (
    CHANGED_MEANWHILE,
    RECIPE_OF,
    ROOT,
    all_codes,
    digest,
    recipe_part,
    requirements_digest,
    results_digest,
)

COMMAND = "python3 run.py train --stale"
VERBS = {"weights": "measured", "data": "read", "wrote": "wrote"}  # of the files it names
SHOWN = 3  # files that a reason names

Codes = Mapping[str, Mapping[str, str]]  # experiment -> file -> hash of what it uses there


@dataclass(frozen=True)
class State:
    """One experiment: why its results are not today's (empty: they are), what is not known."""

    name: str
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        what = f"stale: {'; '.join(self.reasons)}" if self.reasons else "today's"
        return f"{self.name}: {what}" + "".join(f" ({note})" for note in self.notes)


def states(root: Path = ROOT, codes: Codes | None = None) -> list[State]:
    """Return every experiment that has results, those that others measure before the others.

    `codes` are those of `all_codes`, for a caller that has kept them.
    """
    recorded = _read(root, all_codes(root) if codes is None else codes)
    found: dict[str, State] = {}
    for name in recorded.in_order():
        reasons = [*recorded.reasons(name)]
        for source in recorded.sources(name):
            if source in found and found[source].reasons:
                reasons.append(f"it measures what {source} writes, which is to be run again")
        unknown = not recorded.damage.get(name) and "code" not in recorded.blocks[name]
        found[name] = State(name, tuple(reasons), ("code not recorded",) if unknown else ())
    return list(found.values())


def stale(root: Path = ROOT, codes: Codes | None = None) -> list[State]:
    """Return the experiments to be run again, in that order."""
    return [state for state in states(root, codes) if state.reasons]


@dataclass
class _Recorded:
    """What all results say they were made from, beside the code of today."""

    root: Path
    codes: Codes
    blocks: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    damage: dict[str, str] = field(default_factory=dict)  # experiment -> what cannot be read
    writers: dict[str, str] = field(default_factory=dict)  # file -> the experiment that wrote it

    def part(self, name: str, key: str) -> dict[str, Any]:
        return self.blocks[name].get(key, {})

    def sources(self, name: str) -> list[str]:
        """Name the experiments whose files or results this one measures."""
        files = self.part(name, "weights").keys() | self.part(name, "data").keys()
        found = {self.writers[file] for file in files if file in self.writers}
        found |= self.part(name, "results").keys()
        if self.part(name, "recipe"):
            found.add(RECIPE_OF)
        return sorted(source for source in found if source in self.blocks and source != name)

    def in_order(self) -> list[str]:
        """Put each experiment behind those it measures; in a circle, by name."""
        order: list[str] = []
        visited: set[str] = set()

        def visit(name: str) -> None:
            if name not in visited:
                visited.add(name)
                for source in self.sources(name):
                    visit(source)
                order.append(name)

        for name in sorted(self.blocks):
            visit(name)
        return order

    def reasons(self, name: str) -> Iterator[str]:
        """Say what of this experiment's record is not so today."""
        if name in self.damage:
            yield self.damage[name]
        for key, verb in VERBS.items():
            for file, before in self.part(name, key).items():
                if before == CHANGED_MEANWHILE:
                    yield f"{file} {CHANGED_MEANWHILE}"
                elif (now := self.hash_now(file, before)) is None:
                    yield f"{file}, which it {verb}, is gone"
                elif now != before:
                    yield f"{file} is not the one it {verb}"
        for source, before in self.part(name, "results").items():
            path = self.root / "experiments" / source / "results.json"
            if not path.is_file() or results_digest(path) != before:
                yield f"the results of {source}, which it read, changed"
        measured = self.part(name, "recipe")  # none where no translator was measured
        today = recipe_part(self.codes.get(RECIPE_OF, {}))
        recipe = _changed(measured, today) if measured else []
        if recipe:
            yield f"the recipe changed: {_listed(recipe)}"
        if "code" in self.blocks[name]:
            code = _changed(self.part(name, "code"), self.codes[name])
            if left := [file for file in code if file not in recipe]:
                yield f"its code changed: {_listed(left)}"
        published = self.part(name, "published")
        if published and published.get("requirements") != requirements_digest(self.root, name):
            yield f"requirements.txt changed since {published.get('package')} was measured"

    def hash_now(self, file: str, before: Any) -> Any:
        """Hash a file; one in build/ is in no clone: its writer's results say what it is."""
        if not file.startswith("build/"):
            try:
                return digest(self.root / file)
            except (OSError, ValueError):
                return None
        if file in self.writers:
            return self.part(self.writers[file], "wrote")[file]
        folder = file.rpartition("/")[0]
        beside = any(other.rpartition("/")[0] == folder for other in self.writers)
        return None if beside else before  # whoever trained it did not say what it wrote


def _read(root: Path, codes: Codes) -> _Recorded:
    """Read `made_from` of every experiment that has results; say what cannot be read."""
    recorded = _Recorded(root, codes)
    for name in codes:
        path = root / "experiments" / name / "results.json"
        if not path.exists():
            continue
        recorded.blocks[name] = {}
        try:
            block = json.loads(path.read_text(encoding="utf-8")).get("made_from")
        except (OSError, ValueError, AttributeError, RecursionError):
            recorded.damage[name] = f"experiments/{name}/results.json is damaged"
            continue
        if not isinstance(block, dict) or not all(isinstance(i, dict) for i in block.values()):
            recorded.damage[name] = "its results do not say what they were made from"
            continue
        recorded.blocks[name] = block
        recorded.writers |= dict.fromkeys(block.get("wrote", {}), name)
    return recorded


def _changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return sorted(f for f in before.keys() | now.keys() if before.get(f) != now.get(f))


def _listed(files: list[str]) -> str:
    """Name the first few files."""
    more = f" and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
    return ", ".join(files[:SHOWN]) + more
