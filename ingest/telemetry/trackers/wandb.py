"""W&B system metrics of runs, as its API or a run's own folder exports them.

Belongs here: the kind. Does not: lines (wandb_rows.py), energy (SQL integrates the watts).
"""

from __future__ import annotations

from collections.abc import Iterator

from ingest.telemetry.trackers.files import Row, TrackerFile, TrackerFiles
from ingest.telemetry.trackers.power_rows import COLUMNS
from ingest.telemetry.trackers.wandb_rows import of_csv, of_jsonl


class WandbMetrics(TrackerFiles):
    """A folder of exported event histories, CSV or JSON lines, a file per run or with `run_id`."""

    kind = "wandb_metrics"
    suffixes = (".csv", ".csv.gz", ".jsonl", ".jsonl.gz", ".json", ".json.gz")
    month_of = "sampled_at"
    columns = COLUMNS

    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """A row per moment and GPU."""
        return of_csv(file) if ".csv" in file.path.name.lower() else of_jsonl(file)
