"""Home: the parts of the explanation, and how long they take to read."""

import pytest

from generators.figures.index import reading_minutes

CONFIG = """
site_name: x
nav:
  - Explanation:
      - Home: index.md
      - "Part I: first":
          - One: one.md
          - "Two: more": two.md
      - "Part II: second":
          - Three: three.md
  - Lab:
      - All: lab/index.md
"""


def test_parts_and_pages_come_from_the_navigation() -> None:
    assert reading_minutes.entries(CONFIG) == [
        ("Home", "index.md"),
        ("Part I: first", None),
        ("One", "one.md"),
        ("Two: more", "two.md"),
        ("Part II: second", None),
        ("Three", "three.md"),
    ]


def test_a_navigation_without_the_tab_is_named() -> None:
    with pytest.raises(ValueError, match="Explanation"):
        reading_minutes.entries("\nnav:\n  - Home: index.md\n")


def test_only_what_is_read_counts() -> None:
    page = """---
title: not counted
---

# One two

![Three four {a.b:.2f}.](figure:name)

```
not counted
```

Five[^1] [six](not/counted.md).
"""
    assert reading_minutes.words(page) == 6 + 1  # the mark of a footnote is read as a word


def test_every_part_of_this_site_has_chapters_and_minutes() -> None:
    v = reading_minutes.values()
    assert v["pages"]["ten_pictures"] >= 1
    assert len(v["parts"]) >= 3
    for part in v["parts"]:
        assert part["chapters"] >= 1
        assert part["minutes"] >= 1
