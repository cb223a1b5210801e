"""What one can ask of attention: of this library's models and of any other's.

>>> import explainer
>>> from explainer import inspect
>>> model = explainer.load("translator")
>>> words = "the animal did not cross the street because it was too tired".split()
>>> found = explainer.translate(model, " ".join(words))
>>> seen = inspect.from_trace(found.trace, words, ("<start>", *found.tokens[:-1]))
>>> inspect.entropy(seen["encoder"].layers[0]).shape  # one number a head, in bits
(4,)
>>> inspect.rollout(seen["encoder"].layers)[-1].shape == (len(words), len(words))
True

Of a model from elsewhere, ``from_transformers(outputs, tokens)`` or ``from_arrays(weights,
tokens)`` check the weights and say what is wrong with them. ``explainer.pictures`` draws them.
"""

from explainer.inspect.across_layers import flow, rollout, with_residual
from explainer.inspect.agreement import bootstrap_interval, ranks, spearman
from explainer.inspect.attentions import Attentions, part
from explainer.inspect.baselines import baseline, on_shuffled_input
from explainer.inspect.lens import logit_lens, ranks_of_word
from explainer.inspect.outside import from_arrays, from_trace, from_transformers
from explainer.inspect.patching import (
    Patching,
    gradient_times_input,
    logit_difference,
    patch,
    patch_each_place,
    streams,
    swap_effects,
)
from explainer.inspect.removal import (
    attention_of,
    averaged,
    heads_of,
    mean_contribution,
    removal_effects,
    uniform,
    zeroed,
)
from explainer.inspect.statistics import (
    entropy,
    induction,
    mean_distance,
    most_attended,
    on_duplicates,
    on_first,
    on_itself,
    on_next,
    on_previous,
)

__all__ = [
    "Attentions",
    "Patching",
    "attention_of",
    "averaged",
    "baseline",
    "bootstrap_interval",
    "entropy",
    "flow",
    "from_arrays",
    "from_trace",
    "from_transformers",
    "gradient_times_input",
    "heads_of",
    "induction",
    "logit_difference",
    "logit_lens",
    "mean_contribution",
    "mean_distance",
    "most_attended",
    "on_duplicates",
    "on_first",
    "on_itself",
    "on_next",
    "on_previous",
    "on_shuffled_input",
    "part",
    "patch",
    "patch_each_place",
    "ranks",
    "ranks_of_word",
    "removal_effects",
    "rollout",
    "spearman",
    "streams",
    "swap_effects",
    "uniform",
    "with_residual",
    "zeroed",
]
