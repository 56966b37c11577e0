"""Carbon credits that were cancelled, or are to be: they lower no figure of the inventory.

Belongs here: the register's columns and row rules. Does not: certificates of electricity
(instruments.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique
from ingest.organisation.serials import serials_apart


class CarbonCredits(Register):
    """inputs/carbon_credits.csv: one row per block of credits, cancelled or planned."""

    kind = "organisation_carbon_credits"
    register = "carbon_credits.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "credit_id": "varchar",
        "registry": "varchar",
        "serial_from": "varchar",
        "serial_to": "varchar",
        "standard": "varchar",
        "project_type": "varchar",
        "country_iso2": "varchar",
        "in_european_union": "boolean",
        "corresponding_adjustment": "boolean",
        "tco2e": "double",
        "cancelled_on": "date",
        "planned_year": "bigint",
        "contracted": "boolean",
    }
    required = frozenset({"credit_id", "standard", "project_type", "tco2e"})

    def check(self, rows: list[Row]) -> None:
        """A block is cancelled, with serials that no other has, or planned; never both."""
        unique(rows, "credit_id")
        for row in rows:
            row.one_of("project_type", ("reduction", "removal"))
            row.shaped("country_iso2", "[A-Z]{2}", "a country code of two capitals, such as DE")
            row.within("planned_year", *YEARS, "Use four digits: the year of the cancellation")
            if row["tco2e"] <= 0:
                row.refuse("tco2e", "it is not above zero", "Write tonnes of CO2e as they count")
            if (row["cancelled_on"] is None) == (row["planned_year"] is None):
                remedy = "Write the day of cancellation, or else the year that it is planned for"
                row.refuse("cancelled_on", "a block is either cancelled or planned", remedy)
            if row["cancelled_on"] is not None:
                row.needs("registry", "Cancelled credits stand in a registry")
                row.needs("serial_from", "A credit is claimed once: write its first serial number")
                row.needs("serial_to", "Write the last serial number; of one credit, the same")
        serials_apart([row for row in rows if row["serial_from"] is not None])
