"""How a target is to be met: tonnes by lever of decarbonisation.

Belongs here: the register's columns and row rules. Does not: whether the levers reach the target
(SQL lists what they leave open).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

LEVERS = (
    "energy_efficiency",
    "material_efficiency",
    "fuel_switching",
    "electrification",
    "renewables",
    "product",
    "process",
    "other",
)


class TargetLevers(Register):
    """inputs/target_levers.csv: one row per target, year and lever; a reduction is negative."""

    kind = "organisation_target_levers"
    register = "target_levers.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "target_id": "varchar",
        "year": "bigint",
        "lever": "varchar",
        "tco2e": "double",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """A lever has one amount per target and year."""
        unique(rows, "target_id", "year", "lever")
        for row in rows:
            row.one_of("lever", LEVERS)
            row.within("year", *YEARS, "Use four digits: the year of the target it serves")
