"""What the telemetry of the made-up company's hosts must come to, whoever adds it up.

Belongs here: energy known from how it was invented. Does not: factors, or overhead. Tests hold the
warehouse to it.
"""

from dataclasses import dataclass

import polars as pl

from ingest.demo.month import Month
from ingest.demo.onprem.counters import readings
from ingest.demo.onprem.machines import HOSTS, SHARED, Device, Host, devices
from ingest.demo.onprem.watts import watts
from ingest.demo.onprem.work import STEP_S, WINDOW, WORK, Work

_MWS_PER_KWH = 3_600_000_000


@dataclass(frozen=True)
class Known:
    """Energy in kWh of the fortnight, from its first sample to its last."""

    devices: dict[Device, float]
    """Of each device, to the last digit of its counter; the shared board once."""
    walls: dict[str, float]
    """Of each host with a wall reading; how a gauge is integrated moves it by a part in 1,000."""
    jobs: dict[str, float]
    """Of the boards of each job."""
    pods: dict[str, float]
    """Of the boards that a pod has for itself."""

    def of_host(self, host_id: str, kind: str) -> float:
        """The devices of one kind of a host, together."""
        return sum(
            kwh
            for device, kwh in self.devices.items()
            if (device.host.host_id, device.kind) == (host_id, kind)
        )


def known(month: Month, seed: int) -> Known:
    """What the samples of `month`, written with `seed`, tell."""
    drawn = watts(month, seed)
    found = [device for host in HOSTS for device in devices(host)]
    jobs: dict[str, float] = {}
    pods: dict[str, float] = {}
    for one in WORK:
        owners, name = (jobs, one.job_id) if one.job_id else (pods, one.pod)
        owners[name or one.work_id] = _of(one, drawn)
    return Known(
        {device: readings(device, drawn[device], seed).known_kwh for device in found},
        {host.host_id: _kwh(drawn[host], *WINDOW) for host in HOSTS if host.has_wall},
        jobs,
        pods,
    )


def _of(work: Work, drawn: dict[Device | Host, pl.Series]) -> float:
    boards = [
        device
        for device in drawn
        if isinstance(device, Device) and device != SHARED and device.kind == "gpu"
        if device.host.host_id == work.host_id and device.index in work.gpus
    ]
    return sum(_kwh(drawn[board], first, end) for board in boards for first, end in work.spans)


def _kwh(milliwatts: pl.Series, first: int, end: int) -> float:
    """Energy from step `first` to step `end`, or to the last sample."""
    return int(milliwatts[first : min(end, WINDOW[1] - 1)].sum()) * STEP_S / _MWS_PER_KWH
