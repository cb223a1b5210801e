"""MkDocs hook: every formula becomes HTML and MathML while the site is built.

KaTeX runs in-process in QuickJS, so a reader's browser gets a finished formula and no script.
Vendored: `katex/katex.min.js`, KaTeX 0.19.1 (MIT). Its style sheet and the fonts named in
`FONT_CLASSES` are served from `docs/assets/katex/`.
"""

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import quickjs  # type: ignore[import-untyped]
from mkdocs.exceptions import PluginError

KATEX = Path(__file__).with_name("katex") / "katex.min.js"

# One macro a role: the same colour and underline as in prose and figures.
MACROS = {
    r"\query": r"\htmlClass{role-query}{#1}",
    r"\key": r"\htmlClass{role-key}{#1}",
    r"\val": r"\htmlClass{role-value}{#1}",
    r"\weight": r"\htmlClass{role-weight}{#1}",
    r"\resid": r"\htmlClass{role-residual}{#1}",
}

# Font classes whose files are not served: a formula that needs one would show the wrong letters.
MISSING_FONTS = re.compile(
    r'class="[^"]*\b(?:mathfrak|textfrak|mathboldfrak|mathscr|textscr|mathsf|textsf|mathboldsf'
    r"|mathsfit|mathitsf|boldsymbol|textboldfrak|textboldsf|textitsf)\b"
)

PROGRAM = r"""
var options = {
  output: "htmlAndMathml", throwOnError: true, macros: %s,
  trust: function (context) {
    if (context.command === "\\htmlClass") return true;
    throw new Error(context.command + " is not allowed");
  },
  strict: function (code) { return code === "htmlExtension" ? "ignore" : "error"; }
};
function render(tex, display) {
  try {
    var settings = Object.assign({}, options, {
      displayMode: display, macros: Object.assign({}, options.macros) });
    return JSON.stringify({ html: katex.renderToString(tex, settings) });
  } catch (error) {
    return JSON.stringify({ error: String(error.message || error) });
  }
}
"""

FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*\\[(\[](?P<tex>.*?)\\[)\]]\s*</(?P=tag)>', re.DOTALL
)
HEADING = re.compile(r"<h[1-6]\b(?:(?!</h[1-6]>).)*class=\"arithmatex\"", re.DOTALL)


@cache
def _context() -> Any:
    context = quickjs.Context()
    # KaTeX looks for a module system or a global object; a plain context has the latter.
    context.eval("var self = globalThis; var console = { warn: function () {} };")
    context.eval(KATEX.read_text(encoding="utf-8"))
    context.eval(PROGRAM % json.dumps(MACROS))
    return context


@cache
def render(tex: str, display: bool = False) -> str:
    """Return `tex` as KaTeX HTML with MathML beside it for screen readers.

    Raises:
        ValueError: KaTeX rejects the formula, or it needs a font that the site does not serve.
    """
    call = f"render({json.dumps(tex)}, {json.dumps(display)})"
    answer = json.loads(_context().eval(call))
    if "error" in answer:
        raise ValueError(answer["error"])
    if found := MISSING_FONTS.search(answer["html"]):
        raise ValueError(f"needs a font that docs/assets/katex/ does not hold ({found[0]}...)")
    return str(answer["html"])


def replace_formulas(content: str, where: str) -> str:
    """Return the page `content` with each arithmatex element rendered.

    A display formula stands in `div.formula`, which scrolls inside itself on a narrow screen.

    Raises:
        PluginError: a formula cannot be rendered; the message names page and formula.
    """
    if HEADING.search(content):
        raise PluginError(f"{where}: a heading holds a formula; table of contents cannot show it")

    def rendered(match: re.Match[str]) -> str:
        tex = html.unescape(match["tex"]).strip()
        display = match["tag"] == "div"
        try:
            formula = render(tex, display)
        except ValueError as error:
            raise PluginError(f"{where}: formula {tex!r}: {error}") from None
        tag, name = ("div", "formula") if display else ("span", "formula-inline")
        return f'<{tag} class="{name}" data-search-exclude>{formula}</{tag}>'

    return FORMULA.sub(rendered, content)


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Render the formulas of one page; called by MkDocs."""
    return replace_formulas(html, page.file.src_uri)
