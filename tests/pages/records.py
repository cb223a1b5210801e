"""Records of a few figures, and weaving one page with them."""

from generators.pages.page import weave_page
from generators.pages.problems import Problem

VALUES = {
    "share": 0.98,
    "count": 12345,
    "change": -0.25,
    "word": "il",
    "words": ["l'", "<end>"],
    "empty": [],
    "n": 1,
    "none": None,
    "right": True,
    "rows": [{"word": "cat", "near": ["dog", "cow"]}, {"word": "sun", "near": ["moon", "sky"]}],
    "by name": {"a": 1},
    "named": {"cow": {"share": 0.5}, "two words": {"share": 0.25}},
    "0": "a dict's key",
    "heads": [10, 20, 30, 40],
    "huge": 10**400,
}
STILL = {
    "name": "still",
    "shows": "A square.",
    "kind": "svg",
    "alt": "A square.",
    "width": 300,
    "height": 300,
    "min_width": 200,
    "values": VALUES,
}
RECORDS = {
    "still": STILL,
    "numbers": {"name": "numbers", "kind": "numbers", "shows": "", "values": {"limit": 0.9}},
    "broken": None,
}


def weave(text: str, before: dict[str, object] | None = None) -> str:
    woven = weave_page(text, "page.md", RECORDS, before)
    assert not woven.problems, "\n".join(map(str, woven.problems))
    return woven.text


def problems(text: str, before: dict[str, object] | None = None) -> tuple[Problem, ...]:
    return weave_page(text, "page.md", RECORDS, before).problems


def problem(text: str, before: dict[str, object] | None = None) -> Problem:
    (found,) = problems(text, before)
    return found
