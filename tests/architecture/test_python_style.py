"""Python stays small, named for what it gives, and says what it is for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.architecture.house import line_count, name, python_files

_FILE_LINES = 300
_MEDIAN_LINES = 80
_FUNCTION_LINES = 40
_NAMES_OF_NOTHING = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}
_Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def test_no_file_is_longer_than_300_lines() -> None:
    long = {name(file): line_count(file) for file in python_files()}

    assert {file: lines for file, lines in long.items() if lines > _FILE_LINES} == {}


def test_the_median_file_has_at_most_80_lines() -> None:
    lines = [count for file in python_files(with_tests=False) if (count := line_count(file))]

    assert median(lines) <= _MEDIAN_LINES


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{name(file)}:{node.lineno} {node.name}"
        for file in python_files()
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= _FUNCTION_LINES
    ]

    assert long == []


def test_modules_are_named_for_what_they_give() -> None:
    vague = [
        name(file)
        for file in python_files()
        if _NAMES_OF_NOTHING & {*file.relative_to(file.anchor).parts, *file.stem.split("_")}
    ]

    assert vague == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [name(file) for file in python_files() if not ast.get_docstring(_tree(file))]

    assert silent == []


def test_everything_public_says_what_it_promises() -> None:
    silent = [
        f"{name(file)}:{node.lineno} {node.name}"
        for file in python_files(with_tests=False)
        for node in _public(_tree(file))
        if not ast.get_docstring(node) and not _overrides(node)
    ]

    assert silent == []


def test_every_test_can_fail() -> None:
    toothless = [
        f"{name(file)}:{node.lineno} {node.name}"
        for file in python_files()
        if file.name.startswith("test_")
        for node in ast.walk(_tree(file))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not any(_judges(inner) for inner in ast.walk(node))
    ]

    assert toothless == []


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[_Definition]:
    """Public functions and classes of a module, and the public methods of those classes."""
    for node in tree.body:
        if isinstance(node, _Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _overrides(node: _Definition) -> bool:
    """A method that says it overrides another keeps that one's promise."""
    return any(
        isinstance(decorator, ast.Name) and decorator.id in {"override", "overload"}
        for decorator in node.decorator_list
    )


def _judges(node: ast.AST) -> bool:
    """An assert, a `pytest.raises`, or a call of something named for checking."""
    if isinstance(node, ast.Assert):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return any(word in called for word in ("raises", "assert", "check", "expect", "fail"))
