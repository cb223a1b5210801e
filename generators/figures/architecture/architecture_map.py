"""All components of the translator with their shapes and parameter counts."""

import explainer
from explainer.model import Config
from generators.figures.architecture import _component_drawing
from generators.figures.architecture._component_map import WIDE, areas, counts, layout
from generators.kit.figure import Figure, Page, Values
from generators.kit.sizes import NARROW

SHOWN = (
    "source_vocabulary",
    "target_vocabulary",
    "d_model",
    "n_heads",
    "d_feed_forward",
    "encoder_layers",
    "decoder_layers",
    "norm",
    "positions",
)
COUNTED = ("self_attention", "feed_forward", "norm", "total")


def values() -> Values:
    model = explainer.load("translator")
    return {
        "config": {name: getattr(model.config, name) for name in SHOWN},
        "counts": {name: counts(model.config)[name] for name in COUNTED},
    }


def alt(v: Values) -> str:
    config = v["config"]
    return (
        f"Two columns. Left the encoder: embedding of {config['source_vocabulary']} words, "
        f"positions, {config['encoder_layers']} layers of self-attention and feed-forward, a final "
        f"norm. Right the decoder: embedding of {config['target_vocabulary']} words, positions, "
        f"{config['decoder_layers']} layers of masked self-attention, cross-attention, which reads "
        "the encoder's result, and feed-forward, a final norm, the output projection. Each "
        "sub-layer reads the stream through a norm and adds to it. "
        f"{v['counts']['total']:,} parameters."
    )


def draw(v: Values, page: Page) -> Figure:
    return _component_drawing.draw(
        Config(**v["config"]), v["counts"]["total"], page.pick(WIDE, NARROW)
    )


def links(v: Values, page: Page) -> list[list[object]]:
    return areas(layout(Config(**v["config"]), page.pick(WIDE, NARROW)))
