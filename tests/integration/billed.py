"""A bill that only a bucket holds, and what every layer above it must still say of it.

Belongs here: the layers, their sums. Does not: delivering a bill, or reading its files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

PLACES = Decimal("1e-12")
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}
_PRINTED = "cast(line_item_unblended_cost as decimal(38, 12))"
_LAYERS = (
    ("staging.stg_aws__line_items", "billing_currency", "billed_cost", "1"),
    ("intermediate.int_usage_daily", "billing_currency", "billed_cost", "line_item_count"),
    ("marts.fct_resource_estimates_daily", "billing_currency", "billed_cost", "line_item_count"),
    ("marts.fct_resource_emissions_monthly", "billing_currency", "billed_cost", "line_item_count"),
    ("marts.rpt_audit__coverage", "billing_currency", "billed_cost", "row_count"),
)


@dataclass(frozen=True)
class Billed:
    """A run over a bill that only the bucket holds; what its files say, read by nothing of ours."""

    home: Path
    cost: dict[str, Decimal]
    lines: Counter[str]


def assert_cost(connection: duckdb.DuckDBPyConnection, raw: str, billed: Billed) -> None:
    """Hold that each layer above `raw` costs what was delivered, by currency, to the last digit."""
    for relation, currency, cost, _ in _layers(raw):
        sql = f"select {currency}, sum({cost}) from {relation} group by all"
        assert dict(connection.execute(sql).fetchall()) == billed.cost, relation


def assert_lines(connection: duckdb.DuckDBPyConnection, raw: str, billed: Billed) -> None:
    """Hold that each layer above `raw` counts the rows that were delivered, by currency."""
    for relation, currency, _, lines in _layers(raw):
        sql = f"select {currency}, sum({lines})::bigint from {relation} group by all"
        assert dict(connection.execute(sql).fetchall()) == billed.lines, relation


def _layers(raw: str) -> tuple[tuple[str, str, str, str], ...]:
    """Relation, currency, cost and count of rows, from the bottom up."""
    return ((f"raw.{raw}", "line_item_currency_code", _PRINTED, "1"), *_LAYERS)
