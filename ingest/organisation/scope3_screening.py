"""Which categories of Scope 3 the inventory holds, and why others are left out.

Belongs here: the register's columns and row rules. Does not: any figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class Scope3Screening(Register):
    """inputs/scope3_screening.csv: one row per category, 1 to 15."""

    kind = "organisation_scope3_screening"
    register = "scope3_screening.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "s3_category": "bigint",
        "status": "varchar",
        "reason": "varchar",
    }
    required = frozenset({"s3_category", "status"})

    def check(self, rows: list[Row]) -> None:
        """A category has one status; what is left out has a reason."""
        unique(rows, "s3_category")
        for row in rows:
            row.within("s3_category", 1, 15, "A category of Scope 3 is 1 to 15")
            row.one_of("status", ("included", "excluded", "not_relevant"))
            if row["status"] != "included":
                row.needs("reason", "Write why the category is left out: readers are told")
