"""Random attention layers, one after the other: what becomes of the words, summed and unsummed."""

import numpy as np

import explainer
from generators.figures._shared.running_sentence import ENDINGS, translation
from generators.figures._shared.strips import strips
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Box, note, write
from generators.kit.theme import INK, LABEL, MUTED, SMALL

LAYERS, CELLS, HEADS = (0, 2, 4), 24, 4  # layers passed; numbers shown of each word; heads
ROW = 15.0  # px from word to word
WAYS = {"without": "without the addition", "with": "with the addition"}


def values() -> Values:
    """The running sentence's input vectors, sent through layers whose weights are random."""
    written = translation(ENDINGS[0])
    start = np.asarray(written.trace.encoder.embedded, dtype=float)
    streams = {way: _passed(start, way == "with") for way in WAYS}
    return {
        "words": list(written.source_tokens),
        "layers": list(LAYERS),
        "streams": {
            way: (found / np.abs(found).max(axis=(1, 2), keepdims=True))[:, :, :CELLS]
            .round(3)
            .tolist()
            for way, found in streams.items()
        },
        "apart": {way: [_apart(words) for words in found] for way, found in streams.items()},
    }


def _passed(start: np.ndarray, added: bool) -> np.ndarray:
    """The words after 0, 2 and 4 layers [stages, words, d_model]; the weights are the same."""
    random, stages = np.random.default_rng(0), [start]
    d_model = start.shape[-1]
    for _ in range(LAYERS[-1]):
        layer = {f"{part}_bias": np.zeros(d_model) for part in ("query", "key", "value", "output")}
        for part in ("query", "key", "value", "output"):
            layer[part] = random.normal(size=(d_model, d_model)) / np.sqrt(d_model)
        mixed = explainer.multi_head_attention(stages[-1], stages[-1], layer, HEADS).output
        stages.append(np.asarray(mixed) + (stages[-1] if added else 0))
    return np.stack([stages[layer] for layer in LAYERS])


def _apart(words: np.ndarray) -> float:
    """How far the words are from their mean, relative to their length."""
    return float(np.linalg.norm(words - words.mean(axis=0)) / np.linalg.norm(words))


def alt(v: Values) -> str:
    said = "; ".join(
        f"{name}: {', '.join(f'{apart:.4f}' for apart in v['apart'][way])}"
        for way, name in WAYS.items()
    )
    return (
        f"The {len(v['words'])} words of a sentence as rows of cells, after "
        f"{', '.join(map(str, v['layers']))} layers of random attention. Without the addition all "
        f"rows end up the same; with it they stay different. Distance from their mean: {said}."
    )


def draw(v: Values, page: Page) -> Figure:
    left, wide, gap = page.pick((78.0, 206.0, 18.0), (70.0, 80.0, 10.0))  # px
    high = ROW * len(v["words"])
    figure, ax = page.canvas((left + 3 * wide + 2 * gap + 12, 2 * (high + 64) + 4))
    for index, (way, name) in enumerate(WAYS.items()):
        top = index * (high + 64) + 56
        write(ax, 12, top - 40, name, INK, LABEL, weight="semibold")
        for row, word in enumerate(v["words"]):
            write(ax, left - 8, top + (row + 0.5) * ROW, word, INK, SMALL, mono=True, align="right")
        for stage, layers in enumerate(v["layers"]):
            x = left + stage * (wide + gap)
            said = f"after {layers} layers" if layers else "at the start"
            note(ax, x, top - 26, said, MUTED, SMALL)
            rows = [Box(x, top + ROW * row, wide, ROW - 1) for row in range(len(v["words"]))]
            strips(ax, rows, v["streams"][way][stage])
    return figure
