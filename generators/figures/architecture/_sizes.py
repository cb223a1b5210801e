"""Parameters by part of the models whose sizes are known, and of the translator."""

import explainer
from explainer.sizes import KNOWN, of_config, parameters
from generators.kit.values import Values

PARTS = ("embeddings", "attention", "feed_forward", "rest")


def models() -> dict[str, Values]:
    """Of each model its name, its total, and the share of each part; the translator first."""
    known = {"translator": of_config(explainer.load("translator").config), **KNOWN}
    found = {}
    for name, architecture in known.items():
        parts = parameters(architecture)
        total = sum(parts.values())
        named = {part: parts[part] / total for part in PARTS[:-1]}
        found[name] = {
            "name": architecture.name,
            "total": total,
            "shares": {**named, "rest": 1 - sum(named.values())},
        }
    return found
