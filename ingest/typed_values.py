"""Turn text into typed values, whole columns at a time, and say which value would not go.

Belongs here: what a number, a date or an hour looks like as text. Does not: files or lines.
"""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc

# A decimal(38, 12) holds 26 digits before its point: larger amounts are no amounts.
AMOUNT_LIMIT = 1e25
_HINTS = {
    "double": "a number with a point as decimal mark",
    "decimal(38, 12)": "a number with a point as decimal mark",
    "bigint": "a whole number",
    "boolean": "true or false",
    "timestamp": "a moment in UTC such as 2025-10-01T13:00:00Z",
    "date": "a date such as 2025-10-01",
    "varchar": "text",
}


class NotThatTypeError(ValueError):
    """A value cannot be read as the type; `index` is its place in the column."""

    def __init__(self, index: int, text: str, sql_type: str) -> None:
        super().__init__(f"{text!r} is not {hint(sql_type)}")
        self.index = index
        self.text = text


def hint(sql_type: str) -> str:
    """The type in words, for a message."""
    return _HINTS[sql_type]


def convert(texts: Array, sql_type: str) -> Array:
    """`texts` as `sql_type`; null stays null. Moments become UTC without a zone.

    Raises:
        NotThatTypeError: the first value that does not fit.
    """
    values = _converted(texts, sql_type)
    if values is None:
        index = _first_misfit(texts, sql_type)
        raise NotThatTypeError(index, texts[index].as_py(), sql_type)
    return values


def _converted(texts: Array, sql_type: str) -> Array | None:
    try:
        return _CONVERTERS[sql_type](texts)
    except (pa.ArrowInvalid, ValueError):
        return None


def _first_misfit(texts: Array, sql_type: str) -> int:
    """Where the first value stands that does not fit, found by halving."""
    first, count = 0, len(texts)
    while count > 1:
        half = count // 2
        if _converted(texts.slice(first, half), sql_type) is None:
            count = half
        else:
            first, count = first + half, count - half
    return first


def _doubles(texts: Array) -> Array:
    values = pc.cast(texts, pa.float64())
    if not all_amounts(values):
        raise ValueError("not a finite amount")
    return values


def all_amounts(values: Array) -> bool:
    """Whether every value that is there is finite and fits the decimals it is summed in."""
    # NaN compares false, so one comparison finds it too.
    return pc.all(pc.less(pc.abs(values), AMOUNT_LIMIT)).as_py() is not False


def exact(amounts: Array) -> Array:
    """Finite numbers, or texts of numbers, as decimals of twelve places, halves away from zero.

    A double becomes the decimal that its shortest text says, which is what was printed.
    """
    texts = amounts if pa.types.is_string(amounts.type) else pc.cast(amounts, pa.string())
    # Below half of the last place it is zero; its text may have more places than any decimal.
    small = pc.less(pc.abs(pc.cast(texts, pa.float64())), 1e-13)
    texts = pc.if_else(pc.fill_null(small, False), pa.scalar("0"), texts)
    wide = pc.cast(texts, pa.decimal256(76, 38))
    rounded = pc.round(wide, ndigits=12, round_mode="half_towards_infinity")
    return pc.cast(rounded, pa.decimal128(38, 12))


def _decimals(texts: Array) -> Array:
    _doubles(texts)
    return exact(texts)


def _bigints(texts: Array) -> Array:
    return pc.cast(texts, pa.int64())


def _booleans(texts: Array) -> Array:
    lower = pc.utf8_lower(texts)
    known = pc.is_in(lower, value_set=pa.array(["true", "false", None]))
    if pc.all(known).as_py() is False:
        raise ValueError("not a boolean")
    return pc.cast(lower, pa.bool_())


def _timestamps(texts: Array) -> Array:
    # UTC may be written or left out; any other offset is left in and fails the cast.
    plain = pc.replace_substring_regex(texts, r"(Z| UTC|[+-]00:?00)$", "")
    return pc.cast(plain, pa.timestamp("us"))


def _dates(texts: Array) -> Array:
    return pc.cast(texts, pa.date32())


def _texts(texts: Array) -> Array:
    return texts


_CONVERTERS: dict[str, Callable[[Array], Array]] = {
    "varchar": _texts,
    "double": _doubles,
    "decimal(38, 12)": _decimals,
    "bigint": _bigints,
    "boolean": _booleans,
    "timestamp": _timestamps,
    "date": _dates,
}
