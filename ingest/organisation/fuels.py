"""Fuel burned at sites: gensets, turbines, boilers.

Belongs here: the register's columns and row rules. Does not: whether a factor knows the fuel (a
test of the warehouse does).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class Fuels(Register):
    """inputs/fuels.csv: first and last day are both burned on."""

    kind = "organisation_fuels"
    register = "fuels.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "log_id": "varchar",
        "site_id": "varchar",
        "fuel": "varchar",
        "burned_from": "date",
        "burned_to": "date",
        "quantity": "double",
        "unit": "varchar",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """An entry is listed once and has a span, a unit and no sign."""
        unique(rows, "log_id")
        for row in rows:
            row.shaped("fuel", "[a-z][a-z0-9_]*", "a fuel in small letters, such as natural_gas")
            remedy = "burned_to is the last day; one day has the same date twice"
            row.in_order("burned_from", "burned_to", may_be_equal=True, remedy=remedy)
            row.not_negative("quantity")
            row.one_of("unit", ("L", "m3", "kg", "kWh"))
