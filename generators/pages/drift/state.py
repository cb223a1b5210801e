"""What the project says at one time: its figures and the pages that quote them."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

Figure = dict[str, Any]  # what of a record is compared, see `figure`
_PICTURES = (".svg", ".gif", ".png")


@dataclass(frozen=True)
class State:
    """Figures by name, the pages as they are written and as they are woven, both by path in docs.

    `label` says in words which state this is. A figure that could not be drawn is None; a state
    whose pages could not be woven has none. The pictures lie in `folder`, under the names in
    `outputs` or, in the store of states that are kept, under their digests. `running` are the words
    of the running sentence.
    """

    label: str
    figures: Mapping[str, Figure | None]
    sources: Mapping[str, str]
    pages: Mapping[str, str]
    folder: Path
    by_digest: bool = False
    running: Sequence[str] = ()

    @cached_property
    def drawn(self) -> str:
        """A hash of all values and pictures; pages may differ."""
        return _digest([sorted(self.figures), [*self._decides()]])

    @cached_property
    def whole(self) -> str:
        """A hash of everything that is compared."""
        return _digest([self.drawn, sorted(self.sources.items())])

    def _decides(self) -> list[Any]:
        figures = [figure for _, figure in sorted(self.figures.items()) if figure]
        return [[figure["name"], figure["outputs"], figure["values"]] for figure in figures]

    def file(self, name: str) -> Path:
        """Where the picture file `name`, one of a figure's outputs, lies."""
        figure = self.figures.get(name.split(".", maxsplit=1)[0]) or {"outputs": {}}
        digest = figure["outputs"].get(name, "absent")
        return self.folder / (stored_name(name, digest) if self.by_digest else name)

    def encoded(self) -> str:
        """The state as JSON; `decoded` reads it."""
        plain = asdict(self)
        del plain["folder"], plain["by_digest"]
        return json.dumps(plain, ensure_ascii=False)


def decoded(text: str, folder: Path) -> State:
    """The state that `encoded` wrote, with its pictures in the store `folder`.

    Raises:
        ValueError: the text is damaged, or of another time.
    """
    try:
        return State(**json.loads(text), folder=folder, by_digest=True)
    except (TypeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def stored_name(file: str, digest: str) -> str:
    """The name of a picture in the store: its digest, so that equal ones are kept once."""
    return digest[:32] + Path(file).suffix


def figure(record: Mapping[str, Any]) -> Figure:
    """What of a figure's record is compared."""
    name = record["name"]
    inputs = record.get("inputs") or {}
    own = [file for file in inputs if file.endswith(f"/{name}.py") and file.startswith("gen")]
    return {
        "name": name,
        "kind": record.get("kind", ""),
        "alt": record.get("alt", ""),
        "width": record.get("width", 0),
        "height": record.get("height", 0),
        "source": own[0] if own else "",
        "outputs": record["outputs"],
        "values": record["values"],
    }


def read_figures(root: Path) -> dict[str, Figure]:
    """The figures of the project in `root` that were drawn there from its files as they are now.

    An older version may have drawn them. One that failed has only the record it had before.
    """
    found, folder = {}, root / "build" / "figures"
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except (ValueError, RecursionError):
            continue  # damaged: it counts as not drawn
        usable = isinstance(record, dict) and isinstance(record.get("values"), dict)
        if usable and _is_fresh(root, record):
            outputs = record.get("outputs") or _outputs(folder, path.stem)
            found[path.stem] = figure({**record, "name": path.stem, "outputs": outputs})
    return found


def _is_fresh(root: Path, record: Mapping[str, Any]) -> bool:
    made_from = (record.get("inputs") or {}).items()
    return all(_file_digest(root / file) == digest for file, digest in made_from)


def read_pages(folder: Path) -> dict[str, str]:
    """The Markdown files below `folder`, by path."""
    return {
        name: path.read_text(encoding="utf-8", errors="replace")  # weaving says what is wrong there
        for path in sorted(folder.rglob("*.md"))
        if not (name := path.relative_to(folder).as_posix()).startswith(".")
    }


def _outputs(folder: Path, name: str) -> dict[str, str]:
    files = [path for path in sorted(folder.glob(f"{name}.*")) if path.suffix in _PICTURES]
    return {path.name: str(_file_digest(path)) for path in files}


def _file_digest(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _digest(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()
