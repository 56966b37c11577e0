"""The report of a small disclosed file, read back by what did not write it.

Belongs here: opening the workbook with openpyxl and computing its formulas. Does not: expectations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
from openpyxl.workbook import Workbook

from publish.report import write_report
from tests.disclosed_file import YEAR, DisclosedFile

_PLACE = re.compile(r"([+-]?)'((?:[^']|'')+)'!([A-Z]+)([0-9]+)")


@dataclass(frozen=True)
class Pack:
    """A written report, by format, and the file it was written from."""

    published: Path
    files: dict[str, Path]
    breaches: tuple[str, ...]

    def book(self) -> Workbook:
        """The workbook, its formulas as texts."""
        return openpyxl.load_workbook(self.files["xlsx"])

    def mart(self, sql: str) -> list[tuple[Any, ...]]:
        """What the published file says."""
        with duckdb.connect() as connection:
            connection.execute(f"attach '{self.published}' as published (read_only)")
            return connection.execute("use published; " + sql).fetchall()


def written(file: DisclosedFile, folder: Path, name: str, *formats: str) -> Pack:
    """The report of a file's year in some formats."""
    published = file.write(folder)
    done = write_report(published, folder / "reports", name=name, period=str(YEAR), formats=formats)
    files = {path.name.partition(".")[2]: path for path in done.paths}
    return Pack(published, files, done.breaches)


def computed(book: Workbook, value: Any) -> Any:
    """A cell's value; of a formula, what its places give now, and nothing else may be in it."""
    if not isinstance(value, str) or not value.startswith("="):
        return value
    places = _PLACE.findall(value)
    assert value.removeprefix("=") == "".join(
        f"{sign}'{sheet}'!{column}{row}" for sign, sheet, column, row in places
    )
    numbers = (
        (-1 if sign == "-" else 1) * (computed(book, book[sheet][f"{column}{row}"].value) or 0)
        for sign, sheet, column, row in places
    )
    return sum(numbers)
