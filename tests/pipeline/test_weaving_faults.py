"""A weaving that is interrupted or finds damage: it says what, and can be run again."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.project import environment, generators, write_project


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("project"))
    result = generators(root, "--weave", "whole")
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture
def project(drawn_once, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(drawn_once, root)
    return root


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# Stands in for the function that writes each file, and for the one that copies a picture.
STOPPING = """
import os, sys
from generators.pages import tree

def stopping(write):
    def written(*arguments):
        global left
        left -= 1
        if left == 0:
            STOP
        return write(*arguments)
    return written

left = int(sys.argv[1])
tree.write_whole, tree._copy = map(stopping, (tree.write_whole, tree._copy))
from generators.__main__ import main
sys.exit(main(["--weave", sys.argv[2]]))
"""
STOPS = {
    "interrupted": ("raise KeyboardInterrupt", 130, "interrupted; "),
    "killed": ("os._exit(137)", 137, ""),
    "full": (
        "raise OSError(28, 'No space left on device', str(arguments[-2]))",
        1,
        "stopped: [Errno 28] No space left on device: ",
    ),
}


@pytest.mark.parametrize("target", ["out", "build/woven"])
@pytest.mark.parametrize("how", STOPS)
def test_stopped_at_any_file_of_the_first_weaving_it_can_be_run_again(project, target, how):
    stop, status, said = STOPS[how]
    whole = files(project / "whole")
    steps = [1, 2, 3, len(whole) // 2, len(whole) - 1]
    for step in steps:
        shutil.rmtree(project / target, ignore_errors=True)
        stopped = subprocess.run(
            [sys.executable, "-c", STOPPING.replace("STOP", stop), str(step), target],
            cwd=project,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert stopped.returncode == status and said in stopped.stderr, (step, stopped.stderr)
    assert generators(project, "--weave", target).returncode == 0
    assert files(project / target) == whole


def test_what_a_killed_weaving_left_unfinished_is_removed(project):
    (project / "out").mkdir()
    (project / "out/.index.md.99.unfinished").write_text("# Ho")  # before anything else was there
    assert generators(project, "--weave", "out").returncode == 0
    assert files(project / "out") == files(project / "whole")


@pytest.mark.parametrize("manifest", ["", "{", "7", "[1]", '{"a": 1}', "[" * 50_000, "\udcff"])
def test_a_damaged_list_of_files_is_named_and_where_all_is_ours_not_needed(project, manifest):
    for target in ("out", "build/woven"):
        shutil.copytree(project / "whole", project / target)
        (project / target / ".woven.json").write_text(manifest, errors="surrogateescape")
    refused = generators(project, "--weave", "out")
    assert refused.returncode == 1
    assert "out/.woven.json is damaged (" in refused.stderr and "Traceback" not in refused.stderr
    assert "delete the folder or name another" in refused.stderr
    woven = generators(project, "--weave", "build/woven")
    assert woven.returncode == 0, woven.stderr
    assert files(project / "build/woven") == files(project / "whole")


def test_what_is_damaged_or_strange_in_the_woven_tree_is_not_published(project):
    woven = project / "build/woven"
    shutil.copytree(project / "whole", woven)
    (woven / "index.md").write_text("# Edited\n")
    (woven / "stray.md").write_text("# Of an earlier time\n")
    picture = woven / "figures/still.svg"
    picture.write_bytes(picture.read_bytes()[:99])
    assert generators(project, "--weave", "build/woven").returncode == 0
    assert files(woven) == files(project / "whole")


def test_a_page_that_is_not_utf8_is_named_with_its_line(project):
    (project / "docs/deep/page.md").write_bytes("# Deep\n\ncafé\n".encode("latin-1"))
    (project / "docs/glossary.md").write_bytes(b"# Glossary \xff\n")
    before = files(project / "whole")
    result = generators(project, "--weave", "whole")
    assert result.returncode == 1
    advice = "the page is not UTF-8; save it in that encoding"
    assert f"docs/deep/page.md:3: byte 0xe9\n    {advice}\n" in result.stderr
    assert f"docs/glossary.md:1: byte 0xff\n    {advice}\n" in result.stderr
    assert "2 problems in the pages; nothing was written" in result.stderr
    assert files(project / "whole") == before
    for option in ("--list", "--unused"):
        listed = generators(project, option)
        assert listed.returncode == 1
        assert listed.stderr.startswith("stopped: docs/") and advice in listed.stderr


@pytest.mark.parametrize("name", ["figures/still.svg", "assets/site.css"])
def test_a_file_that_a_generated_one_would_hide_is_named(project, name):
    hidden = project / "docs" / name
    hidden.parent.mkdir(exist_ok=True)
    hidden.write_text("# Mine\n")
    result = generators(project, "--weave", "whole")
    assert result.returncode == 1
    assert f"docs/{name}:1: {name}\n    the site's " in result.stderr
    assert "is made here; choose another name" in result.stderr


@pytest.mark.parametrize("content", ["", "{", "[1]", "[" * 50_000, "\udcff"])
@pytest.mark.parametrize("file", ["drift/last-good.hashes", "drift/last-good.json"])
def test_a_damaged_state_of_the_last_build_stops_nothing(project, file, content):
    assert generators(project, "--weave", "build/woven").returncode == 0
    path = project / "build" / file
    assert path.is_file()
    path.write_text(content, errors="surrogateescape")
    result = generators(project, "--weave", "build/woven")
    assert (result.returncode, result.stderr) == (0, "")
    result = generators(project, "--drift")
    assert result.returncode in (0, 1) and "Traceback" not in result.stderr, result.stderr


@pytest.mark.parametrize("content", ["", "{", "[1]", "[" * 50_000, "\udcff"])
def test_damaged_values_of_before_are_only_not_told(project, content):
    path = project / "build/values-before.json"
    path.write_text(content, errors="surrogateescape")
    assert generators(project, "--weave", "whole").returncode == 0
    assert isinstance(json.loads(path.read_text()), dict)


@pytest.fixture
def small_disk(project):
    """`project` with build/ on a disk of its own; skipped where this user may not mount one."""
    build, aside = project / "build", project / "aside"
    build.rename(aside)
    build.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(build)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(mount, check=False).returncode
    ):
        pytest.skip("a disk can be mounted by root on Linux alone")
    try:
        shutil.copytree(aside, build, dirs_exist_ok=True)
        yield project
    finally:
        subprocess.run(["umount", str(build)], check=True)


def test_a_full_disk_is_named_and_nothing_is_lost(small_disk):
    filler = small_disk / "build/filler"
    with pytest.raises(OSError, match="No space left"), filler.open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()
    before = files(small_disk / "build/figures")
    woven = generators(small_disk, "--weave", "build/woven")
    assert woven.returncode == 1
    assert woven.stderr.startswith("stopped: [Errno 28] No space left on device: ")
    assert "build/woven/" in woven.stderr and len(woven.stderr.splitlines()) == 1
    drawn = generators(small_disk, "--force")
    assert drawn.returncode == 1
    # Two are drawn at once: a page of memory that one gives back may be enough for the other's
    # record, so which of them has no room is chance. Each that has none is named with its file.
    after = files(small_disk / "build/figures")
    failed = re.findall(r"^figure (\w+): ", drawn.stderr, re.MULTILINE)
    assert failed
    for name in failed:
        file = f"{small_disk}/build/figures/{name}."
        assert f"No space left on device: '{file}" in drawn.stderr
        assert after[f"{name}.json"] == before[f"{name}.json"]
    kept = [file for file in before if not file.endswith(".json")]
    assert {file: after[file] for file in kept} == {file: before[file] for file in kept}
    assert after.keys() == before.keys()
    filler.unlink()
    again = generators(small_disk, "--weave", "build/woven")
    assert again.returncode == 0 and "0 drawn, 3 fresh" in again.stdout
    assert files(small_disk / "build/woven") == files(small_disk / "whole")


def test_a_read_only_disk_is_named(small_disk):
    build = small_disk / "build"
    subprocess.run(["mount", "-o", "remount,ro", str(build)], check=True)
    for arguments in ([], ["--force"], ["--weave", "build/woven"]):
        result = generators(small_disk, *arguments)
        assert result.returncode == 1
        assert result.stderr.startswith("stopped: [Errno 30] Read-only file system: ")
        assert f"{build}/" in result.stderr
