"""Numbers of the decoder page: the loop and one cross-attention, computed again by hand."""

import numpy as np

import explainer
from explainer.layers import layer_norm
from generators.figures._shared.decoder_rows import FOUR_HEADS, TIRED, WIDE, model, translation
from generators.kit.needs import place_of
from generators.kit.values import Values


def _loop() -> list[str]:
    """Greedy decoding without any help."""
    words = model().target_vocabulary
    memory = translation(TIRED).trace.encoder.output
    written = ["<start>"]
    while written[-1] != "<end>" and len(written) < 40:
        decoder = explainer.decode(model(), words.encode(written), memory)
        scores = decoder.output[-1] @ model().parameters["target_embedding"].T
        written.append(words.words[int(np.argmax(scores))])
    return written[1:]


def values() -> Values:
    parameters = model().parameters
    done = translation(TIRED)
    layer = done.trace.decoder.layers[0]
    assert layer.cross_attention is not None
    prefix = "decoder.0.cross_attention."
    mine = {n.removeprefix(prefix): a for n, a in parameters.items() if n.startswith(prefix)}
    norm = "decoder.0.norm_cross_attention"
    normed = layer_norm(
        layer.after_self_attention, parameters[f"{norm}.gain"], parameters[f"{norm}.bias"]
    )
    again = explainer.multi_head_attention(
        normed, done.trace.encoder.output, mine, model().config.n_heads
    )
    source = model().source_vocabulary.encode(done.source_tokens)
    cached, uncached = (explainer.greedy(model(), source, cached=c) for c in (True, False))
    loop = _loop()
    mixed = done.trace.encoder.output.copy()
    mixed[-1] = translation(WIDE).trace.encoder.output[-1]
    qu = place_of("qu'", loop) + 1
    last = explainer.decode(
        model(), model().target_vocabulary.encode(["<start>", *loop[:qu]]), mixed
    ).output[-1]
    best = int(np.argmax(last @ parameters["target_embedding"].T))
    return {
        "loop": " ".join(loop[:-1]),
        "loop_is_translate": loop == list(done.tokens),
        "weights_difference": float(np.abs(again.weights - layer.cross_attention.weights).max()),
        "weights_shape": " × ".join(str(size) for size in again.weights.shape),
        "cached_is_uncached": bool(np.array_equal(cached, uncached)),
        "after_exchange": model(FOUR_HEADS).target_vocabulary.words[best],
    }
