"""The addresses in the HTML of a page, for a builder that leaves them as they are.

In the woven tree an address is relative to its file, as everywhere in Markdown. MkDocs turns the
addresses of Markdown's own links and pictures into URLs; those in HTML it hands to the browser.
"""

import posixpath
import re

from generators.pages.markup import relative_url
from generators.pages.running_text import parts

_ATTRIBUTE = re.compile(r'(?<=\s)(?P<name>href|src|srcset)="(?P<value>[^"]*)"', re.IGNORECASE)
_WHOLE = re.compile(r"[a-zA-Z][\w+.-]*:|[/#?]|$")  # of another site, from its root, or of this page


def urls_in_html(text: str, page: str) -> str:
    """Return the Markdown `text` of `page` with URLs as the addresses in its tags."""
    pieces: list[str] = []
    position = 0
    for part in parts(text):
        if part.lastgroup == "tag":
            tag = _ATTRIBUTE.sub(lambda found: f'{found["name"]}="{_urls(found, page)}"', part[0])
            pieces += [text[position : part.start()], tag]
            position = part.end()
    return "".join([*pieces, text[position:]])


def _urls(attribute: re.Match[str], page: str) -> str:
    if attribute["name"].lower() != "srcset":
        return _url(attribute["value"], page)
    sources = (source.strip().partition(" ") for source in attribute["value"].split(","))
    return ", ".join(_url(address, page) + space + size for address, space, size in sources)


def _url(address: str, page: str) -> str:
    if _WHOLE.match(address):
        return address
    file, hash_mark, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), file))
    return relative_url(target + hash_mark + anchor, page)
