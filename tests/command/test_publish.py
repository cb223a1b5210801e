"""The swap of the site: whatever fails or interrupts it, there is a whole one."""

from pathlib import Path

import pytest

from generators.command import publish


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A new site, the one that is shown, and the place of the one before."""
    fresh, site, previous = (tmp_path / name for name in ("next", "site", "previous"))
    for folder, text in ((fresh, "new"), (site, "old")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    return fresh, site, previous


def shown(site: Path) -> str:
    return (site / "index.html").read_text()


def test_the_new_site_takes_the_place_of_the_old(folders: tuple[Path, Path, Path]) -> None:
    fresh, site, previous = folders
    previous.mkdir()  # left over
    publish.replace(*folders)
    assert shown(site) == "new" and not fresh.exists() and not previous.exists()


def test_what_is_no_whole_site_moves_nothing(folders: tuple[Path, Path, Path]) -> None:
    fresh, site, _ = folders
    (fresh / "index.html").unlink()
    with pytest.raises(FileNotFoundError, match=r"wrote no .*index\.html"):
        publish.replace(*folders)
    assert shown(site) == "old"


@pytest.mark.parametrize("raised", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [1, 2])
def test_a_swap_that_fails_or_is_interrupted_brings_the_old_site_back(
    folders: tuple[Path, Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    raised: BaseException,
    step: int,
) -> None:
    rename, moves = Path.rename, []

    def failing(source: Path, target: Path) -> Path:
        moves.append(source)
        if len(moves) == step:
            raise raised
        return rename(source, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(type(raised)):
        publish.replace(*folders)
    assert shown(folders[1]) == "old"
    publish.replace(*folders)
    assert shown(folders[1]) == "new"


def test_a_kill_in_the_middle_of_the_swap_is_recovered_from(
    folders: tuple[Path, Path, Path],
) -> None:
    fresh, site, previous = folders
    site.rename(previous)
    assert publish.recover(site, previous)
    assert shown(site) == "old"
    assert not publish.recover(site, previous)
    publish.replace(fresh, site, previous)
    assert shown(site) == "new"


def test_a_link_and_a_file_in_place_of_the_site_are_refused(tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert publish.refusal(site) == ""
    site.mkdir()
    assert publish.refusal(site) == ""
    for target in (tmp_path, tmp_path / "gone"):  # a link to nowhere too
        link = tmp_path / f"to-{target.name}"
        link.symlink_to(target)
        assert "is a symbolic link" in publish.refusal(link)
    (tmp_path / "file").touch()
    assert "is no folder" in publish.refusal(tmp_path / "file")
