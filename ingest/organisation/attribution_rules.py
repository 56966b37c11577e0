"""The rules that give every billed resource an owner; the first that matches wins.

Belongs here: the register's columns and row rules. Does not: the matching (SQL does it), or
whether the team exists (a test of the warehouse does).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique

_KINDS = ("tag", "account", "namespace", "resource")


class AttributionRules(Register):
    """inputs/attribution_rules.csv: a smaller priority is asked first."""

    kind = "organisation_attribution_rules"
    register = "attribution_rules.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "rule_id": "varchar",
        "priority": "bigint",
        "kind": "varchar",
        "tag_key": "varchar",
        "pattern": "varchar",
        "team_id": "varchar",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"rule_id", "priority", "kind", "pattern", "team_id"})

    def check(self, rows: list[Row]) -> None:
        """Ids and priorities are unique, and a rule says no more than its kind can match."""
        unique(rows, "rule_id")
        unique(rows, "priority")
        for row in rows:
            row.one_of("kind", _KINDS)
            _check_tag_key(row)
            _check_pattern(row)
            row.dated()


def _check_tag_key(row: Row) -> None:
    if row["kind"] == "tag" and row["tag_key"] is None:
        row.refuse("tag_key", "it is empty", "A rule of kind tag needs the key of the tag")
    if row["kind"] != "tag" and row["tag_key"] is not None:
        problem = f"a rule of kind {row['kind']} has no tag"
        row.refuse("tag_key", problem, "Empty the cell, or make the kind tag")


def _check_pattern(row: Row) -> None:
    # Only resources are matched by glob; elsewhere a star would silently match nothing.
    if row["kind"] != "resource" and any(sign in row["pattern"] for sign in "*?"):
        row.refuse(
            "pattern",
            f"{row['pattern']!r} holds * or ?, and kind {row['kind']} is matched exactly",
            "Write the exact value; only kind resource takes a glob",
        )
