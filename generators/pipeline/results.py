"""The committed results of the experiments, as figures read them."""

import json
from typing import Any

from generators.pipeline.paths import ROOT


def read(name: str) -> dict[str, Any]:
    """Return what `experiments/<name>/results.json` holds.

    Raises:
        FileNotFoundError: when that experiment has no committed results.
        ValueError: when they are no JSON object; says where the file is damaged.
    """
    path = ROOT / "experiments" / name / "results.json"
    try:
        result: dict[str, Any] = _object(path.read_bytes())
    except ValueError as error:
        raise ValueError(
            f"experiments/{name}/results.json is damaged: {error}; get it back with git, or repeat"
            f" the experiment: python3 run.py train {name}"
        ) from None
    except FileNotFoundError:
        known = sorted(found.parent.name for found in path.parents[1].glob("*/results.json"))
        raise FileNotFoundError(
            f"no results of experiment {name!r}; there are {', '.join(known) or 'none'}"
        ) from None
    return result


def _object(content: bytes) -> dict[str, Any]:
    """What the JSON object `content` holds; for everything else a ValueError says what it is."""
    try:
        found = json.loads(content.decode())
    except RecursionError:
        raise ValueError("lists within lists, hundreds deep") from None
    if not isinstance(found, dict):
        raise ValueError(f"it holds a {type(found).__name__}, not an object with names")
    return found
