"""What is drawn again, and what is left alone."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.pipeline.project import (
    change_record,
    generators,
    outputs,
    record_path,
    stale,
    write_project,
)

DAMAGED = "never drawn, or a file of it is damaged"


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("project"))
    result = generators(root)
    assert result.returncode == 0, result.stderr
    assert "3 drawn, 0 fresh" in result.stdout
    return root


@pytest.fixture
def project(drawn_once, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(drawn_once, root)
    return root


def test_unchanged_tree_draws_nothing_and_needs_no_numpy(project):
    program = (
        "import sys, generators.__main__ as command; status = command.main([]);"
        "heavy = {'numpy', 'matplotlib', 'PIL', 'markdown'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else status)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "0 drawn, 3 fresh" in run.stdout


def test_unrelated_file_changes_nothing(project):
    (project / "generators/kit/unrelated.py").write_text("# another comment\n")
    (project / "docs/index.md").write_text("# New\n")
    assert stale(project) == {}


@pytest.mark.parametrize(
    ("file", "figure"),
    [
        ("explainer/checkpoints/one.bin", "still"),
        ("explainer/checkpoints/two.bin", "numbers"),
        ("experiments/walk/results.json", "moving"),
        ("generators/figures/_shared/helper.py", "still"),
        ("generators/pipeline/gif/render.py", "moving"),
        ("generators/figures/second/numbers.py", "numbers"),
    ],
)
def test_changed_file_redraws_exactly_the_figures_that_read_it(project, file, figure):
    path = project / file
    path.write_bytes(path.read_bytes()[:-1] + b" ")
    assert stale(project) == {figure: f"{file} changed"}


def test_file_that_was_missing_is_noticed_when_it_appears(project):
    (project / "explainer/checkpoints/later.bin").write_bytes(b"now")
    assert stale(project) == {"numbers": "explainer/checkpoints/later.bin appeared"}


def test_library_version_is_part_of_the_key(project):
    versions = json.loads(record_path(project, "still").read_text())["versions"]
    change_record(project, "still", versions=versions | {"matplotlib": "1.0"})
    assert set(stale(project)) == {"still"}
    assert "matplotlib 1.0 became" in stale(project)["still"]


@pytest.mark.parametrize("file", ["still.svg", "still.json"])
def test_lost_output_is_drawn_again(project, file):
    (project / "build/figures" / file).unlink()
    assert stale(project) == {"still": DAMAGED}


@pytest.mark.parametrize("file", ["still.svg", "moving.gif", "moving.png"])
def test_truncated_picture_is_drawn_again(project, file):
    picture = project / "build/figures" / file
    whole = picture.read_bytes()
    picture.write_bytes(whole[:-9])
    assert stale(project) == {file.split(".")[0]: DAMAGED}
    assert generators(project).returncode == 0
    assert picture.read_bytes() == whole


@pytest.mark.parametrize("record", ["", "[]", "{", '{"outputs": {}}'])
def test_damaged_record_is_drawn_again(project, record):
    (project / "build/figures/numbers.json").write_text(record)
    assert stale(project) == {"numbers": DAMAGED}


def test_redrawing_gives_the_same_bytes(project):
    before = outputs(project)
    result = generators(project, "--force")
    assert "3 drawn" in result.stdout
    pictures = {name for name in before if not name.endswith(".json")}
    moving = {f"moving{width}.{kind}" for width in ("", ".narrow") for kind in ("gif", "png")}
    assert pictures == {"still.svg", "still.narrow.svg", *moving}
    after = outputs(project)
    assert {name for name in pictures if before[name] != after[name]} == set()


def test_failing_figure_keeps_its_old_output_and_others_go_on(project):
    before = outputs(project)
    figure = project / "generators/figures/first/still.py"
    figure.write_text(figure.read_text().replace("return figure", "return figure / 0"))
    numbers = project / "generators/figures/second/numbers.py"
    numbers.write_text(numbers.read_text().replace('"two": 2', '"two": 3'))
    result = generators(project)
    line = next(n for n, text in enumerate(figure.read_text().splitlines(), 1) if "/ 0" in text)
    assert result.returncode == 1
    assert f"figure still: generators/figures/first/still.py:{line}: TypeError" in result.stderr
    after = outputs(project)
    assert json.loads(after["numbers.json"])["values"]["two"] == 3
    assert {name for name in before if before[name] != after[name]} == {"numbers.json"}
    assert set(stale(project)) == {"still"}


def test_output_of_a_removed_figure_is_removed(project):
    (project / "generators/figures/second/moving.py").unlink()
    result = generators(project)
    assert result.returncode == 0
    still = {"still.svg", "still.narrow.svg", "still.json"}
    assert set(outputs(project)) == {*still, "numbers.json"}


def test_unused_figure_is_a_warning_of_the_list_only(project):
    (project / "docs/index.md").write_text("# No figure\n")
    listed = generators(project, "--list")
    assert listed.returncode == 0
    assert listed.stdout.count("no page uses it") == 1


def test_unknown_name_is_refused(project):
    result = generators(project, "stil")
    assert result.returncode == 2
    assert "no figure stil" in result.stderr
