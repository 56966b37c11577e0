"""Pieces of a slice as rows: the samples of a day, and of each series one before and one after.

Belongs here: which samples of a piece land, how often a series is scraped, files of bounded size.
Does not: labels (series.py), what a value means (blanks.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.source import FetchedFile
from ingest.telemetry.prometheus.blanks import numbers
from ingest.telemetry.prometheus.pieces import Piece, series_in
from ingest.telemetry.prometheus.preset import Metric, Preset
from ingest.telemetry.prometheus.series import series_of
from ingest.telemetry.prometheus.settings import PrometheusSettings
from ingest.telemetry.samples import DayOfSamples, Series

_FILE_ROWS = 4_000_000
_REMEDY = (
    "See what the exporter prints there, and leave the series out by matchers until it is right"
)


class _Known:
    """What is known of a series so far."""

    def __init__(self) -> None:
        self.largest = 0.0
        self.interval_s: float | None = None
        self.series: Series | None = None
        self.before: tuple[Array, Array] | None = None
        self.has_after = False


class Rows:
    """Takes pieces in the order of metrics and time, and writes Parquet files into a folder."""

    def __init__(self, preset: Preset, config: PrometheusSettings, day: date, into: Path) -> None:
        self._preset = preset
        self._config = config
        self._day = day
        self._into = into
        self._metrics = {one.name: one for one in preset.metrics}
        self._metric = ""
        self._known: dict[str, _Known] = {}
        self._samples = DayOfSamples(day)
        self.files: list[FetchedFile] = []
        self.rows = 0
        self.blanks: dict[str, int] = {}

    def add(self, piece: Piece, kept: bytes, name: str) -> None:
        """Take the kept bytes of a piece, called `name` in messages.

        Raises:
            BadInput: a value is no number.
        """
        if piece.metric != self._metric:
            self._metric, self._known = piece.metric, {}
        metric = self._metrics[piece.metric]
        for labels, values in series_in(kept):
            key = str(sorted(labels.items()))
            known = self._known.setdefault(key, _Known())
            moments = [round(at * 1000) for at, _ in values]
            try:
                read = numbers([text for _, text in values], has_codes=self._preset.has_blanks)
            except ValueError as error:
                raise BadInput(name, f"{piece.metric} {labels}", str(error), _REMEDY) from None
            known.largest = max(known.largest, pc.max(read).as_py() or 0.0)
            known.interval_s = known.interval_s or _usual_gap(moments)
            self._describe(known, labels, metric)
            self._take(piece, known, _timestamps(moments), read)
        if self._samples.rows >= _FILE_ROWS:
            self._write()

    def finish(self) -> None:
        """Write what is left."""
        self._write()

    def _take(self, piece: Piece, known: _Known, moments: Array, read: Array) -> None:
        """The last sample of the hour before waits until the series is seen in the day."""
        assert known.series is not None
        if piece.part == "before":
            known.before = (moments[-1:], read[-1:])
            return
        if piece.part == "after":
            if known.has_after:
                return
            known.has_after = True
            moments, read = moments[:1], read[:1]
        if known.before is not None:
            self._land(known.series, *known.before)
            known.before = None
        self._land(known.series, moments, read)

    def _land(self, series: Series, moments: Array, read: Array) -> None:
        self._samples.add(series, moments, read)
        self.rows += len(read)
        if read.null_count:
            self.blanks[series.metric] = self.blanks.get(series.metric, 0) + read.null_count

    def _describe(self, known: _Known, labels: dict[str, str], metric: Metric) -> None:
        """Name the series; again only where its counter proved to have a larger range."""
        if known.series is not None and metric.counter_kind != "rapl_wrap":
            return
        now = series_of(
            labels,
            metric,
            self._preset,
            self._config,
            largest=known.largest,
            interval_s=known.interval_s,
        )
        if known.series is None or known.series.max_range != now.max_range:
            known.series = now

    def _write(self) -> None:
        if self._samples.rows:
            target = self._into / f"{self._day:%Y-%m}.{len(self.files):03d}.parquet"
            self._samples.write(target)
            self.files.append(FetchedFile(target, f"{self._day:%Y-%m}"))
            self._samples = DayOfSamples(self._day)


def _timestamps(moments: Sequence[int]) -> Array:
    return pa.array(moments, pa.timestamp("ms")).cast(pa.timestamp("us"))


def _usual_gap(moments: Sequence[int]) -> float | None:
    """Seconds between neighbours as they mostly are; None where there is too little to tell."""
    if len(moments) < 3:
        return None
    gaps = sorted(b - a for a, b in pairwise(moments) if b > a)
    return gaps[len(gaps) // 2] / 1000 if gaps else None
