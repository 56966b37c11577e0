"""The teams that own resources.

Belongs here: the register's columns and row rules. Does not: who owns what
(attribution_rules.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class Teams(Register):
    """inputs/teams.csv."""

    kind = "organisation_teams"
    register = "teams.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "team_id": "varchar",
        "team_name": "varchar",
        "cost_center": "varchar",
    }
    required = frozenset({"team_id", "team_name"})

    def check(self, rows: list[Row]) -> None:
        """A team is listed once."""
        unique(rows, "team_id")
