"""What MkDocs does around the pages (a hook of `mkdocs.yml`): drafts, the address, search, the end.

`mkdocs serve` always has something to show. What is wrong in pages and figures is marked in a draft
(`gen_files.py` weaves it when `WEAVE_DRAFT` is set); when the builder itself fails on a change, the
browser shows why and loads again until it is mended. While it builds, which may take minutes of
drawing or of waiting for another command, the browser is told so. `mkdocs build` knows no drafts.
"""

import html
import logging
import os
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files

from explainer.files import write_whole
from generators.command import signals
from generators.pages.definitions import PAGE, read_glossary
from generators.site import search

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

DRAFT = "WEAVE_DRAFT"
DRAFT_STYLE = "css/drafts.css"
TAKEN = 2  # exit status
log = logging.getLogger("mkdocs.hooks.serving")
PATIENCE = 2.0  # seconds for which a page waits for the site to be built before it says so
_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="refresh" content="2"><meta name="color-scheme" content="light dark">
<title>{title}</title></head>
<body><h1>{title}</h1><p>This page loads again until it is {until}.</p>
<pre>{reason}</pre></body></html>
"""
_BUILDING = _PAGE.format(
    title="The site is being built", until="done", reason="The terminal says what it is doing."
)
_first_build = True


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Hear signals; weave drafts from now on if the site is served."""
    os.environ.pop(DRAFT, None)
    if command == "serve":
        os.environ[DRAFT] = "1"
    # Those who start this command in the background may have it ignore Ctrl-C; and SIGTERM would
    # end it without its children.
    signals.hear_signals()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before anything is drawn, say the address, or that it is taken; give a draft its style."""
    global _first_build  # noqa: PLW0603  (a hook is a module)
    if os.environ.get(DRAFT):
        config.extra_css.append(DRAFT_STYLE)
        if _first_build:
            host, port = config.dev_addr
            if reason := why_not(host, port):
                print(
                    f"The site cannot be served at {host}:{port}: {reason}. Stop what runs there or"
                    f" choose another port: python3 run.py serve -a {host}:{port + 1}",
                    file=sys.stderr,
                )
                raise SystemExit(TAKEN)
            print(f"The site will be at {config.site_url} (Ctrl+C stops)", flush=True)
    _first_build = False
    return config


def why_not(host: str, port: int) -> str:
    """Why nothing can be served at this address; "" if it can."""
    try:
        # A name is an address of the older kind for MkDocs, whatever else it stands for.
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        *_, address = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            if os.name == "posix":  # as the server does; elsewhere it would share a taken port
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
            tried.listen()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> None:
    """Give pages no canonical address where none is known; that of `serve` is of this machine."""
    if os.environ.get("SITE_URL") or os.environ.get(DRAFT):
        return
    for file in files.documentation_pages():
        if file.page:
            file.page.canonical_url = None  # the site map then has the paths


def on_post_build(*, config: MkDocsConfig) -> None:
    """Let the search find sections by their other names, and each term of the glossary."""
    glossary = read_glossary(Path(config.docs_dir) / PAGE)
    for address in search.enrich_file(Path(config.site_dir), glossary):
        log.warning("search_words.toml names a section that the site does not have: %s", address)


def on_serve(
    server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Have the server show that it builds, or why that failed; by itself it lets browsers wait."""
    folder, idle = Path(server.root), threading.Event()
    idle.set()

    def build() -> None:
        idle.clear()
        try:
            builder()
        except Exception as error:
            told = isinstance(error, SystemExit) or not str(error)
            reason = str(error) if told else "".join(traceback.format_exception(error))
            log.error("The site cannot be built; the browser shows why.\n%s", reason)
            for page in folder.rglob("*.html"):
                page.unlink()
            for name in ("index.html", "404.html"):  # the server shows the latter for every page
                title, until = "The site cannot be built", "mended"
                text = _PAGE.format(title=title, until=until, reason=html.escape(reason))
                write_whole(folder / name, text)
        finally:
            idle.set()

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        is_poll = environ["PATH_INFO"].startswith("/livereload/")  # waits for a minute at most
        if is_poll or idle.wait(PATIENCE):
            return server.serve_request(environ, start_response)
        start_response(
            "503 Service Unavailable",
            [("Content-Type", "text/html; charset=utf-8"), ("Retry-After", "2")],
        )
        return [_BUILDING.encode()]

    server.builder = build
    server.set_app(answer)
    return server
