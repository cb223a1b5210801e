"""The reference of the library: all public names, with signatures as they can be called."""

import ast
import inspect
import re
from importlib import import_module
from types import ModuleType

import pytest

from generators.pages.reference import prose, public_names, signature, with_reference

PACKAGES = ("explainer", "explainer.inspect", "explainer.pictures")


def written(package: str) -> str:
    return with_reference(f"# Reference\n\n<!-- reference of {package} -->\n")


@pytest.mark.parametrize("package", PACKAGES)
def test_every_public_name_has_its_entry_and_nothing_else_has(package: str) -> None:
    module = import_module(package)
    headings = re.findall(rf"^### {package}\.(\w+) ", written(package), re.MULTILINE)
    assert sorted(headings) == sorted(module.__all__)
    assert set(public_names(package)) == set(module.__all__)


@pytest.mark.parametrize("package", PACKAGES)
def test_parameters_are_those_that_python_knows(package: str) -> None:
    module = import_module(package)
    entries = dict(
        re.findall(r"^### [\w.]+\.(\w+) .*\n\n```py\n([^`]*)```", written(package), re.M)
    )
    for name in module.__all__:
        thing = getattr(module, name)
        if inspect.isfunction(thing):
            assert parameters_of(entries[name]) == list(inspect.signature(thing).parameters)


def parameters_of(code: str) -> list[str]:
    function = ast.parse(f"def {code.strip()}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    listed = function.args
    all_of_them = [*listed.posonlyargs, *listed.args, *filter(None, [listed.vararg])]
    return [one.arg for one in (*all_of_them, *listed.kwonlyargs)]


def test_code_and_examples_are_told_from_words() -> None:
    shown = prose('Look at ``d_k`` <here>, [a, b].\n\n>>> f(1)\n"<one>"\n\nThat is *all*.')
    assert shown == (
        'Look at `d_k` &lt;here&gt;, \\[a, b\\].\n\n```pycon\n>>> f(1)\n"<one>"\n```\n\n'
        "That is \\*all\\*."
    )


def test_a_long_signature_is_broken_and_keeps_its_star() -> None:
    def of(code: str) -> str:
        node = ast.parse(code).body[0]
        assert isinstance(node, ast.FunctionDef)
        return signature(node)

    assert of("def f(a: int, *, b: str = 'x') -> None: ...") == "f(a: int, *, b: str = 'x') -> None"
    long = of("def f(" + ", ".join(f"parameter_{n}: int" for n in range(6)) + "): ...")
    assert long.splitlines()[1] == "    parameter_0: int,"
    assert long.endswith(")")


def test_a_name_that_comes_from_nowhere_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    reference = import_module("generators.pages.reference")
    assert isinstance(reference, ModuleType)
    monkeypatch.setattr(reference, "_source", lambda module: '__all__ = ["lost"]\n')
    with pytest.raises(ValueError, match=r"explainer\.__all__ names \['lost'\]"):
        public_names("explainer")
    monkeypatch.setattr(reference, "_source", lambda module: "x = 1\n")
    with pytest.raises(ValueError, match="explainer has no __all__"):
        public_names("explainer")
