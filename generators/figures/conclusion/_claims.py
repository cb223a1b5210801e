"""What is often said of each part of the machine, whether it held here, and where to read on."""

from dataclasses import dataclass

HELD, IF, NOT = "held", "held if", "did not hold"
Claim = tuple[str, str, str]  # verdict, words, page of the Lab


@dataclass(frozen=True)
class Part:
    """A part of the machine; `place` is "above" or "below" where it is in neither tower."""

    name: str
    tower: str
    claims: tuple[Claim, ...]
    place: str = ""


PARTS = (
    Part(
        "positions",
        "",
        (
            (
                HELD,
                "Without positions, no order",
                "positional-encoding.md#translators-with-each-encoding-and-with-none",
            ),
        ),
        "above",
    ),
    Part(
        "self-attention",
        "encoder",
        (
            (
                HELD,
                "Looking back beats a summary",
                "why-attention.md#trained-until-nothing-improves",
            ),
            (IF, "It reaches any distance", "why-attention.md#copying"),
            (NOT, "It filters out what is irrelevant", "why-attention.md#dispersion"),
            (NOT, "“It” looks at “animal”", "encoder.md#it-and-its-noun"),
        ),
    ),
    Part(
        "heads",
        "encoder",
        (
            (IF, "Several heads make it robust", "multi-head-attention.md#changed-input"),
            (IF, "Each head has a job", "heads.md#counting"),
        ),
    ),
    Part(
        "add and norm",
        "encoder",
        ((IF, "Attention keeps gradients alive", "architecture.md#gradients-over-depth"),),
    ),
    Part(
        "masked self-attention",
        "decoder",
        (
            (HELD, "The mask hides the future", "masking.md#a-prefix-does-not-change"),
            (HELD, "Induction heads copy", "language-model.md#without-induction-heads"),
            (IF, "Attention is quadratic", "cost.md#operations-of-whole-models"),
        ),
    ),
    Part(
        "cross-attention",
        "decoder",
        (
            (HELD, "It finds the word it translates", "decoder.md#alignment-counted"),
            (IF, "A heatmap shows a bias", "heatmaps.md#a-bias-that-was-planted"),
            (
                NOT,
                "The brightest word is the reason",
                "explanation.md#where-it-decides-and-where-it-cannot",
            ),
        ),
    ),
    Part(
        "next word",
        "decoder",
        ((IF, "It is parallel, so it is fast", "generation.md#one-pass-or-in-turn"),),
        "below",
    ),
)
