"""Columns of an extract as the types of a raw contract, whatever the file holds them as.

Belongs here: one column at a time, and the words for a value that does not fit. Does not: which
columns there are.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from ingest.arrow import Array, DataType
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.gcp.extract_rows import EXPORT_AGAIN
from ingest.parquet import arrow_schema, type_name
from ingest.parquet_check import is_text
from ingest.typed_values import NotThatTypeError, all_amounts, convert, exact

_types = pa.types
_NUMBERS: tuple[Callable[[DataType], bool], ...] = (
    _types.is_integer,
    _types.is_floating,
    _types.is_decimal,
)


def typed(values: Array, sql_type: str, *, name: str, column: str, first: int) -> Array:
    """`values` as `sql_type`; `first` rows of the file called `name` stand before them.

    Raises:
        BadInput: the column is of another type, or a value in it cannot be read.
    """
    [field] = arrow_schema({column: sql_type})
    if _types.is_null(values.type):
        return values.cast(field.type)
    if is_text(values.type):
        texts = values.cast(pa.string())
        if sql_type == "varchar":
            return texts
        texts = pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
        try:
            return convert(_day(texts) if sql_type == "date" else texts, sql_type)
        except NotThatTypeError as error:
            place = f"row {first + error.index + 1}, column {column}"
            raise BadInput(name, place, str(error), EXPORT_AGAIN) from None
    if not _fits(values.type, sql_type):
        problem = f"it is {type_name(values.type)}, where {sql_type} is promised"
        raise BadInput(name, f"column {column}", problem, EXPORT_AGAIN)
    if any(is_number(values.type) for is_number in _NUMBERS) and sql_type != "varchar":
        return _amounts(values, sql_type, name=name, column=column, first=first)
    return values.cast(field.type, safe=False)


def hold(good: Array, problem: str, *, name: str, column: str, first: int) -> None:
    """Refuse the first row of the file called `name` where `good` is false.

    Raises:
        BadInput: there is one.
    """
    row = pc.index(good, value=False).as_py()
    if row >= 0:
        place = f"row {first + row + 1}, column {column}"
        raise BadInput(name, place, problem, EXPORT_AGAIN)


def _amounts(values: Array, sql_type: str, *, name: str, column: str, first: int) -> Array:
    doubles = values.cast(pa.float64(), safe=False)
    if not all_amounts(doubles):
        sane = pc.fill_null(pc.and_(pc.is_finite(doubles), pc.less(pc.abs(doubles), 1e25)), True)
        hold(sane, "it is not a finite amount", name=name, column=column, first=first)
    return doubles if sql_type == "double" else exact(values)


def _day(texts: Array) -> Array:
    """`2025-10-01T00:00:00Z` names a day too."""
    return pc.utf8_slice_codeunits(texts, 0, 10)


def _fits(kind: DataType, sql_type: str) -> bool:
    if sql_type == "varchar":  # a whole number has no other text; a project's number is one
        return _types.is_integer(kind)
    if sql_type in {"timestamp", "date"}:
        return _types.is_timestamp(kind) or _types.is_date(kind)
    return any(is_number(kind) for is_number in _NUMBERS)
