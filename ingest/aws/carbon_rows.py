"""One delivered file of a carbon export, CSV or Parquet, to one typed Parquet.

Belongs here: types and checks of each row. Does not: which files belong to a slice.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pyarrow as pa

from ingest import parquet
from ingest.arrow import Array, RecordBatch
from ingest.arrow import compute as pc
from ingest.aws.carbon_columns import (
    ACCOUNTS,
    COLUMNS,
    MEASURES,
    MINIMUM,
    START,
    UNIT,
    VERSION,
    unit_of,
    value_of,
)
from ingest.aws.manifest import REDELIVER
from ingest.errors import BadInput
from ingest.focus_values import MisfitError, typed
from ingest.parquet_check import is_text
from ingest.wide_csv import open_wide

_BATCH_ROWS = 32 * 1024
_SELECT = "Add it to the export's column selection and have the month delivered again"


def write_rows(kept: Path, target: Path, *, name: str, model_version: str, period: str) -> int:
    """Write the rows of `kept`, called `name` in messages, to `target` under the raw contract.

    Args:
        kept: CSV, plain or packed, or Parquet.
        target: the Parquet to write; without rows nothing is written.
        name: what messages call the file.
        model_version: of the folder; every row must be of it.
        period: month (YYYY-MM) of the folder; every row must be of it.

    Returns:
        How many rows there are.

    Raises:
        BadInput: it cannot be read, or breaks the contract.
    """
    rows = _Rows(name, model_version, period)
    if kept.name.lower().endswith(".parquet"):
        with parquet.open_checked(kept, name=name) as file:
            header = file.schema_arrow.names if file.metadata.num_rows else []
            return rows.write(header, parquet.batches(file, name=name, rows=_BATCH_ROWS), target)
    with open_wide(kept, name=name) as text:
        return rows.write(text.header, text.batches, target)


class _Rows:
    """Shapes the rows of one file."""

    def __init__(self, name: str, model_version: str, period: str) -> None:
        self._name = name
        self._version = model_version
        self._period = period

    def write(self, header: list[str], batches: Iterator[RecordBatch], target: Path) -> int:
        if not header:
            return 0
        places = self._places(header)
        columns = {name: kind for name, kind in COLUMNS.items() if name in places}
        with parquet.Writer(target, parquet.arrow_schema(columns)) as writer:
            for batch in batches:
                if batch.num_rows:
                    writer.add(self._shaped(batch, places, columns, writer.rows))
        if not writer.rows:
            target.unlink()
        return writer.rows

    def _places(self, header: list[str]) -> dict[str, int]:
        """Where each known column stands; what the contract does not know stays in the source."""
        names = [name.strip().lower() for name in header]
        places: dict[str, int] = {}
        for position, name in enumerate(names):
            if name in COLUMNS and places.setdefault(name, position) != position:
                raise BadInput(self._name, "the columns", f"{name} is there twice", REDELIVER)
        absent = [name for name in MINIMUM if name not in places]
        told = [measure for measure in MEASURES if value_of(measure) in places]
        absent += [unit_of(measure) for measure in told if unit_of(measure) not in places]
        if not told:
            absent.append(value_of(MEASURES[0]))
        if absent:
            problem = f"promised columns are missing: {', '.join(absent)}"
            raise BadInput(self._name, "the columns", problem, _SELECT)
        return places

    def _shaped(
        self, batch: RecordBatch, places: dict[str, int], columns: dict[str, str], first: int
    ) -> RecordBatch:
        schema = parquet.arrow_schema(columns)
        made = pa.RecordBatch.from_arrays(
            [self._typed(batch.column(places[name]), name, first) for name in columns],
            schema=schema,
        )
        for column in MINIMUM:
            if column not in {"region_code", "product_code"}:  # AWS leaves these two open
                self._hold(made.column(column).is_valid(), made, column, first, "it is empty")
        self._check_partition(made, first)
        for column in ACCOUNTS:
            if column in columns:
                whole = pc.match_substring_regex(made.column(column), r"^\d{12}$")
                problem = "an account has twelve digits; leading zeros may be lost"
                self._hold(whole, made, column, first, problem)
        for measure in MEASURES:
            if value_of(measure) in columns:
                self._check_unit(made, measure, first)
        return made

    def _typed(self, values: Array, column: str, first: int) -> Array:
        wanted = COLUMNS[column]
        kind = values.type
        if wanted == "varchar" and not (is_text(kind) or pa.types.is_null(kind)):
            problem = f"it is {parquet.type_name(kind)}, where text is promised"
            raise BadInput(self._name, f"column {column}", problem, REDELIVER)
        try:
            return typed(values, wanted)
        except MisfitError as error:
            self._refuse(first + error.index, column, str(error))

    def _check_partition(self, made: RecordBatch, first: int) -> None:
        """A row of another month or model version would stand in two slices."""
        same = pc.equal(_bare(made.column(VERSION)), self._version.lower().removeprefix("v"))
        problem = f"it lies in the folder of model version {self._version}"
        self._hold(same, made, VERSION, first, problem)
        months = pc.strftime(made.column(START), format="%Y-%m")
        problem = f"it lies in the folder of {self._period}"
        self._hold(pc.equal(months, self._period), made, START, first, problem)

    def _check_unit(self, made: RecordBatch, measure: str, first: int) -> None:
        values, units = made.column(value_of(measure)), made.column(unit_of(measure))
        nothing = pc.or_(values.is_null(), pc.fill_null(pc.equal(values, 0.0), False))
        known = pc.fill_null(pc.equal(pc.utf8_lower(units), UNIT.lower()), False)
        unstated = pc.and_(nothing, units.is_null())
        problem = f"tonnes ({UNIT}) are the only unit that is known"
        self._hold(pc.or_(known, unstated), made, unit_of(measure), first, problem)

    def _hold(self, good: Array, made: RecordBatch, column: str, first: int, problem: str) -> None:
        row = pc.index(pc.fill_null(good, False), value=False).as_py()
        if row >= 0:
            value = made.column(column)[row].as_py()
            shown = problem if value is None else f"{value}: {problem}"
            self._refuse(first + row, column, shown)

    def _refuse(self, row: int, column: str, problem: str) -> NoReturn:
        raise BadInput(self._name, f"row {row + 1}, column {column}", problem, REDELIVER)


def _bare(versions: Array) -> Array:
    """Versions without the leading v, which folders and rows may spell differently."""
    return pc.replace_substring_regex(pc.utf8_lower(versions), r"^v", "")
