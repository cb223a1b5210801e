"""A whole small site woven: ordinary files, what is gone, what is not ours, and MkDocs."""

import shutil
import subprocess
import sys

import pytest

from tests.pipeline.project import environment, generators, write_project


@pytest.fixture(scope="module")
def woven_project(tmp_path_factory):
    root = write_project(tmp_path_factory.mktemp("site"))
    result = generators(root, "--weave", "out")
    assert result.returncode == 0, result.stderr
    return root


def test_weaving_writes_ordinary_files(woven_project):
    out = woven_project / "out"
    assert "\n2\n" in (out / "deep/page.md").read_text()
    assert (out / "figures/still.svg").is_file() and (out / "figures/still.json").is_file()
    lab = (out / "lab/index.md").read_text()
    assert '<a href="../index.md#figure-still">Home</a>' in lab
    assert "<code>explainer/checkpoints/one.bin</code>" in lab
    assert "python3 run.py draw still" in lab and "def values():" in lab
    assert (out / "figures/still.csv").read_text() == "name,value\nstill.height,42\n"


def test_weaving_again_removes_what_is_gone_and_spares_what_is_not_ours(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    (root / "docs/deep/page.md").unlink()
    (root / "generators/figures/second/moving.py").unlink()
    (root / "out/mine.txt").write_text("mine")
    assert generators(root, "--weave", "out").returncode == 0
    assert not (root / "out/deep/page.md").exists()
    assert not (root / "out/figures/moving.gif").exists()
    assert (root / "out/mine.txt").exists()
    refused = generators(root, "--weave", "docs")
    assert refused.returncode == 1 and "not written by --weave" in refused.stderr


def test_problem_leaves_the_woven_tree_as_it_was(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    (root / "docs/index.md").write_text("# Changed\n\nNo: {still.no}.\n")
    result = generators(root, "--weave", "out")
    assert result.returncode == 1
    assert "docs/index.md:3: {still.no}\n    in: No: …." in result.stderr
    assert "Changed" not in (root / "out/index.md").read_text()


GLOSSARY = """# Glossary

Square { #square data-words="square" }
:   A figure with four equal sides.
"""
PAGE = """# {still.height} px

A square and $x_1$; \\$5 for `a square`.

![A *square* with $h$ in it.](figure:still)
"""


def test_formulas_and_definitions_are_finished_in_the_woven_page(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    (root / "docs/glossary.md").write_text(GLOSSARY)
    (root / "docs/deep/page.md").write_text(PAGE)
    result = generators(root, "--weave", "out")
    assert result.returncode == 0, result.stderr
    woven = (root / "out/deep/page.md").read_text()
    assert 'A <span class="term">[square](../glossary.md#square){ aria-describedby=' in woven
    assert woven.count('class="term"') == 1
    assert woven.count('<span class="formula-inline"') == 2
    assert "&#36;5 for `a square`" in woven


def test_problems_of_all_kinds_and_pages_are_told_at_once(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    (root / "docs/glossary.md").write_text(GLOSSARY.replace("four", "`four`"))
    wrong = PAGE.replace("x_1", "\\nonsense").replace("$h$", "{still.no} and $h_$")
    (root / "docs/deep/page.md").write_text(wrong)
    result = generators(root, "--weave", "out")
    assert result.returncode == 1
    assert "docs/glossary.md:3: Square\n    the definition holds '`'" in result.stderr
    assert "docs/deep/page.md:3: $\\nonsense$\n    KaTeX parse error" in result.stderr
    assert "docs/deep/page.md:5: {still.no}" in result.stderr
    assert "docs/deep/page.md:5: $h_$\n    KaTeX parse error" in result.stderr
    assert "4 problems in the pages; nothing was written" in result.stderr


def test_problem_tells_the_value_that_the_last_right_weaving_had(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    page = root / "docs/index.md"
    page.write_text("# Home\n\nTwo{? numbers.two == 2}, a height of {still.height} px.\n")
    assert generators(root, "--weave", "out").returncode == 0
    source = root / "generators/figures/second/numbers.py"
    source.write_text(source.read_text().replace('"two": 2', '"two": 3'))
    for _ in range(2):  # a weaving with problems is not the last right one
        failed = generators(root, "--weave", "out")
        assert failed.returncode == 1
        assert "in: Two, a height of 42 px." in failed.stderr
        assert "numbers.two is 3, which is not == 2; before, numbers.two was 2" in failed.stderr


CONFIG = """
site_name: test
theme: {name: mkdocs, locale: en}
markdown_extensions: [md_in_html, attr_list]
plugins: [{gen-files: {scripts: [generators/site/gen_files.py]}}]
"""


def test_mkdocs_takes_the_woven_tree_and_stops_at_a_problem(woven_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(woven_project, root)
    (root / "mkdocs.yml").write_text(CONFIG)
    command = [sys.executable, "-m", "mkdocs", "build"]

    def build():
        return subprocess.run(
            command, cwd=root, env=environment(), capture_output=True, text=True, check=False
        )

    built = build()
    assert built.returncode == 0, built.stderr
    page = (root / "site/index.html").read_text()
    assert "<figcaption>A <em>square</em>. <a " in page and "figure:" not in page
    assert (root / "site/figures/moving.gif").is_file()
    assert 'id="computed-still"' in (root / "site/lab/index.html").read_text()
    (root / "docs/index.md").write_text("# Home\n\n{? numbers.two == 3}\n")
    failed = build()
    assert failed.returncode == 1
    assert "docs/index.md:3:" in failed.stderr and "numbers.two is 2" in failed.stderr
