"""What meta.yaml in a run's folder of an MLflow file store says of the run.

Belongs here: that file. Does not: metrics.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import yaml

from ingest.errors import BadInput
from ingest.telemetry.trackers.files import Row, TrackerFile
from ingest.telemetry.trackers.moments import milliseconds_since, text

_REMEDY: Final = "Copy the run's folder again"
_OUTCOMES: Final = {"3": "succeeded", "4": "failed", "5": "cancelled"}
"""By MLflow's numbers; a run that is scheduled or running has none."""


@dataclass(frozen=True)
class RunFacts:
    """What meta.yaml says of a run."""

    run_name: str | None = None
    experiment_id: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: str | None = None

    def columns(self) -> Row:
        """They as columns of a sample, those that are told."""
        told = {
            "run_name": self.run_name,
            "experiment_id": self.experiment_id,
            "run_started_at": self.started_at,
            "run_ended_at": self.ended_at,
            "run_outcome": self.outcome,
        }
        return {column: value for column, value in told.items() if value is not None}


def run_facts(file: TrackerFile) -> RunFacts:
    """Read a run's meta.yaml.

    Raises:
        BadInput: it is none.
    """
    try:
        told: Any = yaml.safe_load(file.path.read_text(encoding="utf-8"))
        return RunFacts(
            text(told.get("run_name")),
            text(told.get("experiment_id")),
            milliseconds_since(told.get("start_time")),
            milliseconds_since(told.get("end_time")),
            _OUTCOMES.get(str(told.get("status"))),
        )
    except (yaml.YAMLError, AttributeError, ValueError, TypeError) as error:
        problem = f"it is no meta.yaml of a run ({type(error).__name__})"
        raise BadInput(file.name, "the whole file", problem, _REMEDY) from None
