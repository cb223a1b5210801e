"""What an experiment's results were made from: hashes of weights, recipe, code and packages.

`write_results` puts it into every results.json under `made_from`; `experiments.stale` compares it
with today. Standard library only: the build and run.py ask this without torch.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from experiments.source_code import DIGITS, used_code

ROOT = Path(__file__).resolve().parents[1]
# The grammar and the recipe decide what the translators learn; the rest of that folder is code.
RECIPE = tuple(
    f"experiments/translator/{name}.py"
    for name in (
        *("recipe", "lexicon", "frames", "fitting", "phrases", "sentences", "grammar"),
        *("held_out", "data"),
    )
)
RECIPE_OF = "translator"
CHANGED_MEANWHILE = "changed while it was measured"  # in place of a hash: matches nothing

Block = dict[str, dict[str, Any]]


def entries(root: Path) -> dict[str, str]:
    """What is run for each experiment: name -> its train.py or, where there is none, run.py."""
    return {
        path.parent.name: path.relative_to(root).as_posix()
        for name in ("run", "train")
        for path in sorted(root.glob(f"experiments/*/{name}.py"))
    }


def all_codes(root: Path) -> dict[str, dict[str, str]]:
    """Hash the code of every experiment: about a second."""
    return {name: used_code(root, entry) for name, entry in entries(root).items()}


def recipe_part(code: Mapping[str, str]) -> dict[str, str]:
    """Keep what belongs to the recipe of `code`, which trains the translators."""
    return {file: code[file] for file in RECIPE if file in code}


def made_from(
    name: str,
    measured: Iterable[Path] = (),
    wrote: Iterable[Path] = (),
    published: Mapping[str, str] | None = None,
    *,
    since: float = float("inf"),
    root: Path = ROOT,
) -> Block:
    """Return what the results of experiment `name` come from, for its results.json.

    `measured` are the files it read: weights, data, another experiment's results.json. One that
    changed after `since` (seconds since the epoch) may not be the one that was measured: it gets
    no hash, so that the results are stale from the start. `published` names package (and
    version), file and sha256.

    Raises:
        FileNotFoundError: a file that was measured or written is not there; the error names it.
    """
    block: Block = {}
    for path in sorted(measured):
        if path.name == "results.json":
            block.setdefault("results", {})[path.parent.name] = results_digest(path)
            continue
        kind = "weights" if path.suffix == ".safetensors" else "data"
        changed = path.stat().st_mtime > since
        found = CHANGED_MEANWHILE if changed else digest(path)
        block.setdefault(kind, {})[_named(root, path)] = found
    if written := {_named(root, path): digest(path) for path in sorted(wrote)}:
        block["wrote"] = written
    if published:
        version = f" {published['version']}" if "version" in published else ""
        block["published"] = {
            "package": published["package"] + version,
            "file": published["file"],
            "sha256": published["sha256"],
            "requirements": requirements_digest(root, name),
        }
    return block | made_from_code(name, block, root)


def made_from_code(name: str, block: Mapping[str, Mapping[str, Any]], root: Path = ROOT) -> Block:
    """Return the code, and for what measures the translators the recipe, as they are today."""
    known = entries(root)
    found: Block = {}
    is_trained_by_it = any(f"/{RECIPE_OF}" in file for file in block.get("weights", {}))
    if RECIPE_OF in known and (name == RECIPE_OF or is_trained_by_it):
        found["recipe"] = recipe_part(used_code(root, known[RECIPE_OF]))
    return found | {"code": used_code(root, known[name])}


def state_folder(name: str, measured: Iterable[Path] = ()) -> Path:
    """Where experiment `name` keeps finished runs: named by its code and by what it measures.

    After a change of either it begins anew instead of mixing runs of two versions.
    """
    block = made_from(name, measured)
    decides = [block["code"], block.get("weights"), block.get("data")]
    text = json.dumps([*decides, requirements_digest(ROOT, name)], sort_keys=True)
    return ROOT / "build" / "train" / name / hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def results_digest(path: Path) -> str:
    """Hash the numbers of a results.json: not its layout, nor what they were made from."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return "damaged"
    if isinstance(content, dict):
        content.pop("made_from", None)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def requirements_digest(root: Path, name: str) -> str:
    """Hash the packages that an experiment pins, with their hashes; comments do not count."""
    path = root / "experiments" / name / "requirements.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pins = " ".join(line.strip(" \\") for line in lines if not line.lstrip().startswith("#"))
    return hashlib.sha256(" ".join(pins.split()).encode()).hexdigest()[:DIGITS]


def _named(root: Path, path: Path) -> str:
    return path.resolve().relative_to(root.resolve()).as_posix()
