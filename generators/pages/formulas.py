"""Every formula of a page becomes HTML and MathML while it is woven.

KaTeX runs in-process in QuickJS, so a reader's browser gets a finished formula and no script, and
the builder of the site gets HTML in which Markdown finds nothing to do. `$...$` is a formula in a
line, `$$...$$` one on lines of its own; a dollar is written `\\$`.
Vendored: `katex/katex.min.js`, KaTeX 0.19.1 (MIT). Its style sheet and the fonts named in
`FONT_CLASSES` are served from `docs/assets/katex/`.
"""

import hashlib
import html
import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from generators.pages.kept import kept
from generators.pages.marks import after_formula, problem_html
from generators.pages.problems import Problem
from generators.pages.running_text import Span, headings, parts

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

# Markdown would find its marks in the letters of a formula; as numbers they are none.
_MARKS = {ord(mark): f"&#{ord(mark)};" for mark in "\\`*_[]$|{}&<>"}
_PIECE = re.compile(r"(<[^<>]*>)|[^<>]+")


@cache
def _context() -> Any:
    import quickjs  # type: ignore[import-untyped]  # noqa: PLC0415  (takes long, seldom needed)

    context = quickjs.Context()
    # KaTeX looks for a module system or a global object; a plain context has the latter.
    context.eval("var self = globalThis; var console = { warn: function () {} };")
    context.eval(KATEX.read_text(encoding="utf-8"))
    context.eval(PROGRAM % json.dumps(MACROS))
    return context


@cache
def _settings() -> str:
    """What decides the HTML of a formula, but for the formula."""
    program = [PROGRAM, json.dumps(MACROS), MISSING_FONTS.pattern]
    return hashlib.sha256(KATEX.read_bytes() + "".join(program).encode()).hexdigest()


@cache
def render(tex: str, display: bool = False) -> str:
    """Return `tex` as KaTeX HTML with MathML beside it for screen readers.

    Raises:
        ValueError: KaTeX rejects the formula, or it needs a font that the site does not serve.
    """
    return kept([_settings(), str(display), tex], lambda: _rendered(tex, display))


def _rendered(tex: str, display: bool) -> str:
    call = f"render({json.dumps(tex)}, {json.dumps(display)})"
    answer = json.loads(_context().eval(call))
    if "error" in answer:
        raise ValueError(answer["error"])
    if found := MISSING_FONTS.search(answer["html"]):
        raise ValueError(f"needs a font that docs/assets/katex/ does not hold ({found[0]}...)")
    return str(answer["html"])


def formula_html(tex: str, display: bool = False) -> str:
    """The element that stands in a page for `tex`, on one line and without a mark of Markdown.

    A display formula stands in an element of its own, which scrolls inside itself on a narrow
    screen.

    Raises:
        ValueError: see `render`.
    """
    rendered = render(tex, display)
    tag, name = ("div", "formula") if display else ("span", "formula-inline")
    return f'<{tag} class="{name}" data-search-exclude>{_PIECE.sub(_unmarked, rendered)}</{tag}>'


def _unmarked(piece: re.Match[str]) -> str:
    if piece[1]:  # a path of an SVG has line breaks
        return piece[1].replace("\n", " ")
    return html.unescape(piece[0]).translate(_MARKS)


def replace_formulas(
    text: str, page: str, source: str, draft: Sequence[Problem] | None = None
) -> tuple[str, list[Problem]]:
    """Return the woven `text` of `page` with every formula as HTML, and what is wrong with them.

    `source` is the page before it was woven: problems name its lines. In a draft a formula with a
    problem is marked; `draft` are the problems of the page so far, some of numbers in formulas.
    """
    titles = headings(text)
    pieces: list[str] = []
    problems: list[Problem] = []
    position = 0
    for part in parts(text):
        if part[0] == r"\$":
            pieces += [text[position : part.start()], "&#36;"]
        elif part.lastgroup in ("display", "inline"):
            try:
                formula = _formula(part, text, titles)
            except ValueError as error:
                line = _line(part, text, source)
                written, anchor = " ".join(part[0].split()), f"problem-formula-{len(problems) + 1}"
                problems.append(Problem(page, line, written, str(error), anchor=anchor))
                if draft is None:
                    continue
                formula = problem_html(anchor, str(error), written)
            pieces += [text[position : part.start()], formula]
            if draft and (missing := after_formula(part[0], draft)):
                pieces.append(f"\n\n{missing}" if part.lastgroup == "display" else missing)
        else:
            continue
        position = part.end()
    return "".join([*pieces, text[position:]]), problems


def _formula(part: re.Match[str], text: str, titles: list[Span]) -> str:
    if any(start <= part.start() < end for start, end in titles):
        raise ValueError("a heading holds a formula; the table of contents cannot show it")
    if part.lastgroup == "inline":
        return formula_html(part["formula"])
    before = text[text.rfind("\n", 0, part.start()) + 1 : part.start()]
    after = text[part.end() :].split("\n", 1)[0]
    if before.strip() or after.strip():
        raise ValueError("a formula between $$ and $$ stands on lines of its own")
    html_block = formula_html(part["displayed"].strip(), display=True)
    if not before:
        return html_block
    # Inside a list or an admonition Python-Markdown knows no HTML blocks.
    return re.sub(r"^<div(.*)</div>$", r"<span\1</span>", html_block)


def _line(part: re.Match[str], text: str, source: str) -> int:
    """The line of `source` where this formula of the woven `text` stands.

    It is found by its letters and by how often they came before. With a number in it that was put
    in while weaving it has other letters; then its line is counted from the last one that is alike.
    """
    places = [found.start() for found in re.finditer(re.escape(part[0]), source)]
    earlier = text.count(part[0], 0, part.start())
    if places:
        return source.count("\n", 0, places[min(earlier, len(places) - 1)]) + 1
    known = {line: number for number, line in enumerate(source.split("\n"), 1) if line.strip()}
    above = text[: part.start()].split("\n")
    for distance, line in enumerate(reversed(above)):
        if line in known:
            return known[line] + distance
    return 1
