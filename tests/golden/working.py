"""Reads a `working.md`: the numbers it takes, the steps it makes of them, what must come out.

Belongs here: the form of a working, and its arithmetic in decimals. Does not: the pipeline.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from pathlib import Path

_DIGITS = 40
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Number:
    """A row of the table of numbers: a value, perhaps with its range, and where it stands."""

    name: str
    values: tuple[str, ...]
    seed: str
    row: Mapping[str, str]
    columns: tuple[str, ...]
    source: str

    @property
    def named(self) -> dict[str, Decimal]:
        """The value by name, and its range as `<name>_low` and `<name>_high`."""
        names = (self.name, f"{self.name}_low", f"{self.name}_high")
        return {name: Decimal(value) for name, value in zip(names, self.values, strict=False)}


@dataclass(frozen=True)
class Step:
    """`name = expression = the same in numbers = result`."""

    name: str
    expression: str
    in_numbers: str
    result: Decimal


@dataclass(frozen=True)
class Working:
    """One case, as its file has it."""

    file: Path

    @property
    def case(self) -> str:
        """The name of its folder: also its resource, and the team that owns it."""
        return self.file.parent.name

    @cached_property
    def numbers(self) -> list[Number]:
        """What is taken from the seeds."""
        return [
            Number(
                name=name,
                values=tuple(cell for cell in (value, low, high) if cell),
                seed=seed,
                row=dict(part.split("=", 1) for part in row.split(", ")),
                columns=tuple(columns.split(", ")),
                source=source,
            )
            for name, value, low, high, _, seed, row, columns, source in self._table("Numbers")
        ]

    @property
    def coefficients(self) -> list[Number]:
        """Those of the numbers that are coefficients of the project."""
        return [number for number in self.numbers if number.seed == "coefficients"]

    @cached_property
    def steps(self) -> list[Step]:
        """The arithmetic, in order."""
        part = r"([^=\n]+)"
        lines = re.findall(rf"^([a-z]\w*) = {part} = {part} = {part}$", self._text, re.MULTILINE)
        return [Step(name, made, shown, Decimal(result)) for name, made, shown, result in lines]

    @property
    def results(self) -> dict[str, Decimal]:
        """What each step gives."""
        return {step.name: step.result for step in self.steps}

    @property
    def labels(self) -> dict[str, str | None]:
        """What the fact's row says in words; `none` is null."""
        said = self._table("What the rows say")
        return {column: None if value == "none" else value for column, value in said}

    @property
    def factors(self) -> set[tuple[str, str]]:
        """Role and id of every factor that the row names."""
        return {(role, factor) for role, factor in self._table("Factors that the row names")}

    @cached_property
    def _text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def _table(self, heading: str) -> list[list[str]]:
        section = self._text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
        lines = [line for line in section.splitlines() if line.startswith("|")]
        return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def evaluated(expression: str, names: Mapping[str, Decimal]) -> Decimal:
    """The value of a sum of products, in decimals; `names` are the names it may use."""
    text = _NAME.sub(lambda name: f"({names[name.group()]:f})", expression)
    with localcontext() as context:
        context.prec = _DIGITS
        return _value(ast.parse(text.strip(), mode="eval").body, text.strip())


def _value(node: ast.expr, text: str) -> Decimal:
    if isinstance(node, ast.BinOp):
        left, right = _value(node.left, text), _value(node.right, text)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case ast.Div():
                return left / right
            case _:
                raise ValueError(f"{text}: only + - * / are arithmetic of a working")
    written = ast.get_source_segment(text, node)
    assert written is not None
    return Decimal(written)
