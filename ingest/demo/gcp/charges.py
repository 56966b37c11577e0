"""What Google bills beside use: support, tax, rounding, and what arrives late for a restated month.

Belongs here: those rows. Does not: use (`rows.py`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ingest.demo.gcp.catalogue import SERVICES
from ingest.demo.gcp.needs import EEMSHAVEN, LATE, SHOP
from ingest.demo.gcp.records import Row, bare_row, pairs, project_record
from ingest.demo.gcp.rows import plain_row
from ingest.demo.month import Month

LATE_HOURS = 48
"""The last hours of a month whose lines of one bucket arrive late."""

_VAT = 0.19
_SUPPORT_SHARE, _LEAST_SUPPORT = 0.03, 100.0
_INVOICED_DAYS, _LATE_DAYS, _CORRECTED_DAYS = 3, 4, 8


def monthly_rows(month: Month, rows: Sequence[Row]) -> list[Row]:
    """Support, rounding and, last, the tax on everything.

    Args:
        month: the invoice's month.
        rows: its lines of use.
    """
    used = _net(rows)
    support = _invoiced("support", "Enhanced Support", month)
    support["cost"] = round(max(_LEAST_SUPPORT, _SUPPORT_SHARE * used), 2)
    rounding = _invoiced("invoice", "Rounding error", month) | {"cost_type": "rounding_error"}
    rounding["cost"] = round(round(used, 2) - used, 6)
    tax = _invoiced("invoice", "Tax", month) | {"cost_type": "tax"}
    tax["cost"] = round(_VAT * (used + support["cost"] + rounding["cost"]), 2)
    return [support, rounding, tax]


def late_export(month: Month) -> datetime:
    """When the late lines of a month arrive."""
    return month.end.replace(tzinfo=UTC) + timedelta(days=_LATE_DAYS)


def is_late(row: Row, month: Month) -> bool:
    """Whether a line of a restated month arrives late."""
    first = month.end.replace(tzinfo=UTC) - timedelta(hours=LATE_HOURS)
    return row["resource"]["name"] == LATE and row["usage_start_time"] >= first


def correction(month: Month, rows: Sequence[Row]) -> Row:
    """A price corrected after the month's end: part of the cost of data sent out comes back."""
    start = month.start.replace(tzinfo=UTC)
    end = month.end.replace(tzinfo=UTC)
    row = plain_row("internet", EEMSHAVEN, month, start, end, end + timedelta(days=_CORRECTED_DAYS))
    text = row["sku"]["description"]
    sent = sum(one["cost"] for one in rows if one["sku"]["description"] == text)
    row["project"] = project_record(SHOP)
    row["cost"] = -round(max(0.01, 0.08 * sent), 6)
    row["cost_type"] = "adjustment"
    row["labels"] = pairs({})
    row["adjustment_info"] = {
        "id": f"adj-{month.period}",
        "description": "Price corrected for premium tier data transfer",
        "mode": "PARTIAL_CORRECTION",
        "type": "PRICE_CORRECTION",
    }
    return row


def _invoiced(service: str, text: str, month: Month) -> Row:
    """A line of the invoice: no project, no place."""
    end = month.end.replace(tzinfo=UTC)
    service_id, name = SERVICES[service]
    sku_id = f"{service_id[:9]}-0000"
    start, export = end - timedelta(hours=1), end + timedelta(days=_INVOICED_DAYS)
    row = bare_row(name, service_id, sku_id, month, start, end, export)
    row["sku"]["description"] = text
    return row


def _net(rows: Sequence[Row]) -> float:
    paid = sum(row["cost"] for row in rows)
    return paid + sum(credit["amount"] for row in rows for credit in row["credits"])
