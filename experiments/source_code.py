"""Which code an experiment's numbers come from: a hash of each file, of what it uses there alone.

From the module that is run, names are followed to the functions, classes and constants they stand
for, over all imports of `experiments` and `explainer`. Comments, docstrings, the layout and what
nobody calls count for nothing, so that results do not become stale for them; nor does what only
reads and writes files (`WRITERS`). Standard library only: the build asks this too.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PACKAGES = ("experiments", "explainer")
# How files are written and read, not what is in them: weights are hashed for themselves.
WRITER_FILES = ("report.py", "readme.py")
WRITERS = (
    *("experiments/results.py", "experiments/provenance.py", "experiments/source_code.py"),
    "experiments/runs.py",
    *("explainer/files.py", "explainer/checkpoint.py"),
)
IGNORED_FIELDS = ("ctx", "type_comment", "kind")
DIGITS = 12  # of each hash: enough to tell a change, short enough to read past

Name = tuple[str, str]  # file, name in it; the name "" is the whole file


@dataclass(frozen=True)
class Definition:
    """A top-level statement that gives a name: its hash, and what it mentions."""

    digest: str
    mentions: frozenset[tuple[str, str]]  # a name, and the attribute asked of it or ""


@dataclass
class Module:
    """A file: what it defines, what it does when imported, and what its imports stand for."""

    definitions: dict[str, list[Definition]] = field(default_factory=dict)
    loose: list[Definition] = field(default_factory=list)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)  # module, name or ""


def used_code(root: Path, *entries: str) -> dict[str, str]:
    """Hash what is used of every file, starting with `entries`: files below `root`, whole.

    An entry such as ``experiments/translator/train.py:train_step`` starts with one name of a file.
    A file that is no Python counts whole: whoever runs it will hear more.
    """
    seen: set[Name] = set()
    waiting: list[Name] = [(file, name) for file, _, name in (e.partition(":") for e in entries)]
    parts: dict[str, set[str]] = {}
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        file, wanted = name
        if file in WRITERS or Path(file).name in WRITER_FILES:
            continue
        module = _module(root, file)
        for definition in _definitions(module, wanted):
            parts.setdefault(file, set()).add(definition.digest)
            for mention in definition.mentions:
                waiting.extend(_resolve(root, file, module, *mention))
        # A package passed on as a whole is all that it brings together.
        others = [wanted] if wanted else module.imports if file.endswith("__init__.py") else []
        for other in others:
            if other not in module.definitions:
                waiting.extend(_resolve(root, file, module, other, ""))
    return {
        file: hashlib.sha256(" ".join(sorted(digests)).encode()).hexdigest()[:DIGITS]
        for file, digests in sorted(parts.items())
    }


def _definitions(module: Module, wanted: str) -> list[Definition]:
    names = [wanted] if wanted else list(module.definitions)
    return [*module.loose, *(one for name in names for one in module.definitions.get(name, []))]


def _resolve(root: Path, file: str, module: Module, name: str, attribute: str) -> Iterator[Name]:
    """Yield what a name of `module` stands for, as a file and a name in it."""
    if name in module.definitions:
        yield file, name
        return
    if name not in module.imports:
        return
    source, inside = module.imports[name]
    target = _file_of(root, f"{source}.{inside}") if inside else _file_of(root, source)
    if target:  # a module: what is asked of it, or all of it where it is passed on as such
        if attribute and (below := _file_of(root, f"{_dotted(target)}.{attribute}")):
            yield below, ""
        else:
            yield target, attribute
    elif inside and (target := _file_of(root, source)):
        yield target, inside


def _file_of(root: Path, dotted: str) -> str | None:
    if dotted.partition(".")[0] not in PACKAGES:
        return None
    path = dotted.replace(".", "/")
    for file in (f"{path}.py", f"{path}/__init__.py"):
        if (root / file).is_file():
            return file
    return None


def _dotted(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _module(root: Path, file: str) -> Module:
    return _parsed((root / file).read_bytes())


@lru_cache(maxsize=1024)
def _parsed(content: bytes) -> Module:
    module = Module()
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        whole = hashlib.sha256(content).hexdigest()
        return Module(loose=[Definition(whole, frozenset())])
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.partition(".")[0]
                module.imports[alias.asname or whole] = (whole, "")
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                module.imports[alias.asname or alias.name] = (node.module or "", alias.name)
    for statement in tree.body:
        if isinstance(statement, ast.Import | ast.ImportFrom) or _is_docstring(statement):
            continue
        definition = Definition(_digest(statement), frozenset(_mentions(statement)))
        names = list(_names_given(statement))
        for name in names:
            module.definitions.setdefault(name, []).append(definition)
        if not names and not _is_start(statement):
            module.loose.append(definition)
    return module


def _is_docstring(statement: ast.stmt) -> bool:
    """Also a string below a constant, which describes it."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_start(statement: ast.stmt) -> bool:
    """Whether this is `if __name__ == "__main__":`."""
    return isinstance(statement, ast.If) and "__name__" in {
        node.id for node in ast.walk(statement.test) if isinstance(node, ast.Name)
    }


def _names_given(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            yield from (node.id for node in ast.walk(target) if isinstance(node, ast.Name))


def _mentions(statement: ast.stmt) -> Iterator[tuple[str, str]]:
    with_attribute = set()
    for node in ast.walk(statement):  # breadth first: an attribute comes before its name
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            with_attribute.add(id(node.value))
            yield node.value.id, node.attr
        elif isinstance(node, ast.Name) and id(node) not in with_attribute:
            yield node.id, ""


def _digest(statement: ast.stmt) -> str:
    return hashlib.sha256("".join(_dump(statement)).encode()).hexdigest()


def _dump(item: object) -> Iterator[str]:
    """What a statement says, the same in every version of Python (`ast.dump` is not)."""
    if isinstance(item, list):
        yield "["
        for one in item:
            if not (isinstance(one, ast.stmt) and _is_docstring(one)):
                yield from _dump(one)
        yield "]"
    elif isinstance(item, ast.AST):
        yield f"({type(item).__name__}"
        for name, value in ast.iter_fields(item):
            if name not in IGNORED_FIELDS and value not in (None, []):
                yield f" {name}="
                yield from _dump(value)
        yield ")"
    else:
        yield repr(item)
