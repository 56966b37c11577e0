"""Which version of a disclosure framework is reported under, per fiscal year.

Belongs here: the register's columns and row rules. Does not: which versions exist (a seed says).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

YEAR_REMEDY = "Use four digits: the calendar year in which the fiscal year ends"
_CODE = "[a-z0-9]+(_[a-z0-9]+)*"


class FrameworkElections(Register):
    """inputs/framework_elections.csv: one row per fiscal year and framework."""

    kind = "organisation_framework_elections"
    register = "framework_elections.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "fiscal_year": "bigint",
        "framework": "varchar",
        "framework_version": "varchar",
        "reliefs": "varchar",
    }
    required = frozenset(columns) - {"reliefs"}

    def check(self, rows: list[Row]) -> None:
        """A year has one version of a framework; reliefs are joined with semicolons."""
        unique(rows, "fiscal_year", "framework")
        for row in rows:
            row.within("fiscal_year", *YEARS, YEAR_REMEDY)
            row.shaped("framework", _CODE, "a framework in small letters, such as esrs")
            row.shaped("framework_version", _CODE, "a version in small letters, such as esrs_2023")
            row.listed("reliefs")
