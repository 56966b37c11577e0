"""Readings of meters: how much between two moments.

Belongs here: the register's columns and row rules. Does not: the meter's unit or site (meters.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row
from ingest.organisation.spans import apart


class MeterReadings(Register):
    """inputs/meter_readings.csv: the amount of a span, not the state of the counter."""

    kind = "organisation_meter_readings"
    register = "meter_readings.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "meter_id": "varchar",
        "starts_at": "timestamp",
        "ends_at": "timestamp",
        "value": "double",
        "is_estimated": "boolean",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """A reading has a span and no sign; two of a meter share no moment."""
        for row in rows:
            remedy = "Write the moments in UTC; a reading ends after it starts"
            row.in_order("starts_at", "ends_at", may_be_equal=False, remedy=remedy)
            row.not_negative("value")
        remedy = "Keep one of the two, or let the later start when the earlier ends"
        apart(
            rows, lambda row: row["meter_id"], lambda row: (row["starts_at"], row["ends_at"]),
            column="starts_at", meet=True, remedy=remedy,
        )  # fmt: skip
