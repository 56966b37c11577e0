"""What Google bills beside use: support, tax, rounding.

Belongs here: those rows. Does not: use (`rows.py`), what comes late (`late.py`).
"""

from collections.abc import Sequence
from datetime import UTC, timedelta

from ingest.demo.gcp.catalogue import SERVICES
from ingest.demo.gcp.records import Row, bare_row
from ingest.demo.month import Month

_VAT = 0.19
_SUPPORT_SHARE, _LEAST_SUPPORT = 0.03, 100.0
_INVOICED_DAYS = 3


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
