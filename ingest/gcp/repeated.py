"""Repeated fields of a row settled on the row: keys and values to a map, credits to exact sums.

Belongs here: whole columns at a time, never a row more than there was. Does not: reading JSON.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.text_maps import numbered, repeated_key
from ingest.typed_values import exact

_MAP = pa.map_(pa.string(), pa.string())
_AMOUNT = pa.decimal128(38, 12)
AMOUNTS = pa.map_(pa.string(), _AMOUNT)
PAIR = pa.list_(pa.struct([("key", pa.string()), ("value", pa.string())]))
CREDIT = pa.list_(pa.struct([("type", pa.string()), ("amount", pa.string())]))


def as_map(lists: Sequence[Array], rows: int) -> Array:
    """One map per row of its lists of `key` and `value`; a key without a value is left out.

    Keys stand sorted. A key that comes with a second value keeps it as `key#2`, and so on.
    """
    pairs = pa.concat_tables([_pairs(one) for one in lists])
    pairs = pairs.filter(pc.and_(pairs["key"].is_valid(), pairs["value"].is_valid()))
    # One pair twice says nothing new; of two values the lists' order would be a matter of chance.
    pairs = pairs.group_by(["row", "key", "value"]).aggregate([])
    pairs = pairs.sort_by([("row", "ascending"), ("key", "ascending"), ("value", "ascending")])
    made = _by_row(pairs, rows, ["key", "value"], _MAP)
    if repeated_key(made) is None:
        return made
    return pa.array([numbered(row) for row in made.to_pylist()], _MAP)


def credit_sums(credits: Array, untyped: str) -> tuple[Array, Array]:
    """The sum of each row's credits, and their sums by type (`untyped` where they have none).

    Without a credit the sum is zero: a row's credits are known, there are none.

    Raises:
        ArrowInvalid: an amount that is no number.
    """
    rows = len(credits)
    values = credits.flatten()
    typed = pa.table(
        {
            "row": pc.list_parent_indices(credits),
            "type": pc.coalesce(_field(values, "type", pa.string()), pa.scalar(untyped)),
            "amount": _exact(_field(values, "amount", None)),
        }
    )
    typed = typed.filter(typed["amount"].is_valid())
    by_type = _summed(typed, ["row", "type"])
    whole = _summed(typed, ["row"])
    at = pc.index_in(pa.array(range(rows), pa.int64()), value_set=whole["row"].combine_chunks())
    sums = whole["amount"].combine_chunks().take(at)
    none = pa.scalar(0, _AMOUNT) if rows else pa.scalar(None, _AMOUNT)
    by_row = _by_row(by_type, rows, ["type", "amount"], AMOUNTS)
    return pc.coalesce(sums, none), by_row


def _summed(typed: Any, keys: list[str]) -> Any:
    made = typed.group_by(keys).aggregate([("amount", "sum")])
    made = made.rename_columns([*keys, "amount"])
    made = made.set_column(len(keys), "amount", made["amount"].cast(_AMOUNT))
    return made.sort_by([(key, "ascending") for key in keys])


def _pairs(lists: Array) -> Any:
    values = lists.flatten()
    return pa.table(
        {
            "row": pc.list_parent_indices(lists).cast(pa.int64()),
            "key": _field(values, "key", pa.string()),
            "value": _field(values, "value", pa.string()),
        }
    )


def _field(values: Array, name: str, kind: Any) -> Array:
    """A field of flattened records, wherever it stands among them; absent is null."""
    at = values.type.get_field_index(name)
    if at < 0:
        return pa.nulls(len(values), kind or pa.string())
    column = values.flatten()[at]
    return column.cast(kind) if kind else column


def _exact(amounts: Array) -> Array:
    if pa.types.is_null(amounts.type):
        return amounts.cast(_AMOUNT)
    if pa.types.is_large_string(amounts.type):
        amounts = amounts.cast(pa.string())
    return exact(amounts)


def _by_row(pairs: Any, rows: int, columns: list[str], kind: Any) -> Array:
    """A map per row from pairs that stand sorted by row."""
    counts = pairs.group_by("row").aggregate([("row", "count")])
    at = pc.index_in(pa.array(range(rows), pa.int64()), value_set=counts["row"].combine_chunks())
    held = pc.fill_null(counts["row_count"].combine_chunks().take(at), 0)
    ends = pc.cumulative_sum(held).cast(pa.int32())
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), ends])
    keys, items = (pairs[column].combine_chunks() for column in columns)
    return pa.MapArray.from_arrays(offsets, keys, items, type=kind)
