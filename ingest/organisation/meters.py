"""Meters of sites: what each measures and in which unit.

Belongs here: the register's columns and row rules. Does not: readings (meter_readings.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row
from ingest.organisation.spans import valid_apart

_ENERGY = ("kWh", "MWh")
_UNITS: Mapping[str, tuple[str, ...]] = {
    "facility": _ENERGY,
    "it": _ENERGY,
    "onsite_generation": _ENERGY,
    "heat_reuse": _ENERGY,
    "water": ("m3", "L"),
}


class Meters(Register):
    """inputs/meters.csv."""

    kind = "organisation_meters"
    register = "meters.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "meter_id": "varchar",
        "site_id": "varchar",
        "meter_kind": "varchar",
        "unit": "varchar",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"meter_id", "site_id", "meter_kind", "unit"})

    def check(self, rows: list[Row]) -> None:
        """A meter measures one thing at a time, in a unit of that thing."""
        for row in rows:
            row.one_of("meter_kind", _UNITS)
            row.one_of("unit", _UNITS[row["meter_kind"]])
            row.dated()
        valid_apart(rows, "meter_id")
