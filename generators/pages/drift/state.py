"""What the project says at one time: its figures and the pages that quote them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Figure = dict[str, Any]  # what of a record is compared, see `figure`
_PICTURES = (".svg", ".gif", ".png")


@dataclass(frozen=True)
class State:
    """Figures by name, the pages as they are written and as they are woven, both by path in docs.

    `label` says in words which state this is. A figure that could not be drawn is None; a state
    whose pages could not be woven has none. The pictures lie in `folder`, under the names in
    `outputs` or, in the store of states that are kept, under their digests.
    """

    label: str
    figures: Mapping[str, Figure | None]
    sources: Mapping[str, str]
    pages: Mapping[str, str]
    folder: Path
    by_digest: bool = False

    @property
    def drawn(self) -> str:
        """A hash of all values and pictures; pages may differ."""
        return _digest([sorted(self.figures), [*self._decides()]])

    @property
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
    except TypeError as error:
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


def read_figures(folder: Path) -> dict[str, Figure]:
    """The figures that lie drawn in `folder`, also those that an older version of us drew there."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue  # damaged: it counts as not drawn
        if isinstance(record, dict) and isinstance(record.get("values"), dict):
            outputs = record.get("outputs") or _outputs(folder, path.stem)
            found[path.stem] = figure({**record, "name": path.stem, "outputs": outputs})
    return found


def read_pages(folder: Path) -> dict[str, str]:
    """The Markdown files below `folder`, by path, but for those of figures."""
    return {
        name: path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.md"))
        if not (name := path.relative_to(folder).as_posix()).startswith("computed/")
    }


def _outputs(folder: Path, name: str) -> dict[str, str]:
    files = [path for path in sorted(folder.glob(f"{name}.*")) if path.suffix in _PICTURES]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _digest(plain: Any) -> str:
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()
