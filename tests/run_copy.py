"""A copy of run.py for its tests: it lives in an empty folder and installs nothing."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


def run_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A fresh copy of the module that believes to live in `folder`."""
    specification = importlib.util.spec_from_file_location("run_under_test", ROOT / "run.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", folder)
    monkeypatch.setattr(module, "install", lambda *_, **__: None)
    return module


def calls(run: ModuleType, monkeypatch: pytest.MonkeyPatch, fails: str = " ") -> list[list[object]]:
    """The commands that are called from now on; those fail that have the word `fails`."""
    called: list[list[object]] = []

    def call(*command: object, **_: str) -> int:
        called.append(list(command))
        return int(fails in command)

    monkeypatch.setattr(run, "call", call)
    return called
