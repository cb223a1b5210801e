"""Hand the woven pages and the figures to MkDocs (run by its plugin mkdocs-gen-files).

Drawing and weaving run as a command of their own, so `mkdocs serve`, which keeps modules in memory,
never shows yesterday's figure, and what MkDocs gets is the tree that `--weave` writes.
"""

import subprocess
import sys
from pathlib import Path

import mkdocs_gen_files
from mkdocs.exceptions import PluginError

ROOT = Path(__file__).resolve().parents[2]
DOCS, WOVEN = ROOT / "docs", ROOT / "build" / "woven"
FIGURES = ROOT / "generators" / "figures"

command = [sys.executable, "-m", "generators", "--weave", str(WOVEN)]
if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
    raise PluginError("figures or pages have problems; they are listed above")

for path in sorted(WOVEN.rglob("*")):
    name = path.relative_to(WOVEN).as_posix()
    if not path.is_file() or path.name.startswith("."):
        continue
    original = DOCS / name
    content = path.read_bytes()
    if original.is_file() and original.read_bytes() == content:
        continue
    with mkdocs_gen_files.open(name, "wb") as file:
        file.write(content)
    if name.startswith("computed/"):
        (source,) = FIGURES.glob(f"*/{path.stem}.py")
        mkdocs_gen_files.set_edit_path(name, f"../{source.relative_to(ROOT).as_posix()}")
    elif original.is_file():
        mkdocs_gen_files.set_edit_path(name, name)
