"""Hosts: where each stands, which asset it is, who owns it and pays its idle energy.

Belongs here: the register's columns and row rules. Does not: whether site, asset and team exist
(tests of the warehouse).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row
from ingest.organisation.spans import valid_apart


class Hosts(Register):
    """inputs/hosts.csv: a host that moves has a row per place, one after the other."""

    kind = "organisation_hosts"
    register = "hosts.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "host_id": "varchar",
        "site_id": "varchar",
        "asset_id": "varchar",
        "team_id": "varchar",
        "idle_policy": "varchar",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"host_id", "site_id", "idle_policy"})

    def check(self, rows: list[Row]) -> None:
        """A host stands in one place at a time and has a known policy for its idle energy."""
        for row in rows:
            row.one_of("idle_policy", ("owner", "pro_rata", "separate"))
            row.dated()
        valid_apart(rows, "host_id")
