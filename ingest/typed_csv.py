"""Read a CSV as typed columns, in bounded memory, and say exactly where it breaks its contract.

Belongs here: header, types. Does not: encoding (csv_lines.py), cells (csv_records.py), meaning.
A column that is not required may be left out of the file, and is then null.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pyarrow as pa

from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.csv_records import open_records
from ingest.errors import BadInput
from ingest.parquet import arrow_schema
from ingest.typed_values import NotThatTypeError, convert

_BATCH_ROWS = 64 * 1024
_RAGGED = "Put cells that hold a comma into quotes; if the end is missing, deliver the file again"


@dataclass(frozen=True)
class Batch:
    """Some rows: `columns` as the contract orders them, and the line that each row begins on."""

    columns: RecordBatch
    lines: list[int]


@dataclass(frozen=True)
class CsvContract:
    """What a CSV file, called `name` in messages, must hold."""

    name: str
    columns: Mapping[str, str]
    required: Collection[str]

    def refuse(self, line: int, column: str, problem: str, remedy: str) -> NoReturn:
        """Send the file to quarantine because of one cell."""
        raise BadInput(self.name, f"line {line}, column {column}", problem, remedy)


def read_typed(path: Path, contract: CsvContract) -> Iterator[Batch]:
    """Yield the rows of the CSV at `path` (plain or gzip, UTF-8, comma) as typed batches.

    Raises:
        BadInput: the first thing that breaks the contract, with its line and column.
    """
    with open_records(path, name=contract.name, rows=_BATCH_ROWS, mend=_RAGGED) as text:
        header = _header(text.header, contract)
        for some in text.batches:
            yield _typed(header, some.cells, some.lines, contract)


def _header(names: list[str], contract: CsvContract) -> list[str]:
    """The header's names, held against the contract; their order is free."""
    header = [name.strip() for name in names]
    known = ", ".join(contract.columns)
    for number, name in enumerate(header, start=1):
        place = f"line 1, column {number}"
        if name not in contract.columns:
            near = difflib.get_close_matches(name, contract.columns, n=1)
            remedy = f"Did you mean {near[0]}?" if near else f"The columns are: {known}"
            if ";" in name or "\t" in name:
                remedy = f"Separate the columns by commas: {known}"
            raise BadInput(contract.name, place, f"column {name!r} is not known", remedy)
        if name in header[: number - 1]:
            raise BadInput(contract.name, place, f"column {name!r} is there twice", "Remove one")
    absent = [name for name in contract.columns if name in contract.required and name not in header]
    if absent:
        problem = f"the header lacks {', '.join(absent)}"
        raise BadInput(contract.name, "line 1", problem, f"The columns are: {known}")
    return header


def _typed(
    header: list[str], cells: list[list[str]], lines: list[int], contract: CsvContract
) -> Batch:
    by_name = dict(zip(header, zip(*cells, strict=True), strict=True))
    columns: list[Array] = []
    schema = arrow_schema(contract.columns)
    for field in schema:
        if field.name not in by_name:
            columns.append(pa.nulls(len(cells), field.type))
            continue
        texts = pc.utf8_trim_whitespace(pa.array(by_name[field.name], pa.string()))
        texts = pc.replace_with_mask(texts, pc.equal(texts, ""), pa.scalar(None, pa.string()))
        if field.name in contract.required and texts.null_count:
            row = pc.index(texts.is_null(), value=True).as_py()
            contract.refuse(lines[row], field.name, "it is empty", "Every row needs a value here")
        try:
            columns.append(convert(texts, contract.columns[field.name]))
        except NotThatTypeError as error:
            contract.refuse(lines[error.index], field.name, str(error), "Correct the cell")
    return Batch(pa.RecordBatch.from_arrays(columns, schema=schema), lines)
