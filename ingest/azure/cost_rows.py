"""Rows of Azure's cost details as the raw contract wants them, whatever they are delivered as.

Belongs here: text and Parquet columns to typed ones, JSON to maps. Does not: files, or what a
column is called (cost_columns.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

import pyarrow as pa

from ingest.arrow import Array, Field, RecordBatch
from ingest.arrow import compute as pc
from ingest.azure.cost_columns import (
    COLUMNS,
    COST_TYPE,
    IS_PAIRED,
    MAPS,
    MOMENTS,
    NEVER_EMPTY,
    PLACES,
    SPELLED_REGION,
    TAGS_TEXT,
)
from ingest.azure.cost_dates import DateFormat, NoDateError, moments
from ingest.azure.cost_headers import Header
from ingest.errors import BadInput
from ingest.focus_values import MisfitError, typed
from ingest.parquet import arrow_schema
from ingest.text_maps import NoMapError, from_json, to_json

CORRECT = "Have Azure deliver the file again, as the export wrote it"
_SCHEMA = arrow_schema(COLUMNS)
_NOTHING = pa.array(["", "NULL", "null"])


@dataclass(frozen=True)
class CostRows:
    """Shapes the batches of one file, called `name` in messages.

    `cost_type` is actual or amortized; `is_paired` says that the other type of the same month is
    landed beside it.
    """

    header: Header
    name: str
    dates: DateFormat
    cost_type: str
    is_paired: bool

    def shaped(self, batch: RecordBatch, first: int) -> RecordBatch:
        """The rows of `batch`, before which the file has `first` others.

        Raises:
            BadInput: a value that is not of the promised type; the message names row and column.
        """
        columns = {field.name: self._column(batch, field, first) for field in _SCHEMA}
        columns[SPELLED_REGION] = pc.utf8_lower(pc.coalesce(*(columns[place] for place in PLACES)))
        columns[TAGS_TEXT] = to_json(columns["tags"])
        made = pa.RecordBatch.from_arrays(list(columns.values()), schema=_SCHEMA)
        for column in NEVER_EMPTY:
            row = pc.index(made.column(column).is_valid(), value=False).as_py()
            if row >= 0:
                self.refuse(first + row, column, "it is empty", CORRECT)
        return made

    def refuse(self, row: int, column: str, problem: str, remedy: str) -> NoReturn:
        """Send the file to quarantine because of one cell; `row` counts from 0."""
        place = f"row {row + 1}, column {self.header.called(column)}"
        raise BadInput(self.name, place, problem, remedy)

    def _column(self, batch: RecordBatch, field: Field, first: int) -> Array:
        if field.name == COST_TYPE:
            return pa.repeat(pa.scalar(self.cost_type), batch.num_rows)
        if field.name == IS_PAIRED:
            return pa.repeat(pa.scalar(self.is_paired), batch.num_rows)
        places = self.header.places.get(field.name, [])
        if not places:
            return pa.nulls(batch.num_rows, field.type)
        values = [self._typed(batch.column(place), field.name, first) for place in places]
        return values[0] if len(values) == 1 else pc.coalesce(*values)

    def _typed(self, values: Array, column: str, first: int) -> Array:
        try:
            if column in MAPS:
                return _maps(_texts(values), column)
            if column in MOMENTS and (found := as_texts(values)) is not None:
                return moments(found, self.dates)
            return typed(_plain(values), COLUMNS[column])
        except (MisfitError, NoDateError, NoMapError) as error:
            self.refuse(first + error.index, column, str(error), CORRECT)


def as_texts(values: Array) -> Array | None:
    """A column of texts with empty ones as null; None where it holds no texts."""
    kind = values.type
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return None
    return _texts(values)


def _texts(values: Array) -> Array:
    texts = pc.utf8_trim_whitespace(values.cast(pa.string()))
    return pc.if_else(pc.is_in(texts, value_set=_NOTHING), pa.scalar(None, pa.string()), texts)


def _plain(values: Array) -> Array:
    """Numbers in a column of texts are texts: a term of 36 months, a numeric account."""
    if pa.types.is_decimal(values.type):
        return values.cast(pa.float64())
    return values


def _maps(texts: Array, column: str) -> Array:
    """Maps of JSON that may lack its braces.

    What a service puts into AdditionalInfo is its own affair: text that is no JSON is kept whole
    under the key `text`. Tags are Azure's own and must be readable.
    """
    texts = pc.if_else(pc.equal(texts, '""'), pa.scalar(None, pa.string()), texts)
    braced = pc.starts_with(texts, "{")
    bare = set(texts.filter(braced.fill_null(False)).unique().to_pylist())
    texts = pc.if_else(braced, texts, pc.binary_join_element_wise("{", texts, "}", ""))
    kind = _SCHEMA.field(column).type
    if column == "tags":
        return from_json(texts, kind)
    coded = texts.dictionary_encode()
    found: list[list[tuple[str, str]] | None] = []
    for text in coded.dictionary.to_pylist():
        try:
            [pairs] = typed(pa.array([text], pa.string()), COLUMNS[column]).to_pylist()
            found.append([(key, value) for key, value in pairs if value is not None])
        except MisfitError:
            found.append([("text", text if text in bare else text[1:-1])])
    return pa.array(found, kind).take(coded.indices)
