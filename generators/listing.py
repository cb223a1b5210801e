"""A program with its colours, as the builder's own highlighting would write it.

The pages behind the figures are mostly listings, and colouring them took the builder longer than
the whole article: here each is coloured once and kept.
"""

import html
from importlib.metadata import version

from generators.kept import kept


def listing_html(source: str, language: str, title: str = "") -> str:
    """`source` in the frame, with the classes, of `pymdownx.highlight` as set in `mkdocs.yml`."""
    coloured = kept([version("pygments"), language, source], lambda: _coloured(source, language))
    name = f'<span class="filename">{html.escape(title)}</span>' if title else ""
    return (
        f'<div class="language-{language} highlight">{name}'
        f"<pre><span></span><code>{coloured}</code></pre></div>"
    )


def _coloured(source: str, language: str) -> str:
    from pygments import highlight  # noqa: PLC0415  (takes long, seldom needed)
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415

    lexer = get_lexer_by_name(language, stripnl=False)
    return str(highlight(source, lexer, HtmlFormatter(nowrap=True)))
