"""What teams, models and portfolios may emit in a time, and the GPU-hours planned for it.

Belongs here: the register's columns and row rules. Does not: what was used of a budget (SQL).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique
from ingest.organisation.spans import first_of_month

_OF = ("team", "model", "experiment", "account")
_NAMED = "Join the same kind with a semicolon: experiment:vision;experiment:speech"


class Budgets(Register):
    """inputs/budgets.csv: subjects of a portfolio are team:, model:, experiment: or account:ID."""

    kind = "organisation_budgets"
    register = "budgets.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "budget_id": "varchar",
        "kind": "varchar",
        "subject_ids": "varchar",
        "tco2e": "double",
        "gpu_hours": "double",
        "starts_on": "date",
        "ends_on": "date",
        "method": "varchar",
    }
    required = frozenset(columns) - {"gpu_hours"}

    def check(self, rows: list[Row]) -> None:
        """A budget is more than nothing, of whole months, and counts no subject twice."""
        unique(rows, "budget_id")
        for row in rows:
            row.one_of("kind", ("team", "model", "portfolio"))
            row.one_of("method", ("location", "market"))
            row.listed("subject_ids")
            for column in ("tco2e", "gpu_hours"):
                if row[column] is not None and row[column] <= 0:
                    row.refuse(column, f"{row[column]:g} is no budget", "Use more than zero")
            _check_subjects(row)
            _check_months(row)


def _check_subjects(row: Row) -> None:
    """Subjects of two kinds would hold the same run twice: by its team and by its model."""
    if row["kind"] != "portfolio":
        return
    prefixes = {one.strip().partition(":")[0] for one in row["subject_ids"].split(";")}
    bare = [one for one in row["subject_ids"].split(";") if not one.partition(":")[2].strip()]
    if bare or not prefixes <= set(_OF):
        row.refuse("subject_ids", f"{row['subject_ids']!r} does not say of what kind", _NAMED)
    if len(prefixes) > 1:
        row.refuse("subject_ids", f"it mixes {', '.join(sorted(prefixes))}", _NAMED)


def _check_months(row: Row) -> None:
    """Figures are monthly: half a month of them is known to nobody."""
    first_of_month(row, "starts_on", "Begin with the first day of a month")
    after: date = row["ends_on"] + timedelta(days=1)
    if after.day != 1:
        row.refuse("ends_on", f"{row['ends_on']} is within a month", "End with its last day")
    remedy = "ends_on is the last day that counts"
    row.in_order("starts_on", "ends_on", may_be_equal=False, remedy=remedy)
