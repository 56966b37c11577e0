"""What Google sends after the end of a month: late lines, and a price that it corrects.

Belongs here: which lines are late, when they come, the correction. Does not: other rows (`rows.py`,
`charges.py`).
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from ingest.demo.gcp.needs import EEMSHAVEN, LATE, SHOP
from ingest.demo.gcp.records import Row, pairs, project_record
from ingest.demo.gcp.rows import plain_row
from ingest.demo.month import Month

LATE_HOURS = 48
"""The last hours of a month whose lines of one bucket arrive late."""

_LATE_DAYS, _CORRECTED_DAYS = 4, 8


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
