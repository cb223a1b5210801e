"""Pictures of attention weights: of this library's models and of any other's.

>>> import explainer
>>> from explainer import inspect, pictures
>>> model = explainer.load("translator")
>>> words = "the animal did not cross the street because it was too tired".split()
>>> found = explainer.translate(model, " ".join(words))
>>> seen = inspect.from_trace(found.trace, words, ("<start>", *found.tokens[:-1]))
>>> heads = pictures.model_view(seen["encoder"])
>>> heads.alt.startswith("The weights of every head, 8 in 2 layers")
True

What each function returns shows itself in a notebook, has an alternative text, and is written to a
file by its ``save``. Layers, heads and places are counted from 0, as in arrays. The extra
``explainer[pictures]`` installs what drawing needs.
"""

import explainer.drawing  # noqa: F401  (first: it says what to install)
from explainer.pictures.head_view import head_view
from explainer.pictures.heatmap import heatmap
from explainer.pictures.model_view import model_view
from explainer.pictures.shown import Film, Picture
from explainer.pictures.walk import walk

__all__ = ["Film", "Picture", "head_view", "heatmap", "model_view", "walk"]
