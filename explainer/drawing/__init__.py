"""The house style of every picture, here and on the site: colours, type, marks, SVG and GIF.

>>> from explainer.drawing import marks, theme
>>> with theme.house_style():
...     figure, ax = theme.canvas(200, 60)
...     pill = marks.token(ax, 10, 16, "animal", theme.QUERY)
>>> round(pill.height)
26

It needs matplotlib, which nothing else in this library does.
"""

from importlib.util import find_spec

if find_spec("matplotlib") is None:  # not imported here: the colours are read without it
    raise ModuleNotFoundError(
        "Pictures are drawn with matplotlib, which is not installed. Install it: "
        "pip install matplotlib, or this library with its extra: pip install 'explainer[pictures]'",
        name="matplotlib",
    )
