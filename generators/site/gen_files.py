"""Hand the woven pages and the figures to MkDocs (run by its plugin mkdocs-gen-files).

Drawing and weaving run as a command of their own, so `mkdocs serve`, which keeps modules in memory,
never shows yesterday's figure, and what MkDocs gets is the tree that `--weave` writes, but for one
thing: MkDocs leaves the addresses in HTML as they are, so they become URLs here.
"""

import html
import os
import subprocess
import sys
from collections import deque
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs_gen_files.editor import FilesEditor

from generators.pages.addresses import urls_in_html
from generators.pages.running_text import FRONT_MATTER

ROOT = Path(__file__).resolve().parents[2]
DOCS, WOVEN = ROOT / "docs", ROOT / "build" / "woven"

END = 20  # seconds that drawing has to end in when it is interrupted


def weave(*options: str) -> tuple[int, str]:
    """Draw and weave; the exit status and the last that was said of problems."""
    command = [sys.executable, "-m", "generators", "--weave", str(WOVEN), *options]
    last = deque[str](maxlen=12)
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace"
    ) as process:
        try:
            for line in process.stderr or ():
                sys.stderr.write(line)
                last.append(line)
        except BaseException:  # it ends its own children; killed, it could not
            process.terminate()
            try:
                process.wait(END)
            except subprocess.TimeoutExpired:
                process.kill()
            raise
    return process.returncode, "".join(last)


def with_notice(text: str, notice: str) -> str:
    """A page with a notice below its front matter."""
    if not notice:
        return text
    front = FRONT_MATTER.match(text)
    place = front.end() if front else 0
    return f"{text[:place]}\n\n{notice}\n\n{text[place:]}"


draft = bool(os.environ.get("WEAVE_DRAFT"))  # serving.py sets it where the site is served
status, said = weave(*(["--draft"] if draft else []))
notice = ""
if status != 0:
    if not draft:
        raise PluginError("figures or pages have problems; they are listed above")
    notice = (
        '<section class="problems" role="alert" data-search-exclude><p><strong>The pages could not'
        " be woven; what follows is older or unfinished.</strong></p>"
        f"<pre>{html.escape(said)}</pre></section>"
    ).replace("\n", "&#10;")

files = FilesEditor.current()
folder = files.directory
sources = WOVEN if WOVEN.is_dir() else DOCS  # the latter if nothing was ever woven
for path in sorted(sources.rglob("*")):
    name = path.relative_to(sources).as_posix()
    original = DOCS / name
    if not path.is_file() or path.name.startswith("."):
        continue
    if path.suffix != ".md":
        if not original.is_file():  # a figure: MkDocs reads it where it lies
            files.directory = str(WOVEN)
            files.open(name, "rb").close()
            files.directory = folder
        continue
    text = path.read_text(encoding="utf-8", errors="replace" if notice else "strict")
    content = urls_in_html(with_notice(text, notice), name).encode()
    if original.is_file() and original.read_bytes() == content:
        continue
    with files.open(name, "wb") as file:
        file.write(content)
    if original.is_file():
        files.set_edit_path(name, name)
