"""What all registers share: a small CSV in inputs/, read whole, checked row by row.

Belongs here: reading, rules that several registers hold. Does not: rules that need two registers
at once (does the team exist?); tests of the warehouse hold those.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import pyarrow as pa

from ingest import parquet
from ingest.csv_source import CsvSource
from ingest.errors import BadInput
from ingest.source import FetchedFile, slice_name
from ingest.typed_csv import Batch, CsvContract


@dataclass(frozen=True)
class Row:
    """One row of a register and the line it begins on."""

    contract: CsvContract
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def refuse(self, column: str, problem: str, remedy: str) -> NoReturn:
        """Send the register to quarantine because of this cell."""
        self.contract.refuse(self.line, column, problem, remedy)

    def one_of(self, column: str, known: Collection[str]) -> None:
        """Hold that the cell is one of `known`, or empty where it may be."""
        if self[column] not in known and not self._may_lack(column):
            self.refuse(
                column, f"{self[column]!r} is not known", f"Use one of: {', '.join(sorted(known))}"
            )

    def shaped(self, column: str, pattern: str, meaning: str) -> None:
        """Hold that the whole cell matches the regular expression `pattern`, where it is given."""
        if not self._may_lack(column) and not re.fullmatch(pattern, self[column]):
            self.refuse(column, f"{self[column]!r} is not {meaning}", "Correct the cell")

    def within(self, column: str, low: float, high: float, remedy: str) -> None:
        """Hold that the number, where it is given, is from `low` to `high`."""
        value = self[column]
        if value is not None and not low <= value <= high:
            problem = f"{value:g} is {'below' if value < low else 'above'} what it can be"
            self.refuse(column, problem, remedy)

    def needs(self, column: str, why: str) -> None:
        """Hold that a cell which may be empty in other rows is given in this one."""
        if self[column] is None:
            self.refuse(column, "it is empty", why)

    def in_order(self, first: str, last: str, *, may_be_equal: bool, remedy: str) -> None:
        """Hold that `first` comes before `last`, where both are given."""
        start, end = self[first], self[last]
        if start is None or end is None or start < end or (may_be_equal and start == end):
            return
        side = "before" if may_be_equal else "not after"
        self.refuse(last, f"{end} is {side} {first} {start}", remedy)

    def not_negative(self, *columns: str) -> None:
        """Hold that the cells, where they are filled, are zero or more."""
        for column in columns:
            if self[column] is not None and self[column] < 0:
                self.refuse(column, f"{self[column]} is below zero", "Use zero or more")

    def listed(self, column: str) -> None:
        """Hold that a cell of several ids joins them with `;`, none empty, none twice."""
        ids = self[column].split(";") if self[column] is not None else []
        if "" in [one.strip() for one in ids] or len({one.strip() for one in ids}) < len(ids):
            remedy = "Join different ids with a semicolon: gpu-01;gpu-02"
            self.refuse(column, f"{self[column]!r} holds an empty id or one twice", remedy)

    def dated(self) -> None:
        """Hold that valid_from comes before valid_to (exclusive), where both are there."""
        remedy = "valid_to is the first day on which the row no longer holds"
        self.in_order("valid_from", "valid_to", may_be_equal=False, remedy=remedy)

    def _may_lack(self, column: str) -> bool:
        return self[column] is None and column not in self.contract.required


class Register(CsvSource):
    """One file of inputs/; the file's stem is its slice."""

    partitioned = False
    exactly_one: ClassVar[bool] = False

    def slice_id(self, stem: str) -> str:
        """A register is one slice, under its own name."""
        return slice_name(stem)

    def write(
        self, batches: Iterator[Batch], contract: CsvContract, into: Path
    ) -> tuple[list[FetchedFile], int]:
        """Check all rows together, then write them in the file's order."""
        read = list(batches)
        rows = [
            Row(contract, line, values)
            for batch in read
            for line, values in zip(batch.lines, batch.columns.to_pylist(), strict=True)
        ]
        if self.exactly_one and len(rows) != 1:
            place = f"line {rows[1].line}" if rows else "after line 1"
            remedy = "Write exactly one: this release reports for one"
            raise BadInput(contract.name, place, f"there are {len(rows)} rows", remedy)
        self.check(rows)
        table = pa.Table.from_batches(
            [batch.columns for batch in read], schema=parquet.arrow_schema(self.columns)
        )
        target = into / "0.parquet"
        parquet.write(target, table)
        return [FetchedFile(target)], len(rows)

    @abstractmethod
    def check(self, rows: list[Row]) -> None:
        """Hold the register's own rules.

        Raises:
            BadInput: a row breaks one.
        """


def unique(rows: list[Row], *columns: str) -> None:
    """Hold that no two rows agree in all `columns`."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        first = seen.setdefault(key, row.line)
        if first != row.line:
            shown = ", ".join(str(part) for part in key)
            row.refuse(columns[-1], f"{shown} is on line {first} already", "Each row needs its own")
