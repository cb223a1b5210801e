"""What `pip install .` gives: the library with its models, and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEN = """from explainer import inspect
seen = inspect.from_arrays([[[[1, 0], [0.2, 0.8]]]], ["a", "b"])"""
PICTURES = f"""{SEEN}
from explainer import pictures
from explainer.drawing import theme
picture = pictures.heatmap(seen, 0, 0)
print(picture.alt)
picture.save("heat.svg")
film = pictures.walk(inspect.from_arrays([seen.layers[0]] * 2, ["a", "b"]), 1)
film.save("walk.gif")
print(theme.TEXT[0])
print(len(film.steps))
"""
PICTURE_SAYS = (
    "The weights of layer 0, head 0, 2 tokens looking at 2, none at later ones. Most: "
    "“a” at “a”, 1.00; “b” at “b”, 0.80."
)
NO_MATPLOTLIB = f"""import sys
sys.modules["matplotlib"] = None  # as where it is not installed
{SEEN}
try:
    import explainer.pictures
except ModuleNotFoundError as error:
    print(error)
print(seen._repr_html_())
"""
SENTENCE = "the animal did not cross the street because it was too tired"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to build in, without what the builds and tests of this folder leave behind."""
    folder = tmp_path_factory.mktemp("project")
    for path in ROOT.glob("*"):
        if path.is_file():
            shutil.copy(path, folder)
    shutil.copytree(
        ROOT / "explainer", folder / "explainer", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("experiments", "generators", "tests"):
        for path in ROOT.glob(f"{name}/**/*.py"):
            copied = folder / path.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copied)
    return folder


def call(*arguments: str | Path, cwd: Path, **extra: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | extra
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def build(project: Path, folder: Path, kind: str) -> Path:
    """A wheel by the build backend that pip would call, without pip's network."""
    code = f"from setuptools import build_meta; build_meta.build_{kind}({str(folder)!r})"
    call("-c", code, cwd=project)
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_a_wheel_is_the_library_with_its_models_and_nothing_else(
    project: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build(project, tmp_path, "wheel")) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        wheel.extractall(tmp_path / "installed")
    assert {name.partition("/")[0] for name in names} == {"explainer"}
    stored = (ROOT / "explainer").rglob("*")
    expected = [path for path in stored if path.is_file() and path.suffix != ".pyc"]
    assert names == {path.relative_to(ROOT).as_posix() for path in expected}
    code = (
        "import explainer, explainer.inspect; print(explainer.__file__); print(explainer.names());"
        f"print(explainer.translate(explainer.load('translator'), {SENTENCE!r}).text)"
    )
    away = tmp_path / "away"
    away.mkdir()
    place, known, text = call(
        "-c", code, cwd=away, PYTHONPATH=str(tmp_path / "installed")
    ).splitlines()
    assert Path(place).is_relative_to(tmp_path / "installed")
    assert known == str(["induction", "translator", "translator-one-head"])
    assert text.startswith("l'animal n'a pas traversé la rue")
    drawn = call("-c", PICTURES, cwd=away, PYTHONPATH=str(tmp_path / "installed"))
    assert drawn.splitlines() == [PICTURE_SAYS, "Atkinson Hyperlegible Next", "3"]
    missing = call("-c", NO_MATPLOTLIB, cwd=away, PYTHONPATH=str(tmp_path / "installed"))
    needs, shown = missing.splitlines()
    assert "pip install matplotlib" in needs and "'explainer[pictures]'" in needs
    assert shown.startswith("<p>Attention weights: layers 1, heads 1, 2 × 2 tokens. Pictures are")


def test_an_editable_install_finds_what_builds_the_site(project: Path, tmp_path: Path) -> None:
    """`mkdocs serve` in the environment imports generators and experiments from anywhere."""
    with zipfile.ZipFile(build(project, tmp_path, "editable")) as wheel:
        names = [name for name in wheel.namelist() if ".dist-info/" not in name]
        assert [Path(name).suffix for name in names] == [".pth"]
        root = wheel.read(names[0]).decode().strip()
    assert Path(root).resolve() == project.resolve()
