"""The columns of AWS CUR 2.0 (table COST_AND_USAGE_REPORT) with the types that AWS writes.

Belongs here: reading `cur2_columns.csv`, the columns in their order. Does not: values.
Costs and amounts are doubles; AWS writes rates as text, except the savings plan rate, and the
counts of a reservation as text too.
"""

import csv
from pathlib import Path

import polars as pl

_TYPES: dict[str, pl.DataType] = {
    "string": pl.String(),
    "double": pl.Float64(),
    "timestamp": pl.Datetime("ms"),
    "map<string,string>": pl.Map(pl.String(), pl.String()),
    "map<string,double>": pl.Map(pl.String(), pl.Float64()),
}


def _columns() -> dict[str, str]:
    text = Path(__file__).with_name("cur2_columns.csv").read_text(encoding="utf-8")
    return {row["column"]: row["type"] for row in csv.DictReader(text.splitlines())}


_COLUMNS = _columns()

SCHEMA: dict[str, pl.DataType] = {name: _TYPES[kind] for name, kind in _COLUMNS.items()}
"""Every column of the export, in the order in which it is written."""

DOUBLES: tuple[str, ...] = tuple(n for n, kind in _COLUMNS.items() if kind == "double")
"""Columns that hold amounts, costs and other numbers of one line."""

DESCRIBING: dict[str, pl.DataType] = {
    n: SCHEMA[n] for n, kind in _COLUMNS.items() if kind not in {"double", "timestamp"}
}
"""Columns that describe a line: text and maps, the same for all hours of a meter."""


def manifest_columns() -> list[dict[str, str]]:
    """The `columns` entry of the export's manifest: name and type (string, double, map, ...)."""
    return [{"name": n, "type": kind.partition("<")[0]} for n, kind in _COLUMNS.items()]
