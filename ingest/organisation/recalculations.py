"""What changes the emissions of the base year after the fact.

Belongs here: the register's columns and row rules. Does not: whether they reach the threshold
(SQL adds them up; organic growth never counts).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.framework_elections import YEAR_REMEDY
from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

_KINDS = ("structural", "method", "error", "organic")


class Recalculations(Register):
    """inputs/recalculations.csv: tonnes to add to the base year, negative for a divestment."""

    kind = "organisation_recalculations"
    register = "recalculations.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "change_id": "varchar",
        "kind": "varchar",
        "scope_set": "varchar",
        "s3_category": "bigint",
        "method": "varchar",
        "fiscal_year": "bigint",
        "delta_tco2e": "double",
        "reason": "varchar",
    }
    required = frozenset(columns) - {"s3_category"}

    def check(self, rows: list[Row]) -> None:
        """A change is of one scope; of Scope 2 it has a method, of Scope 3 a category."""
        unique(rows, "change_id")
        for row in rows:
            row.one_of("kind", _KINDS)
            row.one_of("scope_set", ("1", "2", "3"))
            row.one_of("method", ("location", "market", "na"))
            row.within("fiscal_year", *YEARS, YEAR_REMEDY)
            row.within("s3_category", 1, 15, "A category of Scope 3 is 1 to 15")
            if row["scope_set"] == "3":
                row.needs("s3_category", "The total is the sum of its categories: name the one")
            elif row["s3_category"] is not None:
                row.refuse("s3_category", "only Scope 3 has categories", "Empty the cell")
            if row["scope_set"] == "2" and row["method"] == "na":
                remedy = "Write a row for location and one for market"
                row.refuse("method", "Scope 2 has a figure per method", remedy)
