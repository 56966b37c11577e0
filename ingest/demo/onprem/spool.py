"""The spool of the company's hosts: a folder per host and UTC day, as the collectors fill it.

Belongs here: which samples stand in which file. Does not: what they say (`exporters.py`,
`counters.py`), reading them back.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

import polars as pl

from ingest.arrow import Array
from ingest.demo.month import Month
from ingest.demo.onprem.counters import RANGE_UJ, readings
from ingest.demo.onprem.exporters import SLICES, Tenure, board, domain, slice_activity, wall
from ingest.demo.onprem.machines import HOSTS, SHARED, Device, Host, devices
from ingest.demo.onprem.watts import activity, watts
from ingest.demo.onprem.work import END_DAY, FIRST_DAY, STEP_S, WINDOW, at
from ingest.demo.resources import digest
from ingest.telemetry.samples import DayOfSamples

_PARTS = ((0, 1), (1, 23), (23, 24))
"""Hours of a day that one file holds: first and last hour apart, for the neighbours of a day."""

Printed = tuple[Tenure, pl.Series]
"""A series and its values at every step of the month, of which its tenure prints some."""


def write_spool(folder: Path, month: Month, seed: int) -> int:
    """Writes the samples of the fortnight of a month, of every host; how many.

    Args:
        folder: the spool; made when absent.
        month: which month.
        seed: changes power and ids.
    """
    drawn = watts(month, seed)
    moments = pl.datetime_range(
        month.start, month.end, f"{STEP_S}s", closed="left", time_unit="us", eager=True
    ).to_arrow()
    rows = 0
    for host in HOSTS:
        found = list(printed(host, drawn, seed))
        for day in range(FIRST_DAY, END_DAY):
            for hours in _PARTS:
                steps = (at(day, hours[0]), at(day, hours[1]))
                rows += _write_part(folder / host.host_id, steps, found, moments)
    return rows


def printed(
    host: Host, drawn: Mapping[Device | Host, pl.Series], seed: int
) -> Iterator[Printed]:
    """Everything that the exporters of a host print of what is `drawn`, in milliwatts."""
    window = (WINDOW[0], WINDOW[1] - 1)
    for device in devices(host):
        values = readings(device, drawn[device], seed).values
        if device.kind == "gpu":
            yield from ((one, values) for one in board(device))
        else:
            yield Tenure(domain(device, RANGE_UJ[device.kind]), *window), values
    if host.has_wall:
        yield Tenure(wall(host), *window), drawn[host] / 1000
    if host == SHARED.host:
        steps = pl.DataFrame({"step": pl.int_range(WINDOW[1], eager=True)})
        for one in SLICES:
            values = steps.select(activity(one.name, seed)).to_series()
            yield Tenure(slice_activity(one), *window), values


def _write_part(
    folder: Path, steps: tuple[int, int], found: list[Printed], moments: Array
) -> int:
    begins: datetime = moments[steps[0]].as_py()
    samples = DayOfSamples(begins.date())
    for tenure, values in found:
        first, end = max(steps[0], tenure.first), min(steps[1], tenure.last + 1)
        if first < end:
            taken = values[first:end].cast(pl.Float64).to_arrow()
            there = taken.is_valid()
            samples.add(tenure.series, moments[first:end].filter(there), taken.filter(there))
    mark = digest(folder.name, begins)[:8]
    target = folder / f"{begins:%Y-%m-%d}" / f"{begins:%H%M%S.%f}-{mark}.parquet"
    target.parent.mkdir(parents=True, exist_ok=True)
    samples.write(target)
    return samples.rows
