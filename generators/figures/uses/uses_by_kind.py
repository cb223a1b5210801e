"""Encoder, decoder, both: who may look at whom, and what each kind is used for."""

from generators.figures._shared.mask_square import mask_square
from generators.kit.figure import Axes, Figure, Page, Values
from generators.kit.marks import Box, note, write
from generators.kit.theme import DECODER, ENCODER, INK, LABEL, MUTED, SMALL

KINDS = {  # kind -> (colour of its name, well-known models, masks, what comes out, uses)
    "encoder": (
        ENCODER,
        "such as BERT",
        ("all",),
        "vectors, labels, places",
        "sentiment, spam · names · pointing at an answer · search · images to classes",
    ),
    "decoder": (
        DECODER,
        "such as GPT-3",
        ("back",),
        "the text goes on",
        "chat · stories, letters · code · answers in words · any task that can be said",
    ),
    "encoder-decoder": (
        INK,
        "such as the first, of 2017",
        ("all", "back"),
        "a new text from a given input",
        "translation · summaries · speech to words · captions · boxes around objects",
    ),
}
SIDE = 44.0  # px of a mask


def values() -> Values:
    return {
        "kinds": {
            kind: {"models": models, "out": out, "uses": uses}
            for kind, (_, models, _, out, uses) in KINDS.items()
        }
    }


def alt(v: Values) -> str:
    return " ".join(
        f"{kind.capitalize()} ({one['models']}): {one['out']}; {one['uses']}."
        for kind, one in v["kinds"].items()
    )


def draw(v: Values, page: Page) -> Figure:
    figure, ax, boxes = page.panels(3, (172, 178), (312, 170))
    for (kind, one), box in zip(v["kinds"].items(), boxes, strict=True):
        _kind(ax, box, kind, one)
    return figure


def _kind(ax: Axes, box: Box, kind: str, one: Values) -> None:
    role, _, masks, _, _ = KINDS[kind]
    write(ax, box.left, box.top + 10, kind, role, LABEL, weight="semibold")
    write(ax, box.left, box.top + 30, one["models"], MUTED, SMALL)
    for number, mask in enumerate(masks):
        mask_square(ax, box.left + number * (SIDE + 10), box.top + 46, SIDE, mask == "back")
    below = box.top + 46 + SIDE + 10
    out = note(ax, box.left, below, one["out"], INK, SMALL, box.width, weight="semibold")
    note(ax, box.left, out.bottom + 4, one["uses"], INK, SMALL, box.width)
