"""write_whole: the old file or the new one, whatever happens between."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest

from explainer.files import write_whole

PACKAGES = ("explainer", "experiments", "generators")


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    assert write_whole(tmp_path / "not yet there" / "text", "é\r\n")
    assert (tmp_path / "not yet there" / "text").read_bytes() == "é\r\n".encode()
    assert write_whole(tmp_path / "bytes", b"\xff")
    assert (tmp_path / "bytes").read_bytes() == b"\xff"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bytes", "not yet there"]


def test_the_same_content_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, "same")
    os.utime(path, (1, 1))
    assert not write_whole(path, "same")
    assert path.stat().st_mtime == 1
    assert write_whole(path, "other")


@pytest.mark.parametrize("broken", ["write_bytes", "replace"])
@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(errno.ENOSPC, "no space left")])
def test_an_interruption_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, error: BaseException
) -> None:
    path = tmp_path / "file"
    write_whole(path, "old")
    write = Path.write_bytes

    def interrupted(self: Path, content: Any) -> None:
        if broken == "write_bytes":
            write(self, content[: len(content) // 2])
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Path, broken, interrupted)
        with pytest.raises(type(error)):
            write_whole(path, "new")
    assert [left.name for left in tmp_path.iterdir()] == ["file"]
    assert path.read_text(encoding="utf-8") == "old"


def test_an_error_names_the_file_and_keeps_its_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError, match=r"/folder'$"):
        write_whole(tmp_path / "folder", "new")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(FileExistsError, match=r"/file'$"):
        write_whole(tmp_path / "file" / "x", "new")
    full = OSError(errno.ENOSPC, "No space left on device")  # as write() raises it: no name
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(full))
    with pytest.raises(OSError, match=r"No space left on device: '.*/results\.json'") as found:
        write_whole(tmp_path / "results.json", "new")
    assert found.value.errno == errno.ENOSPC


def test_there_is_no_other_way_to_write() -> None:
    root = Path(__file__).resolve().parents[2]
    writes = re.compile(r"\.write_(text|bytes)\(|\bsavez\w*\(|\bsave_file\(")
    files = [path for name in PACKAGES for path in (root / name).rglob("*.py")]
    found = {path.relative_to(root).as_posix() for path in files if writes.search(path.read_text())}
    # results.py writes into memory; environment.py runs before there are packages to import.
    other = {"experiments/results.py", "generators/command/environment.py"}
    assert found == {"explainer/files.py", *other}
