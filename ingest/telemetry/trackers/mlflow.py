"""MLflow system metrics of runs: a store of files (mlruns), or saved answers of its REST API.

Belongs here: the kind, a run's folder as one slice. Does not: lines and answers (mlflow_rows.py),
energy (SQL integrates the watts).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from ingest.manifests import LakeInput
from ingest.objects import Stored
from ingest.source import Fetched, SliceRef, slice_name
from ingest.telemetry.trackers.files import Row, TrackerFile, TrackerFiles
from ingest.telemetry.trackers.mlflow_meta import run_facts
from ingest.telemetry.trackers.mlflow_rows import KEY, of_answer, of_metric_file
from ingest.telemetry.trackers.months import write_months
from ingest.telemetry.trackers.power_rows import COLUMNS
from ingest.telemetry.trackers.settings import TrackerSettings

_METRICS = "/metrics/"
_META = "meta.yaml"


class MlflowMetrics(TrackerFiles):
    """A folder mlruns (its experiments and runs), or one of answers of metrics/get-history."""

    kind = "mlflow_metrics"
    suffixes = ("_power_usage_watts", ".json", ".json.gz")
    month_of = "sampled_at"
    columns = COLUMNS

    def slices(self) -> Iterator[SliceRef]:
        """One slice per run that has power, and per saved answer."""
        place = self._place()
        for slice_key, files in sorted(self._grouped().items()):
            lines = "\n".join(f"{one.key} {one.signal}" for one in files)
            signal = hashlib.sha256(lines.encode()).hexdigest()
            slice_id = f"{self.name}__{slice_name(slice_key)}"
            yield SliceRef(slice_id, (), signal, place.uri_of(slice_key))

    def fetch(self, ref: SliceRef, into: Path) -> Fetched:
        """Keep the run's files and write its samples."""
        place = self._place()
        settings = cast(TrackerSettings, self.config)
        told: list[LakeInput] = []
        files: list[TrackerFile] = []
        slice_key = ref.uri.removeprefix(f"{place.uri}/")
        for stored in self._grouped()[slice_key]:
            kept = into / "source" / stored.key
            copied = place.download(stored.key, kept)
            told.append(LakeInput(uri=copied.uri, bytes=copied.bytes, sha256=copied.sha256))
            name = copied.uri.removeprefix("file://")
            files.append(TrackerFile(kept, name, stored.key, settings.host_id, settings.zone))
        written, count = write_months(
            self._samples(files), into, columns=self.columns, month_of=self.month_of
        )
        return Fetched(written, tuple(told), count)

    def rows(self, file: TrackerFile) -> Iterator[Row]:
        """A row per moment and GPU."""
        is_answer = ".json" in file.path.name.lower()
        return of_answer(file) if is_answer else of_metric_file(file)

    def _samples(self, files: list[TrackerFile]) -> Iterator[Row]:
        """The samples of a run's files, each with what its meta.yaml says of the run."""
        metas = [file for file in files if file.key.endswith(_META)]
        known = run_facts(metas[0]).columns() if metas else {}
        for file in files:
            if file not in metas:
                yield from (row | known for row in self.rows(file))

    def _grouped(self) -> dict[str, list[Stored]]:
        """The files of each run, by its folder: its power metrics and its meta.yaml."""
        everything = {one.key: one for one in self._place().listing()}
        groups: dict[str, list[Stored]] = {}
        for stored in self._files(self._place()):
            folder, _, metric = stored.key.rpartition(_METRICS)
            if not folder:
                if ".json" in stored.key.lower():
                    groups[stored.key] = [stored]
            elif KEY.fullmatch(metric):
                meta = everything.get(f"{folder}/{_META}")
                known = groups.setdefault(folder, [meta] if meta else [])
                known.append(stored)
        return groups
