"""`--drift` on a small project: good builds that are kept, commits, and what fails meanwhile."""

import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pipeline.project import environment, generators, write_project

INDEX = """# Home

The height is {still.height} px{? still.height > 10}, a word is *{words.near}*.

![A *square*.](figure:still){ eager }
"""
WORDS = '''"""A word."""


def values():
    return {"near": "goat", "unquoted": 1}
'''


@pytest.fixture(scope="module")
def good_project(tmp_path_factory):
    """A project with one good build."""
    root = write_project(tmp_path_factory.mktemp("drift"))
    (root / "docs/index.md").write_text(INDEX)
    (root / "generators/figures/first/words.py").write_text(WORDS)
    woven = generators(root, "--weave", "out")
    assert woven.returncode == 0, woven.stderr
    return root


@pytest.fixture
def project(good_project, tmp_path):
    root = tmp_path / "project"
    shutil.copytree(good_project, root)
    return root


def change_values(root: Path) -> None:
    """Change a picture, a number and a word; every check still holds."""
    (root / "explainer/checkpoints/one.bin").write_text("\x20")
    path = root / "generators/figures/first/words.py"
    path.write_text(path.read_text().replace("goat", "hill"))


def page(root: Path) -> str:
    return (root / "build/drift.html").read_text(encoding="utf-8")


