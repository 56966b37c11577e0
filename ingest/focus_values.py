"""Columns of a FOCUS file as the types of the raw contract, whatever the vendor wrote them as.

Belongs here: null spellings, moments, amounts, maps from JSON. Does not: files, names of columns.
"""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.parquet import arrow_schema
from ingest.parquet_check import is_text
from ingest.typed_values import NotThatTypeError, all_amounts, convert

_NULLS = pa.array(["", "NULL", "null", "Null"])
_MAPS = ("map(varchar, varchar)", "map(varchar, double)")
_types = pa.types


class MisfitError(ValueError):
    """A value cannot be read as its column's type; `index` is its place in the array."""

    def __init__(self, index: int, problem: str) -> None:
        super().__init__(problem)
        self.index = index


def typed(values: Array, wanted: str) -> Array:
    """`values` as the SQL type `wanted`; texts that say NULL are null.

    Raises:
        MisfitError: the first value that does not fit.
    """
    if _types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if _types.is_null(values.type):
        return pa.nulls(len(values), arrow_schema({"x": wanted}).field(0).type)
    if wanted in _MAPS:
        return _maps(values, wanted)
    if is_text(values.type):
        return _from_text(_cleaned(values), wanted)
    return _from_typed(values, wanted)


def _cleaned(values: Array) -> Array:
    texts = pc.utf8_trim_whitespace(values.cast(pa.string()))
    return pc.if_else(pc.is_in(texts, value_set=_NULLS), pa.scalar(None, pa.string()), texts)


def _from_text(texts: Array, wanted: str) -> Array:
    if wanted == "timestamp":  # some write tenths of microseconds, which are always zero
        texts = pc.replace_substring_regex(texts, r"(\.[0-9]{6})0+", r"\1")
    try:
        return convert(texts, wanted)
    except NotThatTypeError as error:
        raise MisfitError(error.index, str(error)) from None


def _from_typed(values: Array, wanted: str) -> Array:
    kind = values.type
    number = _types.is_integer(kind) or _types.is_floating(kind) or _types.is_decimal(kind)
    if wanted == "double" and number:
        amounts = values.cast(pa.float64(), safe=False)
        if not all_amounts(amounts):
            rows = range(len(amounts))
            row = next(i for i in rows if not all_amounts(amounts.slice(i, 1)))
            raise MisfitError(row, f"{amounts[row]} is not a finite amount")
        return amounts
    if wanted == "timestamp" and (_types.is_timestamp(kind) or _types.is_date(kind)):
        zone = "UTC" if _types.is_timestamp(kind) and kind.tz else None
        return values.cast(pa.timestamp("us", zone), safe=False).cast(pa.timestamp("us"))
    if wanted == "varchar" and (_types.is_integer(kind) or _types.is_boolean(kind)):
        return values.cast(pa.string())
    if wanted == "varchar" and _types.is_nested(kind):
        return pa.array([_as_text(value) for value in values.to_pylist()], pa.string())
    raise MisfitError(0, f"the column is {kind}, where {wanted} is promised")


def _maps(values: Array, wanted: str) -> Array:
    """Maps from JSON texts, structs, lists of pairs or maps; equal texts are read once."""
    as_number = wanted.endswith("double)")
    text = is_text(values.type)
    rows = (_cleaned(values) if text else values).to_pylist()
    read: dict[str, list[tuple[str, Any]] | None] = {}
    maps: list[list[tuple[str, Any]] | None] = []
    for index, row in enumerate(rows):
        try:
            if text and row is not None:
                if row not in read:
                    read[row] = _entries(_json(row), as_number=as_number)
                maps.append(read[row])
            else:
                maps.append(_entries(row, as_number=as_number))
        except (ValueError, TypeError) as error:
            raise MisfitError(index, f"{_short(row)} is not a JSON object ({error})") from None
    return pa.array(maps, arrow_schema({"x": wanted}).field(0).type)


def _json(text: str) -> Any:
    """The value of a JSON text; numbers keep their digits, an object may lack its braces."""
    if text.startswith('"'):
        text = f"{{{text}}}"
    return json.loads(text, parse_float=str, parse_int=str)


def _entries(value: Any, *, as_number: bool) -> list[tuple[str, Any]] | None:
    """Key and value of each entry. A key that is there twice keeps its last value, as in JSON."""
    if value is None:
        return None
    if isinstance(value, list):  # [{"key": …, "value": …}] or the pairs of an Arrow map
        value = dict(_pair(item) for item in value)
    if not isinstance(value, dict):
        raise ValueError("it is no object")
    read = float if as_number else _as_text
    return [(str(key), None if item is None else read(item)) for key, item in value.items()]


def _pair(item: Any) -> tuple[Any, Any]:
    if isinstance(item, dict):
        if "key" not in item:
            raise ValueError("an entry has no key")
        return item["key"], item.get("value")
    key, value = item
    return key, value


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:80]}…"
