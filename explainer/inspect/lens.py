"""What the decoder would say if it stopped early."""

from __future__ import annotations

from explainer.arrays import Array, Float, Int, array_namespace
from explainer.layers import final_norm
from explainer.model import Model
from explainer.transformer import StackTrace


def logit_lens(
    model: Model, decoder: StackTrace
) -> Float[Array, "depths ... positions vocabulary"]:
    """The residual stream at each depth, read out as if it were the last (nostalgebraist 2020).

    Depth 0 enters the first layer, the last depth leaves the last: there the logits are the
    model's own. In between, final norm and output embedding read a stream they were not trained
    on: what they find is there, what they do not find may still be. Raises ValueError for a trace
    without layers.
    """
    if not decoder.layers:
        raise ValueError("the trace has no layers")
    depths = [layer.input for layer in decoder.layers] + [decoder.layers[-1].output]
    xp = array_namespace(depths[0])
    read = xp.matrix_transpose(model.parameters["target_embedding"])
    return xp.stack([final_norm(model, "decoder", stream) @ read for stream in depths])


def ranks_of_word(logits: Float[Array, "... vocabulary"], word: int) -> Int[Array, "..."]:
    """How many words score higher: 0 where the word is the first choice.

    Raises ValueError for a word outside the vocabulary.
    """
    if not 0 <= word < logits.shape[-1]:
        raise ValueError(f"no word {word} in a vocabulary of {logits.shape[-1]}")
    xp = array_namespace(logits)
    higher = logits > logits[..., word : word + 1]
    return xp.sum(xp.astype(higher, xp.int64), axis=-1)
