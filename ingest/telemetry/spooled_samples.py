"""Files of an agent's spool as samples of one day, and those right before and after it.

Belongs here: reading and checking a file, choosing the neighbours. Does not: which files there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from ingest import parquet, parquet_check
from ingest.arrow import Array
from ingest.arrow import compute as pc
from ingest.errors import BadInput
from ingest.source import slice_name
from ingest.telemetry.samples import COLUMNS, SCHEMA, DayOfSamples, Series

NEIGHBOUR_S = 3600
"""A sample further from the day than this says nothing of it."""
_BATCH_ROWS = 256 * 1024
_OWN = ("day", "sampled_at", "value")
_SHARED = [name for name in COLUMNS if name not in _OWN]
_REQUIRED = ("series_id", "host_id", "metric", "quantity", "unit", "counter_kind", "device_kind")
_REMEDY = "Move the file out of the spool; the other files of the day then land"
_Nearest = dict[str, tuple[datetime, float, Series]]


@dataclass(frozen=True)
class SampledSeries:
    """Some samples of one series, in any order."""

    series: Series
    sampled_at: Array
    values: Array


class DayAndNeighbours:
    """Gathers the samples of `day` and, of each series, the nearest reading on both sides."""

    def __init__(self, day: date) -> None:
        self._samples = DayOfSamples(day)
        self._starts = datetime.combine(day, time())
        self._ends = self._starts + timedelta(days=1)
        self._before: _Nearest = {}
        self._after: _Nearest = {}

    def add(self, one: SampledSeries) -> None:
        """Take what belongs to the day or lies next to it."""
        at = one.sampled_at
        starts, ends = (pa.scalar(edge, pa.timestamp("us")) for edge in (self._starts, self._ends))
        inside = pc.and_(pc.greater_equal(at, starts), pc.less(at, ends))
        self._samples.add(one.series, at.filter(inside), one.values.filter(inside))
        # A blank reading bounds nothing.
        read = pa.table([at, one.values], names=["at", "value"]).filter(pc.is_valid(one.values))
        for side, is_there, edge in (
            (self._before, pc.less(read["at"], starts), max),
            (self._after, pc.greater_equal(read["at"], ends), min),
        ):
            rows = read.filter(is_there).to_pylist()
            kept = side.get(one.series.series_id)
            near = [(row["at"], row["value"], one.series) for row in rows]
            if near or kept:
                both = [*near, *([kept] if kept else [])]
                side[one.series.series_id] = edge(both, key=lambda found: found[0])

    def samples(self) -> DayOfSamples:
        """The slice; a neighbour further away than an hour is none."""
        reach = timedelta(seconds=NEIGHBOUR_S)
        for at, value, series in [*self._before.values(), *self._after.values()]:
            if self._starts - reach <= at < self._ends + reach:
                self._samples.add(series, [at], [value])
        return self._samples


def series_in(path: Path, *, name: str, host: str) -> Iterator[SampledSeries]:
    """The series of the file at `path`, called `name` in messages, in the folder of `host`.

    Raises:
        BadInput: it is no file of samples, of another host, or not what its series say.
    """
    with parquet.open_checked(path, name=name) as file:
        parquet_check.check_columns(file, name=name, columns=COLUMNS, minimum=list(COLUMNS))
        for batch in parquet.batches(file, name=name, rows=_BATCH_ROWS):
            table = pa.Table.from_batches([batch]).select(SCHEMA.names)
            for column in (*_REQUIRED, "sampled_at"):
                row = pc.index(table[column].is_null(), value=True).as_py()
                if row >= 0:
                    raise BadInput(name, f"row {row + 1}, column {column}", "it is empty", _REMEDY)
            grouped = table.cast(SCHEMA).group_by(_SHARED)
            lists = grouped.aggregate([("sampled_at", "list"), ("value", "list")])
            for row in range(lists.num_rows):
                shared = {column: lists[column][row].as_py() for column in _SHARED}
                series = _series(shared, name, host)
                moments = lists["sampled_at_list"][row].values
                yield SampledSeries(series, moments, lists["value_list"][row].values)


def _series(shared: Mapping[str, Any], name: str, host: str) -> Series:
    place = f"series {shared['series_id']}"
    given = {column: value for column, value in shared.items() if column != "series_id"}
    try:
        series = Series(**given | {"labels": json.loads(shared["labels"] or "{}")})
        own = series.series_id
    except (ValueError, TypeError, AttributeError) as error:
        raise BadInput(name, f"{place}, labels", f"they cannot be read: {error}", _REMEDY) from None
    if own != shared["series_id"]:
        problem = f"its metric, labels and host make it series {own}"
        raise BadInput(name, place, problem, _REMEDY)
    if slice_name(series.host_id or "") != host:
        problem = f"it is of host {series.host_id}, in the folder of {host}"
        raise BadInput(name, place, problem, _REMEDY)
    return series
