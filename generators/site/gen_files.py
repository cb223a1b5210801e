"""Hand the woven pages and the figures to MkDocs (run by its plugin mkdocs-gen-files).

Drawing and weaving run as a command of their own, so `mkdocs serve`, which keeps modules in memory,
never shows yesterday's figure, and what MkDocs gets is the tree that `--weave` writes, but for one
thing: MkDocs leaves the addresses in HTML as they are, so they become URLs here.
"""

import subprocess
import sys
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs_gen_files.editor import FilesEditor

from generators.pages.addresses import urls_in_html

ROOT = Path(__file__).resolve().parents[2]
DOCS, WOVEN = ROOT / "docs", ROOT / "build" / "woven"
FIGURES = ROOT / "generators" / "figures"

command = [sys.executable, "-m", "generators", "--weave", str(WOVEN)]
if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
    raise PluginError("figures or pages have problems; they are listed above")

files = FilesEditor.current()
folder = files.directory
for path in sorted(WOVEN.rglob("*")):
    name = path.relative_to(WOVEN).as_posix()
    original = DOCS / name
    if not path.is_file() or path.name.startswith("."):
        continue
    if path.suffix != ".md":
        if not original.is_file():  # a figure: MkDocs reads it where it lies
            files.directory = str(WOVEN)
            files.open(name, "rb").close()
            files.directory = folder
        continue
    content = urls_in_html(path.read_text(encoding="utf-8"), name).encode()
    if original.is_file() and original.read_bytes() == content:
        continue
    with files.open(name, "wb") as file:
        file.write(content)
    if name.startswith("computed/"):
        (source,) = FIGURES.glob(f"*/{path.stem}.py")
        files.set_edit_path(name, f"../{source.relative_to(ROOT).as_posix()}")
    elif original.is_file():
        files.set_edit_path(name, name)
