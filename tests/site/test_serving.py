"""`mkdocs serve` on a small project: it always serves, says what is wrong, and leaves nothing."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generators.command.lock import locked
from tests.pipeline.project import environment, write_project

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
CONFIG = """
site_name: test
site_url: http://127.0.0.1:8000/sub/path/
theme: {name: mkdocs, locale: en}
markdown_extensions: [md_in_html, attr_list, tables]
plugins: [{gen-files: {scripts: [generators/site/gen_files.py]}}]
hooks: [generators/site/serving.py]
watch: [explainer, generators]
"""
PAGE = """# Home

Two{? numbers.two == %s}.

![A *square*.](figure:still){ eager }
"""
LIST = 'class="problems"'


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


class Server:
    """A running `mkdocs serve`; what it says goes to a file."""

    def __init__(self, root: Path, before: str = "", through_run: bool = False) -> None:
        self.root, self.log = root, root / "log.txt"
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}/sub/path/"
        serve = ["-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{self.port}"]
        become = f"{before}import os, sys; os.execv(sys.executable, [sys.executable, *{serve}])"
        if through_run:
            become = (
                f"{before}import sys, pathlib; sys.path.insert(0, {str(ROOT)!r}); import run;"
                f" run.ROOT = pathlib.Path({str(root)!r}); run.install = lambda *_, **__: None;"
                f" run.PYTHON = pathlib.Path(sys.executable); run.main({serve[2:3] + serve[4:]})"
            )
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", become],
                cwd=root,
                env={**environment(), "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text()

    def wait_for(self, words: str, times: int = 1) -> None:
        deadline = time.monotonic() + 180
        while self.said().count(words) < times:
            assert time.monotonic() < deadline, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)

    def wait_for_drawing(self) -> None:
        """Wait until the figure is being drawn that never ends."""
        deadline = time.monotonic() + 120
        while not (self.root / "waiting").exists():
            assert time.monotonic() < deadline and self.process.poll() is None, self.said()
            time.sleep(0.05)

    def page(self, path: str = "") -> str:
        try:
            with urllib.request.urlopen(self.base + path, timeout=120) as response:
                return str(response.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def change(self, file: str, text: str) -> str:
        """Write a file, wait until the browsers are told; the first page."""
        reloads = self.said().count("Reloading browsers")
        (self.root / file).write_text(text)
        self.wait_for("Reloading browsers", reloads + 1)
        return self.page()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = write_project(tmp_path / "project")
    (root / "mkdocs.yml").write_text(CONFIG)
    return root


@pytest.fixture
def started(root: Path) -> Iterator[list[Server]]:
    servers: list[Server] = []
    yield servers
    for server in servers:
        if server.process.poll() is None:
            server.process.terminate()
            server.process.wait(60)


def group_is_gone(leader: int) -> bool:
    """Whether no process is left in the group that began with `leader`, waiting for late ones."""
    for _ in range(600):
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_problems_are_served_and_mended_pages_reload(root: Path, started: list[Server]) -> None:
    (root / "docs/index.md").write_text(PAGE % 3)
    source = root / "generators/figures/first/still.py"
    drawn = source.read_text()
    source.write_text(
        drawn.replace("def draw(v, page):", "def draw(v, page):\n    raise ValueError('no ink')")
    )
    server = Server(root)
    started.append(server)
    server.wait_for("Serving on")
    assert f"The site will be at {server.base} (Ctrl+C stops)" in server.said()
    page = server.page()
    assert "numbers.two is 2, which is not == 3" in page.partition('<mark class="problem"')[2]
    assert 'class="problem-figure" id="figure-still"' in page and "<em>square</em>" in page
    assert "3 problems" in page and page.count(LIST) == 1
    assert "generators/figures/first/still.py:22" in page and "ValueError: no ink" in page
    assert LIST in server.page("deep/page/")  # every page has the list
    for told in ("ValueError: no ink", "docs/index.md:3:", "3 problems, listed on top of every"):
        assert told in server.said()

    source.write_text(drawn)
    page = server.change("docs/index.md", PAGE % 3)
    assert "1 problem." in page and 'src="figures/still.svg"' in page
    page = server.change("docs/index.md", PAGE % 2)
    assert LIST not in page and '<span class="check"' in page

    page = server.change("generators/figures/first/still.py", "def values(:")
    assert (
        "SyntaxError" in page
        and "figure 'still' could not be drawn: generators/figures/first/still.py" in page
    )


def test_what_stops_weaving_or_the_builder_is_shown(root: Path, started: list[Server]) -> None:
    server = Server(root)
    started.append(server)
    server.wait_for("Serving on")
    tree = root / "generators/pages/tree.py"
    right = tree.read_text()
    page = server.change("generators/pages/tree.py", right + "\nraise SystemExit('torn')\n")
    assert "The pages could not be woven" in page and "torn" in page and "Home" in page
    assert LIST not in server.change("generators/pages/tree.py", right)

    page = server.change("mkdocs.yml", CONFIG + "\ntheme: {name: nonsense}\n")
    assert "The site cannot be built" in page and 'http-equiv="refresh"' in page
    assert "The site cannot be built" in server.page("deep/page/")
    assert "<em>square</em>" in server.change("mkdocs.yml", CONFIG)


def test_a_page_asked_for_during_a_long_build_says_that_it_is_built(
    root: Path, started: list[Server]
) -> None:
    server = Server(root)
    started.append(server)
    server.wait_for("Serving on")
    reloads = server.said().count("Reloading browsers")
    with locked(root / "build/drawing.lock", "drawing"):  # as another command does
        (root / "docs/index.md").write_text("# Changed\n")
        server.wait_for(f"waiting: process {os.getpid()} is drawing in this folder")
        page = server.page("deep/page/")
        assert "The site is being built" in page and 'http-equiv="refresh"' in page
    server.wait_for("Reloading browsers", reloads + 1)
    assert "Changed" in server.page() and LIST not in server.page("deep/page/")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_taken_port_is_said_before_anything_is_drawn(root: Path, host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"{host}:{port}"]
        result = subprocess.run(
            command, cwd=root, env=environment(), capture_output=True, text=True, check=False
        )
    assert result.returncode == 2
    assert f"cannot be served at {host}:{port}: Address already in use." in result.stderr
    assert f"-a {host}:{port + 1}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (root / "build").exists()


@POSIX
def test_run_py_is_the_server_so_that_nothing_outlives_it(
    root: Path, started: list[Server]
) -> None:
    (root / "explainer/checkpoints/two.bin").write_bytes(b"wait")
    server = Server(root, through_run=True)
    started.append(server)
    server.wait_for_drawing()
    assert server.said().startswith("The first run draws 3 figures (about 1 min); later ones")
    server.process.terminate()
    server.process.wait(60)
    assert group_is_gone(server.process.pid), server.said()


@POSIX
def test_an_interrupted_build_leaves_no_child(root: Path) -> None:
    (root / "explainer/checkpoints/two.bin").write_bytes(b"wait")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    with (root / "log.txt").open("w") as log:
        process = subprocess.Popen(
            command, cwd=root, env=environment(), stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + 120
    while not (root / "waiting").exists():
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    process.terminate()
    assert process.wait(60) != 0
    assert group_is_gone(process.pid)


@POSIX
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
@pytest.mark.parametrize("drawing", [True, False], ids=["drawing", "serving"])
@pytest.mark.parametrize("ignored", [True, False], ids=["ignored_by_parent", "heard"])
def test_no_child_outlives_the_command(
    root: Path, started: list[Server], number: str, drawing: bool, ignored: bool
) -> None:
    if drawing:
        (root / "explainer/checkpoints/two.bin").write_bytes(b"wait")
    ignore = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); " if ignored else ""
    server = Server(root, ignore)
    started.append(server)
    if drawing:
        server.wait_for_drawing()
    else:
        server.wait_for("Serving on")
    server.process.send_signal(signal.Signals[number])
    server.process.wait(60)
    assert group_is_gone(server.process.pid), server.said()
    assert "Traceback" not in server.said()
