"""Rows of a mart as a sheet of a workbook, each column shown as what it holds.

Belongs here: sheets that repeat a mart column by column. Does not: sheets with own headings.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from publish.definition import Field, FieldKind, Tab
from publish.reading import Row


def record_tab(name: str, rows: Sequence[Row], key: str) -> Tab:
    """The rows as they are; `key` heads the sheet where there is none."""
    columns = list(rows[0]) if rows else [key]
    fields = [Field(one, _kind(_first(rows, one))) for one in columns]
    return Tab(name, fields, [list(row.values()) for row in rows])


def _first(rows: Sequence[Row], column: str) -> Any:
    """The first value that is known."""
    return next((row[column] for row in rows if row[column] is not None), None)


def _kind(value: Any) -> FieldKind:
    match value:
        case bool():
            return "text"
        case datetime():
            return "moment"
        case date():
            return "date"
        case int():
            return "count"
        case float():
            return "factor"
        case Decimal():
            return "figure"
        case _:
            return "text"
