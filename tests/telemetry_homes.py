"""Workspaces that hold nothing but measured hosts: made-up samples in a spool, and their registers.

Belongs here: series of a constant power, the spool, the registers. Does not: what a test expects.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ingest.telemetry.samples import DayOfSamples, Series

RAPL_RANGE_UJ = 262_143_328_850.0
_J_PER_KWH = 3_600_000
_UJ = {"uJ": 1, "mJ": 1_000, "J": 1_000_000}
_SETTINGS = '[sources.spool]\nkind = "agent_samples"\nuri = "spool"\n'
_ENTITY = (
    "entity_id,entity_name,country_iso2,fiscal_year_start_month,reporting_currency,"
    "consolidation_approach,scope3_energy_basis,gwp_target\n"
    "handmade,Handmade Ltd,DE,1,EUR,operational_control,location,AR6\n"
)
_REGISTERS: Mapping[str, str] = {
    "teams": "team_id,team_name,cost_center",
    "attribution_rules": "rule_id,priority,kind,tag_key,pattern,team_id,valid_from,valid_to",
    "sites": (
        "site_id,site_name,country_iso2,grid_region_scheme,grid_region_code,em_zone,pue,pue_basis,"
        "wue_l_per_kwh,boundary,control,overhead_treatment,valid_from,valid_to"
    ),
    "hosts": "host_id,site_id,asset_id,team_id,idle_policy,valid_from,valid_to",
}

Samples = list[tuple[Series, list[datetime], list[float | None]]]


def series(host: str, device_kind: str, device_id: str, **more: Any) -> Series:
    """A counter of energy in mJ that a minute's exporter prints, unless `more` says otherwise."""
    given: dict[str, Any] = {
        "metric": "energy", "quantity": "energy", "unit": "mJ", "counter_kind": "monotonic_reset",
        "exporter": "made_up", "sample_interval_s": 60.0, **more,
    }  # fmt: skip
    labels = {"device": device_id, **{k: str(v) for k, v in more.items() if v is not None}}
    own: dict[str, Any] = {"labels": labels, **given}
    return Series(host_id=host, device_kind=device_kind, device_id=device_id, **own)


def counted(
    one: Series, start: datetime, hourly_kwh: Sequence[float], *, began: float = 0.0
) -> tuple[Series, list[datetime], list[float | None]]:
    """Its readings by the minute from `start`, an hour at each of the constant powers given."""
    value, moments, values = began, [start], [began]
    for hour, kwh in enumerate(hourly_kwh):
        step = kwh * _J_PER_KWH * 1_000_000 / _UJ[one.unit] / 60
        for minute in range(1, 61):
            value += step
            moments.append(start + timedelta(hours=hour, minutes=minute))
            values.append(value % one.max_range if one.max_range else value)
    return one, moments, list(values)


def gauged(
    one: Series, start: datetime, hourly: Sequence[float]
) -> tuple[Series, list[datetime], list[float | None]]:
    """A gauge by the minute that stands at each of the given values for an hour."""
    gauge = dataclasses.replace(one, counter_kind="gauge")
    minutes = range(60 * len(hourly) + 1)
    values = [hourly[min(minute // 60, len(hourly) - 1)] for minute in minutes]
    return gauge, [start + timedelta(minutes=minute) for minute in minutes], list(values)


def write_home(
    home: Path, samples: Samples, registers: Mapping[str, Iterable[Sequence[object]]]
) -> Path:
    """A workspace with the samples in a spool and rows in the registers named."""
    days: dict[tuple[str, datetime], DayOfSamples] = {}
    for one, moments, values in samples:
        day = days.setdefault((str(one.host_id), moments[0]), DayOfSamples(moments[0].date()))
        day.add(one, moments, values)
    for (host, first), day in days.items():
        folder = home / "spool" / host / f"{first:%Y-%m-%d}"
        folder.mkdir(parents=True, exist_ok=True)
        day.write(folder / f"{first:%H%M%S}.000000-0.parquet")
    inputs = home / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    (inputs / "entities.csv").write_text(_ENTITY)
    for name, header in _REGISTERS.items():
        lines = [",".join(str(cell) for cell in row) for row in registers.get(name, ())]
        (inputs / f"{name}.csv").write_text("\n".join([header, *lines, ""]))
    (home / "tonne.toml").write_text(_SETTINGS)
    return home
