"""What the entity states from outside these books: years before them, and what they do not hold.

Belongs here: the register's columns and row rules. Does not: which concepts there are (a seed
says, and a test of the warehouse warns of others).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.framework_elections import YEAR_REMEDY
from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

_UNITS = ("tCO2e", "tCO2", "MWh", "ratio")


class PriorInventories(Register):
    """inputs/prior_inventories.csv: one row per fiscal year and concept, with its source."""

    kind = "organisation_prior_inventories"
    register = "prior_inventories.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "fiscal_year": "bigint",
        "concept_key": "varchar",
        "value": "double",
        "unit": "varchar",
        "source": "varchar",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """A year has one value per concept, in the unit of the concept, not below zero."""
        unique(rows, "fiscal_year", "concept_key")
        for row in rows:
            row.within("fiscal_year", *YEARS, YEAR_REMEDY)
            row.shaped("concept_key", "[A-Z][A-Z0-9_]*", "a concept in capitals, such as S3_01")
            row.one_of("unit", _UNITS)
            row.not_negative("value")
            if row["unit"] == "ratio":
                row.within("value", 0, 1, "A ratio is a share of one: 0.25 for 25 %")
