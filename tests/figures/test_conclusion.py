"""The conclusion: the machine and the text have the same findings under the same verdicts."""

import re

import pytest

from generators.figures.conclusion._claims import HELD, IF, NOT, PARTS
from generators.pipeline.paths import DOCS

SECTIONS = {HELD: "What held", IF: "What held with a condition", NOT: "What did not hold here"}


@pytest.mark.parametrize("verdict", SECTIONS)
def test_the_machine_has_every_finding_of_the_text(verdict: str) -> None:
    text = (DOCS / "conclusion.md").read_text("utf-8")
    section = re.split(r"^## ", text.split(f"\n## {SECTIONS[verdict]}\n")[1], flags=re.MULTILINE)[0]
    evidence = re.findall(r"\[Evidence\]\(lab/([^)]*)\)", section)
    claims = [where for part in PARTS for said, _, where in part.claims if said == verdict]
    assert sorted(evidence) == sorted(claims)