def section(text: str, name: str) -> str:
    return text.partition(f'<section id="{name}">')[2].partition("</section>")[0]


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.invalid", "-c", "commit.gpgsign=false"]
    command = ["git", *who, *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def commit_all(root: Path) -> str:
    (root / ".gitignore").write_text("/build/\n/out/\n__pycache__/\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "All is well")
    return git(root, "rev-parse", "HEAD").strip()


def test_without_a_good_build_it_says_how_to_get_one(tmp_path):
    root = write_project(tmp_path)
    asked = generators(root, "--drift")
    assert asked.returncode == 1
    assert "No good build is kept yet" in asked.stderr
    assert "`python3 run.py build`" in asked.stderr and "drift HEAD" in asked.stderr
    assert not (root / "build/drift.html").exists()


def test_nothing_has_changed_right_after_a_good_build(project):
    asked = generators(project, "--drift")
    assert asked.returncode == 0, asked.stderr
    assert "nothing changed" in asked.stdout
    assert "Nothing changed." in page(project)


@pytest.mark.parametrize("woven_again", [False, True])
def test_silent_changes_are_found_also_after_they_were_woven(woven_again, project):
    change_values(project)
    if woven_again:  # all checks hold, so the changed model is a good build too
        assert generators(project, "--weave", "out").returncode == 0
        (project / "docs/deep/page.md").write_text("# Deep\n\nNew prose.\n\n{numbers.two}\n")
        assert generators(project, "--weave", "out").returncode == 0
    asked = generators(project, "--drift")
    assert asked.returncode == 0, asked.stderr
    assert "1 figure changed" in asked.stdout
    assert "1 number and 1 word or flag changed, 2 of them quoted by pages" in asked.stdout
    assert "docs/index.md: The height is [-42-] {+64+} px, a word is [-goat.-] {+hill.+}" in (
        asked.stdout
    )
    values = section(page(project), "values")
    assert re.search(r"still\.height</td>.*>42<.*>64<.*>\+52 %<", values)
    assert re.search(r"words\.near</td>.*>goat<.*>hill<", values)
    figures = section(page(project), "figures")
    assert figures.count('<img src="data:image/svg+xml;base64,') == 2
    assert 'alt="still then: A square 42 px high."' in figures
    assert "A square <del>42</del> <ins>64</ins> px high." in figures


def test_what_fails_now_is_marked_and_the_rest_compared(project):
    change_values(project)
    (project / "explainer/checkpoints/one.bin").write_text("\x01")
    path = project / "generators/figures/second/numbers.py"
    path.write_text(path.read_text().replace("return {", 'raise IndexError("no head 5")\n    {'))
    asked = generators(project, "--drift")
    assert asked.returncode == 0
    assert "generators/figures/second/numbers.py" in asked.stderr and "no head 5" in asked.stderr
    assert "Cannot be drawn now, so not compared: numbers." in asked.stdout
    assert "1 check turned: 1 no longer true" in asked.stdout
    assert "docs/index.md:3: {? still.height > 10}: the check fails: still.height is 2" in (
        asked.stdout
    )
    assert "1 sentence changed in words by values, 0 written anew" in asked.stdout
    checks = section(page(project), "checks")
    assert "The height is 2 px, a word is hill." in checks and "<dd>true</dd>" in checks
    assert "Figures that cannot be drawn now" in page(project)


def test_a_failing_weave_keeps_the_last_good_build(project):
    kept = (project / "build/drift/last-good.json").read_bytes()
    (project / "docs/index.md").write_text("# Home\n\n{still.no}\n")
    assert generators(project, "--weave", "out").returncode == 1
    assert (project / "build/drift/last-good.json").read_bytes() == kept


def test_figures_and_pages_that_come_go_and_move_are_listed(project):
    figures = project / "generators/figures"
    (figures / "second/words.py").write_bytes((figures / "first/words.py").read_bytes())
    (figures / "first/words.py").unlink()
    (figures / "second/numbers.py").rename(figures / "second/other.py")
    (project / "docs/deep/page.md").rename(project / "docs/page.md")
    (project / "docs/page.md").write_text("# Deep\n\n{other.two}\n\n![M.](figure:moving)\n")
    asked = generators(project, "--drift")
    assert asked.returncode == 0, asked.stderr
    assert "0 figures changed, 1 new, 1 gone, 1 moved to other folders" in asked.stdout
    assert "pages new: page.md" in asked.stdout and "pages gone: deep/page.md" in asked.stdout
    assert "0 sentences changed in words by values, 0 written anew" in asked.stdout
    assert "words: generators/figures/first/words.py → generators/figures/second/words.py" in (
        page(project)
    )


def test_a_good_build_that_cannot_be_kept_is_good_all_the_same(project):
    shutil.rmtree(project / "build/drift")
    (project / "build/drift").write_text("in the way")
    woven = generators(project, "--weave", "out")
    assert woven.returncode == 0
    assert "this good build is not kept for --drift: " in woven.stderr
    assert "build/drift" in woven.stderr


def test_damaged_keeping_is_named_or_begun_anew(project):
    change_values(project)
    for picture in (project / "build/drift/pictures").glob("*.svg"):
        picture.unlink()  # it is a second name of the drawn file
        picture.write_text("<svg")
    assert generators(project, "--drift").returncode == 0
    assert "The picture is no longer kept." in page(project)
    (project / "build/drift/last-good.json").write_text("{")
    assert "No good build is kept yet" in generators(project, "--drift").stderr
    assert generators(project, "--weave", "out").returncode == 0
    assert "nothing changed" in generators(project, "--drift").stdout


def test_a_commit_is_drawn_once_and_leaves_nothing_but_its_state(project):
    commit = commit_all(project)
    change_values(project)
    first = generators(project, "--drift", "HEAD")
    assert first.returncode == 0, first.stderr
    assert f"drawing commit {commit[:10]} in build/drift/" in first.stdout
    assert "0 drawn, 5 fresh" in first.stdout or "drawn" in first.stdout
    assert "1 figure changed" in first.stdout and "All is well" in first.stdout
    assert "with 2 files that differ" in first.stdout
    assert "[-goat.-] {+hill.+}" in first.stdout
    assert not (project / "build/drift" / commit).exists()
    assert not list((project / "build/drift").glob(".*"))
    again = generators(project, "--drift", commit[:8])
    assert "drawing commit" not in again.stdout and "1 figure changed" in again.stdout


def test_a_commit_with_failing_figures_and_pages_is_compared_as_far_as_it_goes(project):
    path = project / "generators/figures/second/numbers.py"
    good = path.read_text()
    path.write_text(good.replace("return {", "raise IndexError\n    {"))
    commit_all(project)
    path.write_text(good)
    change_values(project)
    asked = generators(project, "--drift", "HEAD")
    assert asked.returncode == 0, asked.stderr
    assert "Not drawn then, so not compared: numbers." in asked.stdout
    assert "Its pages could not be woven, so no sentences are compared." in asked.stdout
    assert "1 figure changed" in asked.stdout and "1 new" in asked.stdout


def test_what_is_no_commit_is_said_in_a_sentence(project):
    if (project / "build").is_relative_to("/work"):
        pytest.skip("the temporary folder lies in a repository")
    alone = generators(project, "--drift", "HEAD", GIT_CEILING_DIRECTORIES=str(project.parent))
    assert alone.returncode == 1
    assert "the project lies in no git repository" in alone.stderr
    commit_all(project)
    for unknown in ("no-such-thing", "HEAD:docs", "HEAD~7"):
        asked = generators(project, "--drift", unknown)
        assert asked.returncode == 1
        assert f"there is no commit {unknown!r}; `git log --oneline`" in asked.stderr
        assert "Traceback" not in asked.stderr


def test_a_commit_without_the_pipeline_is_refused_by_name(project):
    now = project.parent / "now"
    shutil.copytree(project / "generators", now)
    (project / "generators/__main__.py").write_text("raise SystemExit('no such option: --weave')\n")
    for path in (project / "generators/figures").glob("*/*.py"):
        path.write_text(path.read_text() + "# as it was then\n")
    commit = commit_all(project)
    shutil.rmtree(project / "generators")
    now.rename(project / "generators")
    asked = generators(project, "--drift", commit)
    assert asked.returncode == 1
    assert f"commit {commit[:10]} cannot be drawn here" in asked.stderr
    assert not (project / "build/drift" / commit).exists()


def test_an_interrupted_comparison_goes_on_where_it_was(project):
    (project / "explainer/checkpoints/two.bin").write_text("wait")
    commit = commit_all(project)
    (project / "explainer/checkpoints/two.bin").write_text("two")
    folder = project / "build/drift" / commit
    command = [sys.executable, "-m", "generators", "--drift", "HEAD"]
    running = subprocess.Popen(
        command, cwd=project, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        give_up = time.monotonic() + 120
        while not (folder / "waiting").exists():
            assert running.poll() is None and time.monotonic() < give_up
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 130 and b"interrupted" in said
    assert folder.is_dir() and not (project / "build/drift.html").exists()
    (folder / "explainer/checkpoints/two.bin").write_text("two")  # it does not wait again
    asked = generators(project, "--drift", "HEAD")
    assert asked.returncode == 0, asked.stderr
    assert "nothing changed" not in asked.stderr and not folder.exists()


def test_the_page_is_accessible_and_asks_nobody(project, browser):
    from tests.site.browser import violations

    change_values(project)
    (project / "explainer/checkpoints/one.bin").write_text("\x01")
    assert generators(project, "--drift").returncode == 0
    text = page(project)
    assert "<script" not in text and not re.search(r'(?:src|href)="(?!data:|#)', text)
    for width, scheme in ((1200, "light"), (360, "dark")):
        tab = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        asked: list[str] = []
        tab.on("request", lambda request, asked=asked: asked.append(request.url))
        tab.goto((project / "build/drift.html").as_uri())
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        tab.close()
