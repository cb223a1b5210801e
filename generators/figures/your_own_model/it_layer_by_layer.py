"""What the word *it* looks at in every head of the encoder, layer by layer, as `walk` draws it."""

from collections.abc import Iterable

import explainer
from explainer import pictures
from generators.figures._shared.head_statistics import SENTENCE
from generators.figures.your_own_model._page import looked, of_values, to_values
from generators.kit.figure import Page, Values
from generators.kit.motion import Frame
from generators.kit.needs import place_of
from generators.kit.sizes import NARROW, WIDE


def values() -> Values:
    words = SENTENCE.split()
    seen = looked(explainer.load("translator"), words)["encoder"]
    return {**to_values(seen), "place": place_of("it", words)}


def alt(v: Values) -> str:
    return pictures.walk(of_values(v), v["place"]).alt


def animate(v: Values, page: Page) -> Iterable[Frame]:
    return pictures.walk(of_values(v), v["place"], page.pick(WIDE, NARROW)).frames()
