"""Reduction targets and milestones: gross tonnes in a base year and in a year to come.

Belongs here: the register's columns and row rules. Does not: how they are to be met
(target_levers.py), progress (SQL).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

SCOPE_SETS = ("1", "2", "3", "1+2", "1+2+3")
METHODS = ("location", "market")


class Targets(Register):
    """inputs/targets.csv: one row per target year of a set of scopes; a milestone is a row too."""

    kind = "organisation_targets"
    register = "targets.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "target_id": "varchar",
        "scope_set": "varchar",
        "method": "varchar",
        "base_year": "bigint",
        "base_tco2e": "double",
        "target_year": "bigint",
        "target_tco2e": "double",
        "science_based": "boolean",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """A target is gross, comes after its base year, and a set of scopes has one a year."""
        unique(rows, "target_id")
        unique(rows, "scope_set", "method", "target_year")
        # Scope 1 has no method, and Scope 3 the one that the entity states.
        unique([row for row in rows if row["scope_set"] in ("1", "3")], "scope_set", "target_year")
        for row in rows:
            row.one_of("scope_set", SCOPE_SETS)
            row.one_of("method", METHODS)
            row.within("base_year", *YEARS, "Use four digits: the fiscal year of the base")
            row.within("target_year", *YEARS, "Use four digits: the fiscal year of the target")
            remedy = "A target lies after its base year"
            row.in_order("base_year", "target_year", may_be_equal=False, remedy=remedy)
            row.not_negative("base_tco2e", "target_tco2e")
            if row["base_tco2e"] == 0:
                row.refuse("base_tco2e", "it is zero", "Nothing can be reduced below a base of 0 t")
