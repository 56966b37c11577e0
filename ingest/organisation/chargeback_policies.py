"""How what is emitted is charged to teams: one policy for everyone, from a fiscal year on.

Belongs here: the register's columns and row rules. Does not: whether valid_from begins a fiscal
year or the price exists (tests of the warehouse).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from ingest.organisation.issued import hold_issued
from ingest.organisation.register import Register, Row, unique
from ingest.organisation.spans import first_of_month

_RULE = ("method", "price_id", "shared_split", "unattributed_owner")


class ChargebackPolicies(Register):
    """inputs/chargeback_policies.csv: a policy holds until the next one begins."""

    kind = "organisation_chargeback_policies"
    register = "chargeback_policies.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "valid_from": "date",
        "method": "varchar",
        "price_id": "varchar",
        "shared_split": "varchar",
        "unattributed_owner": "varchar",
    }
    required = frozenset(columns)

    def check(self, rows: list[Row]) -> None:
        """One policy at a time, in known words, and none that changes what was issued."""
        unique(rows, "valid_from")
        for row in rows:
            first_of_month(row, "valid_from", "A policy begins with a fiscal year: 2026-01-01")
            row.one_of("method", ("location", "market"))
            row.one_of("shared_split", ("proportional", "even"))
        hold_issued(self, rows, _in_force)


def _in_force(rows: Sequence[Mapping[str, Any]], month: date) -> tuple[Any, ...] | None:
    """The policy of a month."""
    begun = [row for row in rows if row["valid_from"] <= month]
    if not begun:
        return None
    newest = max(begun, key=lambda row: row["valid_from"])
    return tuple(newest[column] for column in _RULE)
