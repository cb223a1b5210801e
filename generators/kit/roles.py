"""The style sheet of the site: the colours of explainer.drawing, and a few of pages alone.

Figures take theirs from there; the sheet is written while the pages are woven.
"""

from explainer.drawing.roles import ROLES

# No figure has them.
PAGE_COLOURS: dict[str, tuple[str, str]] = {
    "SUNKEN": ("#F3F1EB", "#1A1D22"),
    "PASSED": ("#00735A", "#3FCFA5"),
    "LINK": ("#0B5A8F", "#8CC8F5"),
}


def style_sheet() -> str:
    """The colours as custom properties of the site's light and dark schemes."""
    colours = {**ROLES, **PAGE_COLOURS}
    blocks = []
    for index, (scheme, selector) in enumerate(
        (
            ("light", ':root,\n[data-md-color-scheme="default"]'),
            ("dark", '[data-md-color-scheme="slate"]'),
        )
    ):
        lines = [f"  --{name.lower()}: {pair[index].lower()};" for name, pair in colours.items()]
        blocks.append("\n".join([f"{selector} {{", f"  color-scheme: {scheme};", *lines, "}"]))
    return "/* Written from generators/kit/roles.py. */\n\n" + "\n\n".join(blocks) + "\n"
