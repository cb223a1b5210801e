"""Put a whole new site in the place of the old one.

Standard library only, so that `run.py` can use it before anything is installed.
"""

import shutil
from pathlib import Path

SMALL = 1 << 20  # bytes free below which a disk is called full


def refusal(site: Path) -> str:
    """Why `site` cannot be replaced, in words; empty where it can."""
    if site.is_symlink():
        return (
            f"{site} is a symbolic link, and a build replaces the folder as a whole."
            " Remove the link and build again; then copy the site to where it shall be."
        )
    if site.exists() and not site.is_dir():
        return f"{site} is no folder. Move it away and build again."
    return ""


def recover(site: Path, previous: Path) -> bool:
    """Bring back the site that an interrupted `replace` had moved away; whether there was one."""
    if site.exists() or not previous.exists():
        return False
    previous.rename(site)
    return True


def replace(fresh: Path, site: Path, previous: Path) -> None:
    """Move `site` to `previous` and `fresh` to `site`; the old site is then deleted.

    `fresh` must be whole. When anything fails or interrupts, `site` is one of the two: at once, or
    after a kill by `recover`.

    Raises:
        FileNotFoundError: when `fresh` is no whole site; nothing was moved then.
        OSError: names what could not be moved.
    """
    if not (fresh / "index.html").is_file():
        raise FileNotFoundError(f"the builder wrote no {fresh / 'index.html'}")
    if previous.exists():
        shutil.rmtree(previous)
    try:
        if site.exists():
            site.rename(previous)
        fresh.rename(site)
    except BaseException:
        recover(site, previous)
        raise
    shutil.rmtree(previous, ignore_errors=True)  # what is left of it goes next time


def is_full(folder: Path) -> bool:
    """Whether the disk of `folder` is full; what a builder raises then names no file."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free < SMALL
