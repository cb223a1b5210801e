"""The reference of the library: every public name of a package with its signature and docstring.

A line `<!-- reference of explainer -->` puts it into a page. It is read from the source, not from
the imported module, so that signatures keep their shapes and fields their comments.
"""

import ast
import html
import re
from collections.abc import Iterator
from pathlib import Path

from generators.pipeline.paths import ROOT

PLACE = re.compile(r"^<!-- reference of (?P<package>[\w.]+) -->$", re.MULTILINE)
LINE = 76  # characters: longer signatures are broken after each parameter
EXAMPLE = re.compile(r"(?:^>>> .*\n(?:.+\n)*)+", re.MULTILINE)
Definition = ast.ClassDef | ast.FunctionDef


def with_reference(text: str) -> str:
    """The page with the reference of each package that it asks for.

    Raises ValueError for a package whose public names cannot be read.
    """
    return PLACE.sub(lambda place: "\n\n".join(_package(place["package"])), text)


def public_names(package: str) -> dict[str, str]:
    """The names in `__all__` of `package` -> the module that each is imported from, in order.

    Raises ValueError where a name is imported from nowhere, or the package has no `__all__`.
    """
    tree = ast.parse(_source(package))
    imports = [node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    origin = {name.name: node.module or "" for node in imports for name in node.names}
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names = set(ast.literal_eval(node.value))
            if missing := sorted(names - set(origin)):
                raise ValueError(f"{package}.__all__ names {missing}, which it imports nowhere")
            return {name: module for name, module in origin.items() if name in names}
    raise ValueError(f"{package} has no __all__, so its public names are unknown")


def _package(package: str) -> Iterator[str]:
    names = public_names(package)
    for module in dict.fromkeys(names.values()):
        source = _source(module)
        tree = ast.parse(source)
        short = module.removeprefix("explainer.")
        yield f"## {short.replace('_', ' ').replace('.', ': ')} {{ #{module.replace('.', '-')} }}"
        yield prose(ast.get_docstring(tree) or "")
        for node in tree.body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and names.get(node.name) == module:
                yield from _entry(node, package, source.splitlines())


def _entry(node: Definition, package: str, lines: list[str]) -> Iterator[str]:
    yield f"### {package}.{node.name} {{ #{node.name} }}"
    code = _fields(node, lines) if isinstance(node, ast.ClassDef) else signature(node)
    yield f"```py\n{code}\n```"
    yield prose(ast.get_docstring(node) or "")


def signature(node: ast.FunctionDef) -> str:
    """A function as it is called, with the types of its parameters; broken where it is long."""
    returns = f" -> {_type(node.returns)}" if node.returns else ""
    listed = _parameters(node.args)
    line = f"{node.name}({', '.join(listed)}){returns}"
    if len(line) <= LINE:
        return line
    return f"{node.name}(\n" + "".join(f"    {one},\n" for one in listed) + f"){returns}"


def _parameters(arguments: ast.arguments) -> list[str]:
    plain = [*arguments.posonlyargs, *arguments.args]
    without = len(plain) - len(arguments.defaults)
    defaults = [*[None] * without, *arguments.defaults]
    found = [_parameter(*pair) for pair in zip(plain, defaults, strict=True)]
    if arguments.vararg:
        found.append("*" + _parameter(arguments.vararg, None))
    elif arguments.kwonlyargs:
        found.append("*")
    keywords = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return found + [_parameter(*pair) for pair in keywords]


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    kind = f": {_type(argument.annotation)}" if argument.annotation else ""
    return f"{argument.arg}{kind}" + (f" = {ast.unparse(default)}" if default else "")


def _type(annotation: ast.expr) -> str:
    return ast.unparse(annotation).replace("'", '"')


def _fields(node: ast.ClassDef, lines: list[str]) -> str:
    """A class with its fields, each as it is written, and with the calls of its public methods."""
    listed: list[str] = []
    for part in node.body:
        if isinstance(part, ast.AnnAssign):
            written = lines[part.lineno - 1 : part.end_lineno]
            listed += [line.replace(" = field(repr=False)", "") for line in written]
        elif isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
            called = signature(part).replace("(self, ", "(").replace("(self)", "()")
            is_property = any(
                ast.unparse(found).endswith("property") for found in part.decorator_list
            )
            called = called.replace("()", "", 1) if is_property else called
            listed += [f"    {line}" for line in f".{called}".splitlines()]
    return "\n".join([f"class {node.name}:", *listed])


def prose(docstring: str) -> str:
    """A docstring as Markdown: its code in single backticks, its examples as code."""
    found: list[str] = []
    end = 0
    for example in EXAMPLE.finditer(docstring + "\n"):
        found.append(_plain(docstring[end : example.start()]))
        found.append(f"```pycon\n{example[0].rstrip()}\n```")
        end = example.end()
    return "\n\n".join(part for part in (*found, _plain(docstring[end:])) if part)


def _plain(text: str) -> str:
    pieces = re.split(r"(``.+?``|`.+?`)", text.strip(), flags=re.DOTALL)
    marked = [
        f"`{piece.strip('`')}`" if piece.startswith("`") else _escaped(piece) for piece in pieces
    ]
    return "".join(marked)


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_\[\]|$])", r"\\\1", html.escape(text, quote=False))


def _source(module: str) -> str:
    path = ROOT.joinpath(*module.split("."))
    file = path / "__init__.py" if path.is_dir() else Path(f"{path}.py")
    return file.read_text(encoding="utf-8")
