"""Net revenue per fiscal year, as the financial statements have it.

Belongs here: the register's columns and row rules. Does not: the intensity (SQL divides).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.framework_elections import YEAR_REMEDY
from ingest.organisation.instruments import YEARS
from ingest.organisation.register import Register, Row, unique

_A_CENT = 0.01


class Revenues(Register):
    """inputs/revenues.csv: one row per fiscal year, in whole currency, not in thousands."""

    kind = "organisation_revenues"
    register = "revenues.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "fiscal_year": "bigint",
        "revenue_total": "double",
        "revenue_used": "double",
        "revenue_other": "double",
        "currency": "varchar",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """What is used for the intensity and what is not make up the total."""
        unique(rows, "fiscal_year")
        for row in rows:
            row.within("fiscal_year", *YEARS, YEAR_REMEDY)
            row.not_negative("revenue_total", "revenue_used", "revenue_other")
            row.shaped("currency", "[A-Z]{3}", "a currency code such as EUR")
            parts = row["revenue_used"] + row["revenue_other"]
            if abs(parts - row["revenue_total"]) >= _A_CENT:
                problem = f"revenue_used and revenue_other make {parts:.2f}"
                remedy = "They make up the total: write what is not used as revenue_other"
                row.refuse("revenue_total", problem, remedy)
