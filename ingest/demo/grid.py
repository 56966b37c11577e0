"""Writes hourly carbon intensity files for the zones of the made-up company's regions.

Belongs here: invented, plausible, repeatable intensities, direct boundary, gCO2e per kWh. Does not:
measured data; no figure of a real company may be computed from these.
"""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ingest.demo.month import Month
from ingest.demo.noise import chance
from ingest.demo.plan import CLOUDS

HEADER = ("em_zone", "hour_at", "value_gco2e_per_kwh", "boundary", "is_estimated")

GAP_ZONE, GAP_PERIOD = "IN-WE", "2025-11"
"""A zone and month with too few hours (four days are missing) for an hourly figure."""

_GAP_DAYS = range(9, 13)


@dataclass(frozen=True, slots=True)
class _Zone:
    """Yearly mean in g/kWh; shares by which winter adds, sun takes away and weather moves."""

    clouds: tuple[str, ...]
    utc_offset: int
    mean: float
    winter: float
    solar: float
    weather: float


_ZONES = {
    "US-MIDA-PJM": _Zone(("aws",), -5, 385.0, 0.05, 0.06, 0.07),
    "US-NW-PACW": _Zone(("aws",), -8, 265.0, 0.08, 0.14, 0.12),
    "DE": _Zone(("aws",), 1, 325.0, 0.16, 0.24, 0.30),
    "IN-WE": _Zone(("aws",), 5, 640.0, 0.03, 0.18, 0.04),
    "NL": _Zone(("gcp", "azure"), 1, 270.0, 0.12, 0.26, 0.26),
    "IE": _Zone(("azure",), 0, 285.0, 0.10, 0.08, 0.34),
    "US-CENT-SWPP": _Zone(("gcp",), -6, 420.0, 0.05, 0.07, 0.24),
}
"""The zones of the company's regions, with the clouds that have one there."""


def months_around(periods: Sequence[str]) -> list[str]:
    """The periods with the month before the first and the month after the last."""
    before = Month(min(periods)).start - timedelta(days=1)
    after = Month(max(periods)).end
    return [f"{before:%Y-%m}", *sorted(periods), f"{after:%Y-%m}"]


def write_grid(
    folder: Path, periods: Sequence[str], seed: int, clouds: Sequence[str] = CLOUDS
) -> list[Path]:
    """Writes one CSV per zone and year, `<zone>_<year>.csv`.

    Args:
        folder: where to; made when absent.
        periods: months to cover, `YYYY-MM`.
        seed: changes the weather.
        clouds: whose regions' zones to write.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for zone in sorted(name for name, shape in _ZONES.items() if set(shape.clouds) & set(clouds)):
        for year in sorted({period[:4] for period in periods}):
            path = folder / f"{zone}_{year}.csv"
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(HEADER)
                for period in sorted(p for p in periods if p[:4] == year):
                    writer.writerows(_rows(zone, Month(period), seed))
            written.append(path)
    return written


def _rows(zone: str, month: Month, seed: int) -> Iterator[tuple[str, str, str, str, str]]:
    shape = _ZONES[zone]
    for turn in range(month.hours):
        hour = month.start + timedelta(hours=turn)
        if (zone, month.period) == (GAP_ZONE, GAP_PERIOD) and hour.day in _GAP_DAYS:
            continue
        value = _intensity(shape, zone, hour, seed)
        estimated = chance(seed, "estimated", zone, hour) < 0.01
        yield zone, f"{hour:%Y-%m-%dT%H:%M:%SZ}", f"{value:.2f}", "direct", str(estimated).lower()


def _intensity(shape: _Zone, zone: str, hour: datetime, seed: int) -> float:
    local = hour + timedelta(hours=shape.utc_offset)
    season = math.cos(2 * math.pi * (local.timetuple().tm_yday - 15) / 365)
    sun = max(0.0, math.cos(math.pi * (local.hour - 13) / 11)) * (1 - 0.5 * max(0.0, season))
    evening = 0.06 if 17 <= local.hour <= 21 else 0.0
    # weather turns from one day's draw to the next without a jump at midnight
    today, tomorrow = (
        chance(seed, "weather", zone, (hour + timedelta(days=d)).date()) for d in (0, 1)
    )
    weather = today + (tomorrow - today) * hour.hour / 24 - 0.5
    change = shape.winter * season - shape.solar * sun + evening + 2 * shape.weather * weather
    return shape.mean * max(0.2, 1 + change)
