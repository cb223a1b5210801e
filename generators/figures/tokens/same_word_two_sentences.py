"""The same words in two sentences: equal rows of the table, then further apart in each layer."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import explainer
from experiments.translator.recipe import NOUNS, PRONOUN
from explainer.transformer import StackTrace
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation
from generators.kit.marks import Cells, Words, matrix, write
from generators.kit.needs import first_difference, place_of
from generators.kit.theme import DECODER, ENCODER, LABEL, MUTED, SMALL, canvas
from generators.kit.values import Values
from generators.pipeline import results

CELL, LEFT = (52, 24), 92
CONTROLS = 20  # untrained models, seeds 0 … 19


def stages(stack: StackTrace) -> list[np.ndarray]:
    """The stream as it enters the first layer and after each."""
    return [stack.embedded, *(layer.output for layer in stack.layers)]


def apart(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Length of the difference of two vectors relative to the mean of their lengths."""
    lengths = (np.linalg.norm(first, axis=-1) + np.linalg.norm(second, axis=-1)) / 2
    distances: np.ndarray = np.linalg.norm(first - second, axis=-1) / lengths
    return distances


def cosine(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Row by row."""
    lengths = np.linalg.norm(first, axis=-1) * np.linalg.norm(second, axis=-1)
    cosines: np.ndarray = (first * second).sum(axis=-1) / lengths
    return cosines


def compare(first: StackTrace, second: StackTrace, words: list[str], n: int) -> Values:
    """Both measures for the first n positions, and the largest difference before any layer."""
    pairs = list(zip(stages(first), stages(second), strict=True))
    return {
        "words": words[:n],
        "apart": [apart(a[:n], b[:n]).astype(float).tolist() for a, b in pairs],
        "cosine": [cosine(a[:n], b[:n]).astype(float).tolist() for a, b in pairs],
        "before_layers": float(np.abs(pairs[0][0][:n] - pairs[0][1][:n]).max()),
    }


def readings(model: explainer.Model) -> dict[str, float]:
    """Mean cosine of "it" after the last layer, over pairs of endings that read alike or not."""
    known = results.read("tokens")["classes"]["english"]
    endings = [word for word in known if known[word]["class"].endswith(("animals", "places"))]
    of_animal = np.array([known[word]["class"].endswith("animals") for word in endings])
    place = place_of(PRONOUN, SENTENCE.split())
    vectors = np.stack(
        [
            explainer.encode(model, model.source_vocabulary.encode((SENTENCE + word).split()))
            .layers[-1]
            .output[place]
            for word in endings
        ]
    )
    unit = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    cosines = unit @ unit.T
    alike = of_animal[:, None] == of_animal
    other = ~np.eye(len(endings), dtype=bool)
    return {
        "endings": len(endings),
        "alike": float(cosines[alike & other].mean()),
        "different": float(cosines[~alike].mean()),
        "distance_ratio": float((1 - cosines[~alike].mean()) / (1 - cosines[alike & other].mean())),
    }


def values() -> Values:
    tired, wide = (translation(ending) for ending in ENDINGS)
    english = compare(
        tired.trace.encoder,
        wide.trace.encoder,
        list(tired.source_tokens),
        len(tired.source_tokens) - 1,
    )
    same = first_difference(
        tired.tokens, wide.tokens, "endings that are translated in different ways"
    )
    inputs = ["<start>", *tired.tokens[:same]]
    french = compare(tired.trace.decoder, wide.trace.decoder, inputs, same + 1)
    model = explainer.load("translator")
    controls = [readings(untrained(model, seed))["distance_ratio"] for seed in range(CONTROLS)]

    def of(found: Values, word: str) -> dict[str, list[float]]:
        place = place_of(word, found["words"])
        return {key: [row[place] for row in found[key]] for key in ("apart", "cosine")}

    return {
        "endings": list(ENDINGS),
        "english": english,
        "french": french,
        "street": of(english, NOUNS[1]),
        "it": of(english, PRONOUN),
        "last": {"word": inputs[-1], **of(french, inputs[-1])},
        "writes": [tired.tokens[same], wide.tokens[same]],
        "readings": readings(model),
        "control_ratio": {"n": CONTROLS, "most": max(controls), "mean": float(np.mean(controls))},
    }


def alt(v: Values) -> str:
    of_it = ", ".join(
        f"{far:.3f} after layer {layer}" for layer, far in enumerate(v["it"]["apart"][1:], start=1)
    )
    of_last = ", then ".join(f"{far:.2f}" for far in v["last"]["apart"][1:])
    return (
        "How far the same word's vectors in the two sentences lie apart. All words: 0.00 before "
        f"the first layer. English it: {of_it}. French {v['last']['word']}: {of_last}."
    )


def _sizes(v: Values) -> tuple[float, float]:
    """Width and height of one panel, with its margins, px."""
    rows = max(len(v[side]["words"]) for side in ("english", "french"))
    return LEFT + CELL[0] * len(v["english"]["apart"]) + 24, 72 + CELL[1] * rows


def _panel(ax: Axes, x: float, y: float, found: Values, title: str, role: str) -> None:
    write(ax, x + LEFT, y, title, role, LABEL, weight="semibold")
    for column in range(len(found["apart"])):
        stage = f"layer {column}" if column else "before"
        write(ax, x + LEFT + (column + 0.5) * CELL[0], y + 24, stage, MUTED, SMALL, align="centre")
    matrix(
        ax,
        x,
        y + 36,
        np.array(found["apart"]).T,
        Words(rows=found["words"], row_title="", column_title="", left=LEFT, top=0),
        Cells(CELL, digits=3, role=role, size=SMALL),
    )


def draw(v: Values) -> Figure:
    width, height = _sizes(v)
    figure, ax = canvas(2 * width, height)
    _panel(ax, 8, 22, v["english"], "the encoder reads", ENCODER)
    _panel(ax, 4 + width, 22, v["french"], "the decoder has written", DECODER)
    return figure


def narrow(v: Values) -> Figure:
    width, height = _sizes(v)
    figure, ax = canvas(width, 2 * height)
    _panel(ax, 8, 22, v["english"], "the encoder reads", ENCODER)
    _panel(ax, 8, 22 + height, v["french"], "the decoder has written", DECODER)
    return figure
