"""The teams that work for the others, and whose emissions the others bear.

Belongs here: the register's columns and row rules. Does not: who bears how much (SQL).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from ingest.organisation.issued import hold_issued
from ingest.organisation.register import Register, Row
from ingest.organisation.spans import first_of_month, valid_apart

NOBODY = "unattributed"


class SharedTeams(Register):
    """inputs/shared_teams.csv: a team may have several rows, one after the other."""

    kind = "organisation_shared_teams"
    register = "shared_teams.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "team_id": "varchar",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"team_id", "valid_from"})

    def check(self, rows: list[Row]) -> None:
        """A team is shared for whole months, once at a time, and nobody's use never is."""
        for row in rows:
            if row["team_id"] == NOBODY:
                remedy = "It has a statement and an owner of its own: remove the row"
                row.refuse("team_id", f"{NOBODY} is no team", remedy)
            for column in ("valid_from", "valid_to"):
                first_of_month(row, column, "A statement is of a whole month: 2026-01-01")
            row.dated()
        valid_apart(rows, "team_id")
        hold_issued(self, rows, _shared_in)


def _shared_in(rows: Sequence[Mapping[str, Any]], month: date) -> tuple[Any, ...]:
    """The teams that are shared in a month."""
    return tuple(
        sorted(
            row["team_id"]
            for row in rows
            if row["valid_from"] <= month and (row["valid_to"] is None or month < row["valid_to"])
        )
    )
