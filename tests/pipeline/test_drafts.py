"""`--weave DIR --draft`: written whatever is wrong; a figure that fails counts as failed."""

import shutil

import pytest

from tests.pipeline.project import generators, write_project
from tests.pipeline.test_children import generators_after


@pytest.fixture(scope="module")
def drawn_once(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("project"))
    assert generators(root, "--weave", "out").returncode == 0
    return root


@pytest.fixture
def root(drawn_once, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(drawn_once, root)
    return root


def break_figure(root, name="first/still"):
    source = root / f"generators/figures/{name}.py"
    source.write_text(source.read_text().replace("def alt(v):", "def alt(v):\n    raise OSError"))


def test_draft_without_problems_is_the_strict_tree(root):
    before = {path: path.read_bytes() for path in (root / "out").rglob("*") if path.is_file()}
    result = generators(root, "--weave", "out", "--draft")
    assert (result.returncode, result.stderr) == (0, "")
    assert before == {p: p.read_bytes() for p in (root / "out").rglob("*") if p.is_file()}


def test_draft_is_written_with_all_problems_and_strict_is_not(root):
    (root / "docs/index.md").write_text("# Home\n\nNo: {still.no}{? numbers.two == 3}.\n")
    strict = generators(root, "--weave", "out")
    assert strict.returncode == 1
    assert "No:" not in (root / "out/index.md").read_text()
    draft = generators(root, "--weave", "out", "--draft")
    assert draft.returncode == 0
    assert "2 problems, listed on top of every page of this draft" in draft.stderr
    for told in ("docs/index.md:3: {still.no}", "docs/index.md:3: {? numbers.two == 3}"):
        assert told in strict.stderr and told in draft.stderr
    assert (root / "out/index.md").read_text().count('<mark class="problem"') == 2
    pages = ("index.md", "deep/page.md", "lab/index.md")
    assert all('class="problems"' in (root / "out" / page).read_text() for page in pages)
    assert generators(root, "--weave", "out").returncode == 1  # a draft is no way around it
    (root / "docs/index.md").write_text("# Home\n\n![A.](figure:still)\n")
    assert generators(root, "--weave", "out").returncode == 0
    assert all('class="problems"' not in (root / "out" / page).read_text() for page in pages)


def test_pages_are_not_checked_against_the_old_record_of_a_failed_figure(root):
    (root / "docs/index.md").write_text("# Home\n\nIt is {still.height} px high.\n")
    assert generators(root, "--weave", "out").returncode == 0
    break_figure(root)
    strict = generators(root, "--weave", "out")
    assert strict.returncode == 1
    assert "figure 'still' could not be drawn; before, still.height was 42" in strict.stderr
    assert generators(root, "--weave", "out", "--draft").returncode == 0
    page = (root / "out/index.md").read_text()
    assert "42 px" not in page and "could not be drawn" in page
    assert "generators/figures/first/still.py" in page  # where, in the list
    assert not (root / "out/figures/still.svg").exists()
    assert "computed-still" not in (root / "out/lab/index.md").read_text()


def test_page_that_cannot_be_read_is_a_page_that_says_so(root):
    (root / "docs/deep/page.md").write_bytes(b"# Deep\n\n\xff\n")
    result = generators(root, "--weave", "out", "--draft")
    assert result.returncode == 0 and "docs/deep/page.md:3" in result.stderr
    page = (root / "out/deep/page.md").read_text()
    assert page.startswith("# deep/page.md\n") and '<mark class="problem" id="problem-1">' in page


def test_figure_that_never_ends_is_ended_in_a_draft(root):
    (root / "explainer/checkpoints/two.bin").write_bytes(b"wait")
    short = (
        "from generators.pipeline import draw; draw.longest_seconds = lambda: 3; import sys;"
        " sys.argv = ['', '--weave', 'out', '--draft']"
    )
    program = f"{short}; from generators.__main__ import main as real; sys.exit(real(sys.argv[1:]))"
    result = generators_after(root, program)
    assert result.returncode == 0
    assert "figure numbers: generators/figures/second/numbers.py: took longer than 3 s and was" in (
        result.stderr
    )
    assert "took longer than 3 s" in (root / "out/index.md").read_text()
