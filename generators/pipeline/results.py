"""The committed results of the experiments, as figures read them."""

import json
from typing import Any

from generators.pipeline.paths import ROOT


def read(name: str) -> dict[str, Any]:
    """Return what `experiments/<name>/results.json` holds.

    Raises:
        FileNotFoundError: when that experiment has no committed results.
    """
    path = ROOT / "experiments" / name / "results.json"
    try:
        result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = sorted(found.parent.name for found in path.parents[1].glob("*/results.json"))
        raise FileNotFoundError(
            f"no results of experiment {name!r}; there are {', '.join(known) or 'none'}"
        ) from None
    return result
