"""Refrigerants, fire gases and SF6 topped up at sites: what was refilled had leaked.

Belongs here: the register's columns and row rules. Does not: whether a warming potential knows the
gas (a test of the warehouse does).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class Refrigerants(Register):
    """inputs/refrigerants.csv."""

    kind = "organisation_refrigerants"
    register = "refrigerants.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "log_id": "varchar",
        "site_id": "varchar",
        "gas": "varchar",
        "topped_up_on": "date",
        "mass_kg": "double",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """An entry is listed once and its mass has no sign."""
        unique(rows, "log_id")
        for row in rows:
            row.not_negative("mass_kg")
