"""What is lost when a head is taken away: three ways to do it, each a model with other parameters.

A head leaves through its own rows of the output projection, and looks through its own columns of
the query projection. So every removal is a change of parameters, and the changed model can do all
that the model can: be traced, translate, be measured. A head is named by its sub-layer, such as
"decoder.1.cross_attention", and its number from 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from explainer.arrays import Array, Float, array_namespace
from explainer.heads import MultiHeadTrace, remove_head
from explainer.model import Model
from explainer.transformer import Trace


def heads_of(model: Model) -> tuple[tuple[str, int], ...]:
    """Every head's sub-layer and number, encoder first, in the order of computation."""
    config = model.config
    names = [f"encoder.{layer}.self_attention" for layer in range(config.encoder_layers)]
    for layer in range(config.decoder_layers):
        names.append(f"decoder.{layer}.self_attention")
        if config.encoder_layers:
            names.append(f"decoder.{layer}.cross_attention")
    return tuple((name, head) for name in names for head in range(config.n_heads))


def zeroed(model: Model, name: str, head: int) -> Model:
    """The head adds nothing to the residual stream (Michel, Levy & Neubig 2019, section 2.3).

    The layers after it then meet streams they never met in training: part of what is lost may be
    due to that. Raises ValueError for a sub-layer or head that is not there.
    """
    return replace(
        model, parameters=remove_head(model.parameters, name, head, model.config.n_heads)
    )


def averaged(model: Model, name: str, head: int, mean: Float[Array, "d_model"]) -> Model:
    """The head adds the same vector at every position: ``mean``, from ``mean_contribution``.

    It no longer tells positions or sentences apart, but the stream stays where layers expect it.
    Raises ValueError like ``zeroed`` and for a mean of another width.
    """
    if tuple(mean.shape) != (model.config.d_model,):
        raise ValueError(f"mean has shape {tuple(mean.shape)}, not ({model.config.d_model},)")
    parameters = dict(zeroed(model, name, head).parameters)
    key = f"{name}.output_bias"
    parameters[key] = parameters[key] + mean
    return replace(model, parameters=parameters)


def uniform(model: Model, name: str, head: int) -> Model:
    """The head looks at all that its mask allows alike; its values stay as they are.

    Its queries become zero, so all its scores are. Raises ValueError like ``zeroed``, and for
    self-attention with ALiBi, whose scores hold a distance beside the queries.
    """
    zeroed(model, name, head)  # raises for names and numbers that are not there
    if model.config.positions == "alibi" and name.endswith("self_attention"):
        raise ValueError("ALiBi adds distances to the scores: they do not become equal")
    weight = model.parameters[f"{name}.query"]
    xp = array_namespace(weight)
    d_head = model.config.d_model // model.config.n_heads
    column = xp.arange(model.config.d_model)
    kept = xp.astype((column < head * d_head) | (column >= (head + 1) * d_head), weight.dtype)
    bias = model.parameters[f"{name}.query_bias"]
    changed = {f"{name}.query": weight * kept, f"{name}.query_bias": bias * kept}
    return replace(model, parameters={**model.parameters, **changed})


def mean_contribution(traces: Sequence[Trace], name: str, head: int) -> Float[Array, "d_model"]:
    """What the head adds to the residual stream, averaged over all positions of all traces.

    Take texts other than those you measure on. Raises ValueError for no traces and for a
    sub-layer or head that they do not hold.
    """
    if not traces:
        raise ValueError("a mean needs at least one trace")
    rows = []
    for trace in traces:
        attention = attention_of(trace, name)
        if not 0 <= head < attention.queries.shape[-3]:
            raise ValueError(f"no head {head} in {name}: it has {attention.queries.shape[-3]}")
        own = attention.contributions[..., head, :, :]
        xp = array_namespace(own)
        rows.append(xp.reshape(own, (-1, own.shape[-1])))
    return xp.mean(xp.concat(rows, axis=0), axis=0)


def attention_of(trace: Trace, name: str) -> MultiHeadTrace:
    """The attention of one sub-layer, such as "encoder.0.self_attention".

    Raises ValueError for a name that the trace does not hold.
    """
    found = {}
    for stack, layers in (("encoder", trace.encoder.layers), ("decoder", trace.decoder.layers)):
        for number, layer in enumerate(layers):
            found[f"{stack}.{number}.self_attention"] = layer.self_attention
            if layer.cross_attention is not None:
                found[f"{stack}.{number}.cross_attention"] = layer.cross_attention
    if name not in found:
        raise ValueError(f"no attention sub-layer {name!r}; there are {', '.join(found)}")
    return found[name]


def removal_effects(
    model: Model,
    measure: Callable[[Model], float],
    remove: Callable[[Model, str, int], Model] = zeroed,
) -> dict[tuple[str, int], float]:
    """For each head alone: measure(model without it) − measure(model).

    Each head is taken from the whole model, so heads that can stand in for each other may all look
    dispensable. Raises what ``measure`` and ``remove`` raise.
    """
    whole = measure(model)
    return {
        (name, head): measure(remove(model, name, head)) - whole for name, head in heads_of(model)
    }
