"""Hold a provider's Parquet against a raw contract before it is landed as it is.

Belongs here: promised columns, compatible types, values that a later cast would choke on.
Does not: a provider's own rules (its billing month, its line types).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pyarrow as pa

from ingest.arrow import Array, DataType, ParquetFile
from ingest.errors import BadInput
from ingest.parquet import type_name
from ingest.stores import first_line
from ingest.text_maps import repeated_key
from ingest.typed_values import NotThatTypeError, all_amounts, convert, hint

_BATCH_ROWS = 128 * 1024
_CORRECT = "Correct the value at the provider and have the period delivered again"
_types = pa.types


class RepeatedKey(BadInput):
    """A map holds a key twice, which no engine reads."""


def check_columns(
    file: ParquetFile,
    *,
    name: str,
    columns: Mapping[str, str],
    minimum: Collection[str],
    loose: Collection[str] = (),
) -> None:
    """Hold the columns of `file`, called `name` in messages, against the contract `columns`.

    `minimum` must be there, the rest may lack; `loose` may be text or numbers. Columns that the
    contract does not know are kept and ignored.

    Raises:
        BadInput: a promised column is missing or has a type that cannot become the promised one.
    """
    schema = file.schema_arrow
    absent = [column for column in minimum if column not in schema.names]
    if absent:
        raise BadInput(
            name,
            "the columns",
            f"promised columns are missing: {', '.join(absent)}",
            "Add them to the export's column selection and have the period delivered again",
        )
    for field in schema:
        wanted = columns.get(field.name)
        if wanted is None or field.name in loose or _fits(field.type, wanted):
            continue
        raise BadInput(
            name,
            f"column {field.name}",
            f"it is {type_name(field.type)}, where {wanted} is promised",
            "Have the provider's own export write it, without a conversion in between",
        )


def check_values(file: ParquetFile, *, name: str, columns: Mapping[str, str]) -> None:
    """Decode every column of the contract `columns` once, and look at what types cannot promise.

    That is: every page can be read, text is UTF-8, amounts are finite, and text that stands for
    another type can be read as it. One column is in memory at a time.

    Raises:
        BadInput: a value would stop the computation; the message names column and row.
    """
    for field in file.schema_arrow:
        if field.name not in columns:
            continue
        wanted = columns[field.name]
        first = 0
        try:
            for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=[field.name]):
                values = batch.column(0)
                values.validate(full=True)
                if _types.is_map(field.type):
                    _check_map(values, name=name, column=field.name, first=first)
                elif _needs_a_look(field.type, wanted):
                    _check_column(values, wanted, name=name, column=field.name, first=first)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            place = f"column {field.name}, after row {first}"
            problem = f"its data cannot be read ({first_line(error)})"
            remedy = "The file is damaged: have the provider deliver it again"
            raise BadInput(name, place, problem, remedy) from error


def _check_map(maps: Array, *, name: str, column: str, first: int) -> None:
    found = repeated_key(maps)
    if found is not None:
        place = f"row {first + found[0] + 1}, column {column}"
        raise RepeatedKey(name, place, f"it holds the key {found[1]} twice", _CORRECT)


def _check_column(values: Array, wanted: str, *, name: str, column: str, first: int) -> None:
    if not is_text(values.type):
        if all_amounts(values):
            return
        row = next(i for i in range(len(values)) if not all_amounts(values.slice(i, 1)))
        problem = f"{values[row]} is not a finite amount"
        raise BadInput(name, f"row {first + row + 1}, column {column}", problem, _CORRECT)
    try:
        convert(values.cast(pa.string()), wanted)
    except NotThatTypeError as error:
        place = f"row {first + error.index + 1}, column {column}"
        raise BadInput(name, place, f"{error.text!r} is not {hint(wanted)}", _CORRECT) from None


def _needs_a_look(kind: DataType, wanted: str) -> bool:
    if is_text(kind):
        return _is_readable(kind, wanted)
    return wanted == "double" and _types.is_floating(kind)


def _fits(kind: DataType, wanted: str) -> bool:
    return _types.is_null(kind) or _FITS[wanted](kind) or _is_readable(kind, wanted)


def _is_readable(kind: DataType, wanted: str) -> bool:
    """Text may stand for a number or a moment, if each value can be read as one."""
    return is_text(kind) and wanted in {"double", "timestamp"}


def is_text(kind: DataType) -> bool:
    """Whether `kind` holds text, however memory keeps it."""
    if _types.is_dictionary(kind):
        return is_text(kind.value_type)
    return _types.is_string(kind) or _types.is_large_string(kind) or _types.is_string_view(kind)


def _is_number(kind: DataType) -> bool:
    return _types.is_floating(kind) or _types.is_integer(kind) or _types.is_decimal(kind)


def _is_moment(kind: DataType) -> bool:
    return _types.is_timestamp(kind) or _types.is_date(kind)


def _is_text_map(kind: DataType) -> bool:
    return _types.is_map(kind) and is_text(kind.key_type) and is_text(kind.item_type)


def _is_number_map(kind: DataType) -> bool:
    return _types.is_map(kind) and is_text(kind.key_type) and _is_number(kind.item_type)


_FITS: dict[str, Callable[[DataType], bool]] = {
    # No number becomes text: an account id read as a number has lost its leading zeros.
    "varchar": is_text,
    "double": _is_number,
    "bigint": _types.is_integer,
    "boolean": _types.is_boolean,
    "timestamp": _is_moment,
    "date": _types.is_date,
    "map(varchar, varchar)": _is_text_map,
    "map(varchar, double)": _is_number_map,
}
