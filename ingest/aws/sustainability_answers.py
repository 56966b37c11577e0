"""Answers of AWS's sustainability API as rows: a row per key and measure, of one month or year.

Belongs here: the raw contract, one result to its rows, the bytes a slice is made of. Does not:
asking (sustainability.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from ingest.arrow import Table
from ingest.errors import BadInput
from ingest.parquet import arrow_schema
from ingest.typed_values import AMOUNT_LIMIT

Row = Mapping[str, Any]
Result = Mapping[str, Any]

COLUMNS: Mapping[str, str] = {
    "asked_account_id": "varchar",
    "usage_account_id": "varchar",
    "region_code": "varchar",
    "product_code": "varchar",
    "model_version": "varchar",
    "usage_period_start": "timestamp",
    "usage_period_end": "timestamp",
    "measure": "varchar",
    "value": "double",
    "unit": "varchar",
}
DIMENSIONS: Mapping[str, str] = {
    "USAGE_ACCOUNT_ID": "usage_account_id",
    "REGION": "region_code",
    "SERVICE": "product_code",
}
UNITS = ("MTCO2e", "m3")
_VALUES = ("EmissionsValues", "AllocationValues")
_KNOW = "Report this message: the API has changed"


def rows_of(result: Result, uri: str, *, asked: str) -> Iterator[Row]:
    """The rows of one result, called `uri` in messages, which account `asked` was told.

    Raises:
        BadInput: it lacks its account, its period or a value, or states another unit.
    """
    dimensions, period = result.get("DimensionsValues") or {}, result.get("TimePeriod") or {}
    key = {column: dimensions.get(name) for name, column in DIMENSIONS.items()}
    start, end = _moment(period.get("Start")), _moment(period.get("End"))
    if not key["usage_account_id"] or start is None or not result.get("ModelVersion"):
        shown = json.dumps(result, default=str)[:200]
        problem = f"it has no account, period or model version: {shown}"
        raise BadInput(uri, "a result", problem, _KNOW)
    values = next((result[name] for name in _VALUES if name in result), {})
    for measure, told in sorted(values.items()):
        value, unit = told.get("Value"), told.get("Unit")
        if unit not in UNITS or not isinstance(value, int | float) or not abs(value) < AMOUNT_LIMIT:
            place = f"{key['usage_account_id']}, {start}, {measure}"
            problem = f"{value} {unit} is no amount in {' or '.join(UNITS)}"
            raise BadInput(uri, place, problem, _KNOW)
        yield {
            "asked_account_id": asked,
            **key,
            "model_version": result["ModelVersion"],
            "usage_period_start": start,
            "usage_period_end": end,
            "measure": measure,
            "value": float(value),
            "unit": unit,
        }


def canonical(rows: Sequence[Row]) -> bytes:
    """The rows in an order of their own, a line each: equal figures are equal bytes."""
    return "".join(sorted(json.dumps(row, sort_keys=True) + "\n" for row in rows)).encode()


def table_of(content: bytes) -> Table:
    """The rows that `canonical` wrote, typed."""
    rows = [json.loads(line) for line in content.splitlines()]
    for row in rows:
        for column in ("usage_period_start", "usage_period_end"):
            row[column] = None if row[column] is None else datetime.fromisoformat(row[column])
    return pa.Table.from_pylist(rows, schema=arrow_schema(COLUMNS))


def _moment(value: Any) -> str | None:
    if not isinstance(value, datetime):
        return None
    plain = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return plain.isoformat()
