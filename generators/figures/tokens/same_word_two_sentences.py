"""The same words in two sentences: equal rows of the table, then further apart in each layer."""

import numpy as np

import explainer
from experiments.translator.recipe import NOUNS, PRONOUN
from explainer.transformer import StackTrace
from explainer.untrained import untrained
from generators.figures._shared.running_sentence import ENDINGS, SENTENCE, translation
from generators.kit.charts import Grid, matrices
from generators.kit.figure import Figure, Page, Values
from generators.kit.marks import Cells, Words
from generators.kit.needs import first_difference, place_of
from generators.kit.theme import DECODER, ENCODER, SMALL
from generators.pipeline import results

CONTROLS = 20  # untrained models, seeds 0 … 19
SIDES = {"english": ("the encoder reads", ENCODER), "french": ("the decoder has written", DECODER)}


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


def compare(first: StackTrace, second: StackTrace, words: list[str]) -> Values:
    """Both measures for these words, and the largest difference before any layer."""
    pairs = [(a[: len(words)], b[: len(words)]) for a, b in _pairs(first, second)]
    return {
        "words": words,
        "apart": [apart(*pair).astype(float).tolist() for pair in pairs],
        "cosine": [cosine(*pair).astype(float).tolist() for pair in pairs],
        "before_layers": float(np.abs(pairs[0][0] - pairs[0][1]).max()),
    }


def _pairs(first: StackTrace, second: StackTrace) -> list[tuple[np.ndarray, np.ndarray]]:
    return list(zip(stages(first), stages(second), strict=True))


def readings(model: explainer.Model) -> dict[str, float]:
    """How much further apart "it" is where two endings read differently than where they agree.

    One minus the cosine after the last layer, mean over the pairs of endings.
    """
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
    near, far = 1 - cosines[alike & other].mean(), 1 - cosines[~alike].mean()
    return {"endings": len(endings), "distance_ratio": float(far / near)}


def values() -> Values:
    tired, wide = (translation(ending) for ending in ENDINGS)
    found = {"english": compare(tired.trace.encoder, wide.trace.encoder, SENTENCE.split())}
    same = first_difference(
        tired.tokens, wide.tokens, "endings that are translated in different ways"
    )
    inputs = ["<start>", *tired.tokens[:same]]
    found["french"] = compare(tired.trace.decoder, wide.trace.decoder, inputs)
    model = explainer.load("translator")
    controls = [readings(untrained(model, seed))["distance_ratio"] for seed in range(CONTROLS)]

    def of(side: str, word: str, *measures: str) -> dict[str, list[float]]:
        place = place_of(word, found[side]["words"])
        return {key: [row[place] for row in found[side][key]] for key in measures}

    return {
        **{
            side: {key: of_side[key] for key in ("words", "apart", "before_layers")}
            for side, of_side in found.items()
        },
        "street": of("english", NOUNS[1], "cosine"),
        "it": of("english", PRONOUN, "apart", "cosine"),
        "last": {"word": inputs[-1], **of("french", inputs[-1], "apart", "cosine")},
        "readings": readings(model),
        "control_ratio": {"n": CONTROLS, "most": max(controls)},
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


def draw(v: Values, page: Page) -> Figure:
    grids = []
    for side, (title, role) in SIDES.items():
        passed = [str(layers) for layers in range(len(v[side]["apart"]))]
        words = Words(v[side]["words"], passed, "", "layers passed")
        cells = Cells((52, 24), digits=3, role=role, size=SMALL)
        grids.append(Grid(np.array(v[side]["apart"]).T, words, cells, title, role))
    return matrices(page, grids, across=(0, 1), gap=20)[0]
