"""Attention and transformers, with every intermediate returned.

>>> import explainer
>>> model = explainer.load("translator")
>>> explainer.translate(model, "the animal did not cross the street because it was too tired").text
"l'animal n'a pas traversé la rue parce qu'il était trop fatigué"
"""

from explainer.attention import (
    AttentionTrace,
    attend,
    causal_mask,
    combine_masks,
    padding_mask,
    softmax,
)
from explainer.checkpoint import load, names, save
from explainer.generate import Translation, greedy, translate
from explainer.heads import (
    MultiHeadTrace,
    merge_heads,
    multi_head_attention,
    remove_head,
    split_heads,
)
from explainer.model import Config, Model, parameter_shapes
from explainer.positions import sinusoidal
from explainer.tokenizer import Vocabulary
from explainer.transformer import BlockTrace, StackTrace, Trace, decode, encode, forward

__all__ = [
    "AttentionTrace",
    "BlockTrace",
    "Config",
    "Model",
    "MultiHeadTrace",
    "StackTrace",
    "Trace",
    "Translation",
    "Vocabulary",
    "attend",
    "causal_mask",
    "combine_masks",
    "decode",
    "encode",
    "forward",
    "greedy",
    "load",
    "merge_heads",
    "multi_head_attention",
    "names",
    "padding_mask",
    "parameter_shapes",
    "remove_head",
    "save",
    "sinusoidal",
    "softmax",
    "split_heads",
    "translate",
]
