"""Rows of a bill as the raw contract wants them, whatever they are delivered as.

Belongs here: text and Parquet columns to typed ones, columns per tag to maps. Does not: files, or
what a column is called (cur_names.py).
"""

from __future__ import annotations

from typing import NoReturn

import pyarrow as pa

from ingest import parquet_check
from ingest.arrow import Array, Field, RecordBatch
from ingest.arrow import compute as pc
from ingest.aws import bill_dates
from ingest.aws.cur2_columns import COLUMNS, LOOSE
from ingest.aws.cur_names import Named
from ingest.aws.manifest import REDELIVER
from ingest.errors import BadInput
from ingest.parquet import arrow_schema, type_name
from ingest.text_maps import NoMapError, from_columns, from_json, joined, numbered
from ingest.typed_values import NotThatTypeError, all_amounts, convert

# What generators and hand-written loaders put where there is no number.
_NOTHING = pa.array(["None", "NULL", "null"])


class BillRows:
    """Shapes the batches of one file, called `name` in messages, of the month `period`."""

    def __init__(self, named: Named, *, name: str, period: str) -> None:
        self._named = named
        self._name = name
        self._period = period
        wanted = named.columns.keys() | named.keys.keys()
        self.schema = arrow_schema({name: kind for name, kind in COLUMNS.items() if name in wanted})

    def shaped(self, batch: RecordBatch, first: int) -> RecordBatch:
        """The rows of `batch`, before which the file has `first` others.

        Raises:
            BadInput: a value that is not of the promised type, or of another month.
        """
        columns = [self._column(batch, field, first) for field in self.schema]
        made = pa.RecordBatch.from_arrays(columns, schema=self.schema)
        months = bill_dates.months_of(made.column(bill_dates.PERIOD_COLUMN))
        place = f"rows {first + 1} to {first + made.num_rows}"
        bill_dates.check_months(months, name=self._name, place=place, period=self._period)
        starts = made.column(bill_dates.START_COLUMN)
        bill_dates.check_starts(starts, name=self._name, first=first, period=self._period)
        return made

    def _column(self, batch: RecordBatch, field: Field, first: int) -> Array:
        places = self._named.columns.get(field.name, [])
        if pa.types.is_map(field.type):
            return self._map(batch, field, first)
        values = [self._typed(batch.column(place), field, first) for place in places]
        return values[0] if len(values) == 1 else pc.coalesce(*values)

    def _map(self, batch: RecordBatch, field: Field, first: int) -> Array:
        maps: list[Array] = []
        for place in self._named.columns.get(field.name, []):
            whole = batch.column(place)
            maps.append(self._parsed(whole, field, first))
        keyed = [(key, batch.column(place)) for key, place in self._named.keys.get(field.name, [])]
        if keyed:
            item = pa.field(field.name, field.type.item_type)
            typed = [(key, _given(self._typed(column, item, first))) for key, column in keyed]
            maps.append(from_columns(typed, batch.num_rows, field.type))
        return joined(maps, field.type)

    def _parsed(self, values: Array, field: Field, first: int) -> Array:
        if pa.types.is_map(values.type):
            rows = [None if pairs is None else numbered(pairs) for pairs in values.to_pylist()]
            return pa.array(rows, field.type)
        try:
            return from_json(values.cast(pa.string()), field.type)
        except NoMapError as error:
            self._refuse(first + error.index, field.name, str(error))

    def _typed(self, values: Array, field: Field, first: int) -> Array:
        wanted = type_name(field.type)
        if pa.types.is_null(values.type):
            return values.cast(field.type)
        if parquet_check.is_text(values.type):
            return self._read(values.cast(pa.string()), field, first)
        if pa.types.is_string(field.type) and field.name not in LOOSE:
            problem = f"it is {type_name(values.type)}, where {wanted} is promised"
            remedy = "Have AWS's own export write it, without a conversion in between"
            raise BadInput(self._name, f"column {field.name}", problem, remedy)
        made = values.cast(field.type, safe=False)
        if pa.types.is_floating(field.type) and not all_amounts(made):
            row = next(i for i in range(len(made)) if not all_amounts(made.slice(i, 1)))
            self._refuse(first + row, field.name, f"{made[row]} is not a finite amount")
        return made

    def _read(self, texts: Array, field: Field, first: int) -> Array:
        if pa.types.is_string(field.type):
            return texts
        nothing = pc.or_(pc.equal(texts, ""), pc.is_in(texts, value_set=_NOTHING))
        texts = pc.if_else(nothing, pa.scalar(None, pa.string()), texts)
        try:
            return convert(texts, "timestamp" if pa.types.is_timestamp(field.type) else "double")
        except NotThatTypeError as error:
            self._refuse(first + error.index, field.name, str(error))

    def _refuse(self, row: int, column: str, problem: str) -> NoReturn:
        raise BadInput(self._name, f"row {row + 1}, column {column}", problem, REDELIVER)


def _given(values: Array) -> Array:
    """An empty cell in the column of a key says that the line does not have it."""
    if not pa.types.is_string(values.type):
        return values
    return pc.if_else(pc.equal(values, ""), pa.scalar(None, pa.string()), values)
