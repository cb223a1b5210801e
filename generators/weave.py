"""Hand the woven pages and the figures to MkDocs (run by its plugin mkdocs-gen-files).

Drawing and weaving run as a command of their own, so `mkdocs serve`, which keeps modules in memory,
never shows yesterday's figure, and what MkDocs gets is the tree that `--weave` writes, but for one
thing: MkDocs leaves the addresses in HTML as they are, so they become URLs here.
"""

import subprocess
import sys
from pathlib import Path

import mkdocs_gen_files
from mkdocs.exceptions import PluginError

from generators.addresses import urls_in_html

ROOT = Path(__file__).resolve().parent.parent
DOCS, WOVEN = ROOT / "docs", ROOT / "build" / "woven"

command = [sys.executable, "-m", "generators", "--weave", str(WOVEN)]
if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
    raise PluginError("figures or pages have problems; they are listed above")

for path in sorted(WOVEN.rglob("*")):
    name = path.relative_to(WOVEN).as_posix()
    if not path.is_file() or path.name.startswith("."):
        continue
    original = DOCS / name
    content = path.read_bytes()
    if path.suffix == ".md":
        content = urls_in_html(content.decode(), name).encode()
    if original.is_file() and original.read_bytes() == content:
        continue
    with mkdocs_gen_files.open(name, "wb") as file:
        file.write(content)
    if name.startswith("computed/"):
        mkdocs_gen_files.set_edit_path(name, f"../generators/figures/{path.stem}.py")
    elif original.is_file():
        mkdocs_gen_files.set_edit_path(name, name)
