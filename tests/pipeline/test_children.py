"""The processes that draw: fresh code, libraries loaded once, and none left behind."""

import json
import os
import py_compile
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipeline.project import (
    change_record,
    environment,
    generators,
    outputs,
    stale,
    write_project,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor signals")

# Before `python -m generators` begins. Windows offers nothing but new processes:
WITHOUT_FORK = "import multiprocessing; multiprocessing.get_all_start_methods = lambda: ['spawn']"
IMPATIENT = "from generators.pipeline import children; children.PATIENCE = 0.1"


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("project"))
    result = generators(root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def project(drawn_once, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(drawn_once, root)
    return root


def replace_numbers(project: Path, body: str) -> None:
    """Have the figure "numbers" do `body` when its values are asked for."""
    source = f'"""Numbers."""\n\nimport os, sys\n\n\ndef values():\n    {body}\n'
    (project / "generators/figures/second/numbers.py").write_text(source)


def numbers(project: Path) -> dict[str, object]:
    values = json.loads((project / "build/figures/numbers.json").read_text())["values"]
    assert isinstance(values, dict)
    return values


def generators_after(project: Path, statement: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m generators`, but with this statement before."""
    program = f"{statement}; import sys; from generators.__main__ import main; sys.exit(main([]))"
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=project,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_edit_that_cached_bytecode_hides_is_drawn(project):
    helper = project / "generators/figures/_shared/helper.py"
    py_compile.compile(str(helper), doraise=True)
    before = helper.stat()
    helper.write_text(helper.read_text().replace("2 * number", "3 * number"))
    os.utime(helper, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert helper.stat().st_size == before.st_size
    assert generators(project).returncode == 0
    record = json.loads((project / "build/figures/still.json").read_text())
    assert record["values"]["height"] == 3 * 0x15


@POSIX
def test_libraries_are_loaded_once_and_nothing_of_the_project(project):
    replace_numbers(project, 'return {"modules": sorted(sys.modules)}')
    result = generators(project, "--force", PYTHONPROFILEIMPORTTIME="1")
    assert result.returncode == 0
    loaded = [line.rsplit("|", 1)[-1].strip() for line in result.stderr.splitlines()]
    assert loaded.count("matplotlib.figure") == 1
    assert (
        loaded.count("generators.pipeline.svg.render") == 1
    )  # of "still" alone, in its own process
    modules = numbers(project)["modules"]
    assert isinstance(modules, list)
    assert "matplotlib.figure" in modules and "PIL.GifImagePlugin" in modules
    used = {"fresh", "inputs", "paths", "records", "worker"}
    ours = [name.split(".") for name in modules if name.startswith("generators.")]
    assert {name[1] for name in ours} == {"figures", "pipeline"}
    assert {name[2] for name in ours if name[1:2] == ["pipeline"] and name[2:]} == used


def test_environment_of_a_drawing_is_fixed(project):
    body = 'return {"order": hash("order"), **{key: os.environ[key] for key in KEYS}}'
    keys = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "MPLBACKEND"]
    replace_numbers(project, body.replace("KEYS", str(keys)))
    assert generators(project, PYTHONHASHSEED="7").returncode == 0
    program = "print(hash('order'))"
    seeded = {**environment(), "PYTHONHASHSEED": "0"}
    order = subprocess.check_output([sys.executable, "-c", program], env=seeded, text=True)
    assert numbers(project) == {"order": int(order), **dict.fromkeys(keys[:3], "1"), keys[3]: "agg"}


def test_what_a_figure_prints_is_shown(project):
    replace_numbers(project, 'print("looked at"); return {"two": 2}')
    assert "looked at\n" in generators(project).stdout


def test_long_drawing_says_how_long(project):
    change_record(project, "moving", seconds=600)
    said = generators(project, "--force", "moving").stdout
    assert said.startswith("drawing 1 figure, about 10 min\n[1/1] moving  gif ")
    assert stale(project) == {}


def test_figure_that_hangs_is_named(project):
    replace_numbers(project, '__import__("time").sleep(1); return {"two": 2}')
    assert "still drawing numbers\n" in generators_after(project, IMPATIENT).stdout


def test_without_fork_the_same_bytes_are_drawn(project):
    before = outputs(project)
    shutil.rmtree(project / "build")
    result = generators_after(project, WITHOUT_FORK)
    assert (result.returncode, result.stderr) == (0, "")
    after = outputs(project)
    assert before.keys() == after.keys()
    pictures = {name for name in before if not name.endswith(".json")}
    assert {name for name in pictures if before[name] != after[name]} == set()
    inputs = [json.loads(files["still.json"])["inputs"] for files in (before, after)]
    assert inputs[0] == inputs[1]


@POSIX
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("os._exit(3)", "ended with status 3"),
        ("os._exit(0)", "ended with status 0"),
        ("os.kill(os.getpid(), 9)", "was ended by SIGKILL (out of memory?)"),
        ("os.kill(os.getpid(), 11)", "was ended by SIGSEGV"),
    ],
)
def test_silent_death_names_status_or_signal(project, body, said):
    before = outputs(project)
    replace_numbers(project, body)
    result = generators(project)
    assert result.returncode == 1
    where = "generators/figures/second/numbers.py"
    line = f"figure numbers: {where}: its process {said} and said nothing\n"
    assert line in result.stderr
    assert outputs(project) == before


@POSIX
def test_full_disk_is_reported_with_the_file(project):
    before = outputs(project)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9)); "
    replace_numbers(project, limit + 'return {"two": 3}')
    result = generators(project)
    assert result.returncode == 1
    assert "OSError: [Errno 27] File too large" in result.stderr
    assert f"{project}/build/figures/numbers.json" in result.stderr
    assert outputs(project) == before


def test_folder_that_cannot_be_made_is_named(project):
    shutil.rmtree(project / "build")
    (project / "build").write_text("a file")
    result = generators(project)
    assert result.returncode == 1
    assert result.stderr.startswith("stopped: ") and f"{project}/build" in result.stderr


def _start_and_wait_until_drawing(project: Path, ignored: bool) -> subprocess.Popen[str]:
    (project / "explainer/checkpoints/two.bin").write_bytes(b"wait")
    # A shell in the background and nohup hand down an ignored SIGINT.
    ignore = (
        f"import signal; signal.signal(signal.SIGINT, signal.SIG_{'IGN' if ignored else 'DFL'})"
    )
    become = "import os, sys; os.execv(sys.executable, [sys.executable, '-m', 'generators'])"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{ignore}; {become}"],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 120
    while not (project / "waiting").exists():
        assert time.monotonic() < deadline and process.poll() is None
        time.sleep(0.05)
    return process


@POSIX
@pytest.mark.parametrize("ignored", [False, True], ids=["heard", "ignored_by_parent"])
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM"])
def test_interrupted_drawing_leaves_the_old_figure_and_no_worker(project, number, ignored):
    before = outputs(project)
    process = _start_and_wait_until_drawing(project, ignored)
    process.send_signal(signal.Signals[number])
    # communicate() returns only when the worker, which holds the other end, is gone as well.
    _, err = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.Signals[number]
    assert err == "interrupted; figures not yet drawn keep their old files\n"
    assert outputs(project) == before
    assert set(stale(project)) == {"numbers"}


@POSIX
def test_ctrl_c_that_reaches_every_process_is_one_line(project):
    process = _start_and_wait_until_drawing(project, ignored=False)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err == "interrupted; figures not yet drawn keep their old files\n"


@POSIX
def test_two_at_once_draw_one_after_the_other(project):
    first = _start_and_wait_until_drawing(project, ignored=False)
    (project / "explainer/checkpoints/two.bin").write_bytes(b"two")
    second = subprocess.Popen(
        [sys.executable, "-m", "generators"],
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert second.stderr is not None
    said = second.stderr.readline()
    assert said == f"waiting: process {first.pid} is drawing in this folder\n"
    first.kill()
    first.communicate(timeout=60)
    out, err = second.communicate(timeout=300)
    assert (second.returncode, err) == (0, "") and "0 failed" not in out
    assert stale(project) == {}


@POSIX
def test_worker_ends_when_the_command_is_killed(project):
    before = outputs(project)
    process = _start_and_wait_until_drawing(project, ignored=False)
    process.kill()
    process.communicate(timeout=60)
    assert outputs(project) == before
    (project / "explainer/checkpoints/two.bin").write_bytes(b"two")
    assert stale(project) == {}
