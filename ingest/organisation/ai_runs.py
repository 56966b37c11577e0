"""The training and other runs of models: who ran what, where, when, and what it gave.

Belongs here: the register's columns and row rules. Does not: the energy of a run (telemetry and
run trackers), or whether its team and hosts exist (tests of the warehouse).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from ingest.organisation.register import Register, Row, unique

_AMOUNTS = ("gpu_count", "tokens", "flops", "epochs", "parameters")


class AiRuns(Register):
    """inputs/ai_runs.csv: an attempt is a row; attempts of one training share parent_run_id."""

    kind = "organisation_ai_runs"
    register = "ai_runs.csv"
    columns: ClassVar[Mapping[str, str]] = {
        "run_id": "varchar",
        "experiment_id": "varchar",
        "model_id": "varchar",
        "team_id": "varchar",
        "parent_run_id": "varchar",
        "attempt": "bigint",
        "outcome": "varchar",
        "starts_at": "timestamp",
        "ends_at": "timestamp",
        "host_ids": "varchar",
        "job_id": "varchar",
        "pod": "varchar",
        "gpu_count": "bigint",
        "tokens": "double",
        "flops": "double",
        "epochs": "double",
        "parameters": "double",
        "quality_metric": "varchar",
        "quality_value": "double",
    }
    required = frozenset({"run_id", "model_id", "team_id", "outcome", "starts_at", "ends_at"})

    def check(self, rows: list[Row]) -> None:
        """A run is listed once, ends after it starts, and counts nothing below zero."""
        unique(rows, "run_id")
        for row in rows:
            row.one_of("outcome", ("succeeded", "failed", "cancelled"))
            _check_times(row)
            row.not_negative(*_AMOUNTS)
            row.listed("host_ids")
            _check_quality(row)
        _check_attempts(rows)


def _check_times(row: Row) -> None:
    if row["ends_at"] <= row["starts_at"]:
        problem = f"{row['ends_at']} is not after starts_at {row['starts_at']}"
        row.refuse("ends_at", problem, "Both are moments in UTC; a run lasts longer than nothing")


def _check_quality(row: Row) -> None:
    if row["quality_value"] is not None and row["quality_metric"] is None:
        problem = f"quality_value is {row['quality_value']}, and nothing says of what"
        row.refuse("quality_metric", problem, "Name the metric, such as eval_loss")


def _check_attempts(rows: list[Row]) -> None:
    """Attempts count from 1, and no training has the same one twice."""
    for row in rows:
        if row["attempt"] is not None and row["attempt"] < 1:
            row.refuse("attempt", f"{row['attempt']} is no attempt", "Count from 1")
        if row["parent_run_id"] is not None and row["attempt"] is None:
            problem = f"it is empty, and parent_run_id {row['parent_run_id']} has several"
            row.refuse("attempt", problem, "Number the attempts of one training from 1")
    unique([row for row in rows if row["parent_run_id"] is not None], "parent_run_id", "attempt")
