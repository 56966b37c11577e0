"""What each device draws, step by step: milliwatts, held from one sample to the next.

Belongs here: invented, plausible, repeatable power. Does not: counters (`counters.py`).
"""

from collections.abc import Sequence

import polars as pl

from ingest.demo.month import Month
from ingest.demo.noise import chance, noise
from ingest.demo.onprem.machines import HOSTS, SHARED, Device, Host, devices
from ingest.demo.onprem.work import STEP_S, STEPS_PER_DAY, STEPS_PER_HOUR, WORK, Work

_IDLE_GPU = 71
_SHARED_FLOOR, _SHARED_ACTIVE = 96, 210
_UNCOUNTED = {8: 410, 0: 62}
"""Watts of fans, drives and cards of a host with eight boards and with none."""
_SUPPLY = 1.06
"""What power supplies add."""

_STEP = pl.col("step")
_HOUR = (_STEP // STEPS_PER_HOUR) % 24


def load(service: str) -> pl.Expr:
    """How busy a service is, 0 to 1, the same through an hour."""
    busy = pl.when(_HOUR.is_between(7, 18)).then(0.62).when(_HOUR >= 19).then(0.34).otherwise(0.08)
    salt = int(chance("load", service) * 1e9)
    return busy + 0.3 * noise(salt, _STEP // STEPS_PER_DAY, _HOUR)


def activity(name: str, seed: int) -> pl.Expr:
    """How active a slice of the shared board is, 0 to 1, in hundredths."""
    shape = {
        "notebook": pl.when(_HOUR.is_between(8, 17)).then(0.5).otherwise(0.0),
        "embedder": pl.lit(0.22),
        "free": pl.lit(0.0),
    }[name]
    moved = noise(int(chance(seed, "slice", name) * 1e9), _STEP) * 0.16
    return pl.when(shape > 0).then(shape + moved).otherwise(0.0).round(2)


def watts(
    month: Month, seed: int, running: Sequence[Work] = WORK
) -> dict[Device | Host, pl.Series]:
    """Milliwatts of every step of the month, of every device and of every whole host.

    Args:
        month: which month; its steps count from its first second, UTC.
        seed: changes the noise.
        running: what runs on boards in it.
    """
    steps = pl.DataFrame({"step": pl.int_range(month.hours * 3600 // STEP_S, eager=True)})
    found: dict[Device | Host, pl.Series] = {}
    for host in HOSTS:
        here = [one for one in running if one.host_id == host.host_id]
        parts = {device: _device(device, here, (month.period, seed)) for device in devices(host)}
        drawn = steps.select(**{str(i): one for i, one in enumerate(parts.values())})
        found |= dict(zip(parts, drawn.get_columns(), strict=True))
        total = drawn.sum_horizontal() + _UNCOUNTED[host.gpus] * 1000
        # Board controllers tell whole watts.
        found[host] = (total * _SUPPLY / 1000).round().cast(pl.Int64) * 1000
    return found


def _device(device: Device, running: Sequence[Work], salts: tuple[str, int]) -> pl.Expr:
    salt = int(chance(*salts, "watts", device.device_id, device.host.host_id) * 1e9)
    if device.kind == "gpu":
        drawn = _gpu(device, running, salts[1])
    elif device.kind == "cpu_package":
        drawn = pl.lit(148.0) if device.host.gpus else 92.0 + 110.0 * load(device.host.host_id)
    else:
        drawn = pl.lit(31.0 if device.host.gpus else 17.0)
    return (drawn * 1000 * (0.97 + 0.06 * noise(salt, _STEP))).round().cast(pl.Int64)


def _gpu(device: Device, running: Sequence[Work], seed: int) -> pl.Expr:
    if device == SHARED:
        active = activity("notebook", seed) + activity("embedder", seed)
        return _SHARED_FLOOR + _SHARED_ACTIVE * active
    drawn = pl.lit(float(_IDLE_GPU))
    for one in running:
        if device.index in one.gpus:
            busy = one.watts + one.load_watts * load(one.work_id)
            for first, end in one.spans:
                drawn = pl.when((_STEP >= first) & (_STEP < end)).then(busy).otherwise(drawn)
    return drawn
