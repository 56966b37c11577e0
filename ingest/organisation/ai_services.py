"""The services that serve models: what they run on, and what they are expected to answer.

Belongs here: the register's columns and row rules. Does not: what was answered (ai_requests.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row
from ingest.organisation.spans import valid_apart


class AiServices(Register):
    """inputs/ai_services.csv: a service may have several rows, one after the other."""

    kind = "organisation_ai_services"
    register = "ai_services.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "service_id": "varchar",
        "model_id": "varchar",
        "team_id": "varchar",
        "namespace": "varchar",
        "pod_glob": "varchar",
        "host_ids": "varchar",
        "training_run_id": "varchar",
        "projected_requests": "double",
        "valid_from": "date",
        "valid_to": "date",
    }
    required = frozenset({"service_id", "model_id", "team_id"})

    def check(self, rows: list[Row]) -> None:
        """A service is one thing on one day, and expects more than nothing."""
        for row in rows:
            row.dated()
            row.listed("host_ids")
            if row["projected_requests"] is not None and row["projected_requests"] <= 0:
                problem = f"{row['projected_requests']} spreads a training over nothing"
                row.refuse("projected_requests", problem, "Leave it empty where nobody projects")
        valid_apart(rows, "service_id")
