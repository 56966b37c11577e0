"""How the entity discloses: its base year, thresholds, and what only it can know of its sites.

Belongs here: the register's columns and row rules. Does not: defaults (a seed has them).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.errors import BadInput
from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row


class DisclosurePolicy(Register):
    """inputs/disclosure_policy.csv: one row or none; an empty cell takes the default."""

    kind = "organisation_disclosure_policy"
    register = "disclosure_policy.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "base_year": "bigint",
        "restatement_threshold": "double",
        "sites_outside_group": "varchar",
        "nuclear_instruments": "varchar",
    }
    required = frozenset[str]()

    def check(self, rows: list[Row]) -> None:
        """At most one row, shares of one, lists joined with semicolons."""
        for row in rows[1:]:
            remedy = "Keep one row: this release reports for one entity"
            place = f"line {row.line}"
            raise BadInput(row.contract.name, place, "there is a second row", remedy)
        for row in rows:
            row.within("base_year", *YEARS, "Use four digits: the fiscal year of the base")
            row.within("restatement_threshold", 0, 1, "A share of one: 0.05 for 5 %")
            row.listed("sites_outside_group")
            row.listed("nuclear_instruments")
