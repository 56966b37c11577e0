"""Rows as text: an aligned table, CSV, JSON.

Belongs here: how an answer is written. Does not: asking. Decimals keep every digit in all forms,
and a text from a bill can neither steer a terminal nor become a formula.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from publish import cells

Row = Sequence[Any]
Format = Callable[[Sequence[str], Iterator[Row]], Iterator[str]]


def as_table(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    """Columns side by side, numbers to the right."""
    answer = [list(row) for row in rows]
    texts = [[cells.visible(name) for name in names]]
    texts += [[_shown(value) for value in row] for row in answer]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    is_number = [
        any(_is_number(value) for value in column) for column in zip(*answer, strict=True)
    ] or [False] * len(names)
    for position, row in enumerate(texts):
        aligned = (
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, is_number, strict=True)
        )
        yield "  ".join(aligned).rstrip()
        if position == 0:
            yield "  ".join("-" * width for width in widths)


def as_csv(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    """A header and a record per row."""
    yield cells.csv_line(names).rstrip("\r\n")
    for row in rows:
        yield cells.csv_line([_plain(value) for value in row]).rstrip("\r\n")


def as_json(names: Sequence[str], rows: Iterator[Row]) -> Iterator[str]:
    """One array of objects, an object per line."""
    lines = (_json(dict(zip(names, row, strict=True))) for row in rows)
    before = "["
    for line in lines:
        yield f"{before}{line}"
        before = ","
    yield "]" if before == "," else "[]"


FORMATS: Mapping[str, Format] = {"table": as_table, "csv": as_csv, "json": as_json}


def json_text(value: object) -> str:
    """Any value as one line of JSON; decimals keep every digit."""
    return _json(value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _shown(value: object) -> str:
    return "" if value is None else cells.visible(str(_plain(value)))


def _plain(value: Any) -> cells.Value:
    """Numbers, texts and dates as they are; what has parts as JSON."""
    if isinstance(value, Decimal):
        return value
    if value is None or isinstance(value, str | int | float | date):
        return value
    return _json(value) if isinstance(value, Mapping | list | tuple) else str(value)


def _json(value: Any) -> str:
    """JSON with exact decimals, which the standard library would round to doubles."""
    match value:
        case Decimal():
            return format(value, "f") if value.is_finite() else "null"
        case float():
            return json.dumps(value) if value == value and abs(value) != float("inf") else "null"
        case None | bool() | int() | str():
            return json.dumps(value, ensure_ascii=False)
        case datetime() | date():
            return json.dumps(value.isoformat())
        case Mapping():
            return _object(value)
        case list() | tuple():
            return "[" + ", ".join(_json(part) for part in value) + "]"
        case _:
            return json.dumps(str(value), ensure_ascii=False)


def _object(value: Mapping[Any, Any]) -> str:
    pairs = (f"{json.dumps(str(key))}: {_json(part)}" for key, part in value.items())
    return "{" + ", ".join(pairs) + "}"
