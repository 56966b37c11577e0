"""The power of a run's devices as trackers sample it: one shape, whichever tracker wrote it.

Belongs here: columns and one row. Does not: any tracker's format, or energy (SQL integrates).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

COLUMNS: Final = {
    "run_id": "varchar",
    "experiment_id": "varchar",
    "run_name": "varchar",
    "host_id": "varchar",
    "device_id": "varchar",
    "metric": "varchar",
    "sampled_at": "timestamp",
    "power_w": "double",
    "run_started_at": "timestamp",
    "run_ended_at": "timestamp",
    "run_outcome": "varchar",
}


def sample(run_id: str, device: str, metric: str, at: datetime, watts: float) -> dict[str, Any]:
    """One reading in watts; what the tracker says of the run is added by who knows it."""
    return dict.fromkeys(COLUMNS) | {
        "run_id": run_id,
        "device_id": f"gpu-{device}",
        "metric": metric,
        "sampled_at": at,
        "power_w": watts,
    }
