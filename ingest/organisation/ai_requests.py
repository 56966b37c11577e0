"""What the services of models answered, hour by hour: requests and tokens.

Belongs here: the register's columns and row rules. Does not: what an answer took.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique


class AiRequests(Register):
    """inputs/ai_requests.csv: a row is one hour of one service, from its first second in UTC."""

    kind = "organisation_ai_requests"
    register = "ai_requests.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "service_id": "varchar",
        "hour_at": "timestamp",
        "requests": "bigint",
        "tokens_in": "bigint",
        "tokens_out": "bigint",
    }
    required = frozenset({"service_id", "hour_at", "requests"})

    def check(self, rows: list[Row]) -> None:
        """An hour of a service stands once, begins with the hour, and counts from zero."""
        unique(rows, "service_id", "hour_at")
        for row in rows:
            if row["hour_at"].replace(minute=0, second=0, microsecond=0) != row["hour_at"]:
                problem = f"{row['hour_at']} is not the beginning of an hour"
                row.refuse("hour_at", problem, "Sum the requests by hours of UTC")
            row.not_negative("requests", "tokens_in", "tokens_out")
