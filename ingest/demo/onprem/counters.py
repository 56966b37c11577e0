"""Energy counters as devices show them: processors wrap, a board starts anew with its driver.

Belongs here: power to readings, and what can be known from the readings. Does not: who prints them
(`exporters.py`).
"""

from dataclasses import dataclass

import polars as pl

from ingest.demo.noise import chance
from ingest.demo.onprem.machines import Device
from ingest.demo.onprem.work import STEP_S, WINDOW, at

RANGE_UJ = {"cpu_package": 262_143_328_850, "dram": 65_712_999_613}
"""At one sample in five minutes a package may draw 873 W and memory 219 W before a turn is lost."""

RELOADED_HOST, RELOAD_STEP = "gpu-02", at(10, 13)
"""At this step the driver is gone: no sample of the boards, and their counters begin again."""

_J_PER_KWH = 3_600_000


@dataclass(frozen=True, slots=True)
class Readings:
    """What a counter showed at each step; null where there was no sample."""

    unit: str
    values: pl.Series
    known_kwh: float
    """The energy that the readings of the window tell, from its first to its last, in kWh."""


def readings(device: Device, milliwatts: pl.Series, seed: int) -> Readings:
    """The counter of a device that draws `milliwatts` from each step to the next."""
    per_mj = 1 if device.kind == "gpu" else 1000
    used = milliwatts * (STEP_S * per_mj)
    start = int(chance(seed, "counter", device.host.host_id, device.device_id) * 60_000_000_000)
    shown = used.cum_sum().shift(1, fill_value=0) + start
    known = int(used[WINDOW[0] : WINDOW[1] - 1].sum())
    if device.kind != "gpu":
        shown = shown % RANGE_UJ[device.kind]
    elif device.host.host_id == RELOADED_HOST:
        shown = _reloaded(shown)
        known -= int(used[RELOAD_STEP - 1])
    unit = "mJ" if device.kind == "gpu" else "uJ"
    return Readings(unit, shown, known / (_J_PER_KWH * 1000 * per_mj))


def _reloaded(shown: pl.Series) -> pl.Series:
    steps = pl.Series(range(len(shown)))
    table = pl.DataFrame({"step": steps, "shown": shown})
    step = pl.col("step")
    base = int(shown[RELOAD_STEP])
    after = pl.when(step > RELOAD_STEP).then(pl.col("shown") - base).otherwise(pl.col("shown"))
    return table.select(pl.when(step != RELOAD_STEP).then(after)).to_series()
