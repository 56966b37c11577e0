"""What landed of a day of telemetry, by series, and the plain reduction of a counter to joules.

Belongs here: reading the lake's Parquet, differences of a counter that may wrap or begin again.
Does not: what is right (known_rack.py); what the warehouse computes, in SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ingest.lake import Lake
from ingest.telemetry.prometheus.windows import day_window
from ingest.workspace import Workspace
from tests.known_counters import Known

_JOULES = {"uJ": 1e-6, "mJ": 1e-3, "J": 1.0, "kWh": 3.6e6}


@dataclass(frozen=True)
class LandedSeries:
    """The samples of a series, in ms since 1970, and what its last row says besides."""

    columns: dict[str, Any]
    samples: list[tuple[int, float | None]]


@dataclass(frozen=True)
class Landed:
    """All series of a day, by exporter, metric and labels."""

    series: Sequence[LandedSeries]

    def of(self, known: Known) -> list[LandedSeries]:
        """The series of these labels."""
        wanted = (known.metric, known.preset, sorted(known.labels.items()))
        return [one for one in self.series if _identity(one) == wanted]


def landed_day(home: Path, day: date, kind: str = "prometheus_samples") -> Landed:
    """Everything in the lake of `home` that stands in the slices of a day."""
    rows: list[dict[str, Any]] = []
    for manifest, _, path in Lake(Workspace(home).lake).current_files(kind):
        if str(day) in str(manifest):
            rows += pq.read_table(path).to_pylist()
    assert {row["day"] for row in rows} == {day}
    by_series: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: (row["exporter"], row["metric"], row["labels"])):
        by_series.setdefault((row["exporter"], row["series_id"]), []).append(row)
    return Landed(
        [_series(sorted(some, key=lambda row: row["sampled_at"])) for some in by_series.values()]
    )


def reduced_j(series: LandedSeries, day: date) -> float:
    """Joules in the day: differences, a wrap made whole, a new beginning counted from zero.

    An interval over midnight gives the day its share of time.
    """
    window, unit = day_window(day), _JOULES[series.columns["unit"]]
    read = [(at, value) for at, value in series.samples if value is not None]
    total = 0.0
    for (first, before), (last, value) in pairwise(read):
        used = value - before
        if used < 0:
            wraps = series.columns["counter_kind"] == "rapl_wrap"
            used = used + series.columns["max_range"] if wraps else value
        inside = min(last, window.to_ms) - max(first, window.from_ms)
        total += used * unit * max(inside, 0) / (last - first)
    return total


def _series(rows: list[dict[str, Any]]) -> LandedSeries:
    samples = [
        (round(row["sampled_at"].replace(tzinfo=UTC).timestamp() * 1000), row["value"])
        for row in rows
    ]
    return LandedSeries(rows[-1], samples)


def _identity(one: LandedSeries) -> tuple[str, str, list[tuple[str, str]]]:
    import json

    labels: dict[str, str] = json.loads(one.columns["labels"])
    return one.columns["metric"], one.columns["exporter"], sorted(labels.items())
