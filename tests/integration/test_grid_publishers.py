"""Hours that publishers' APIs tell, through the command line to the figures that met them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bills import instance, write_workspace
from tests.contract.samples import grid_electricity_maps, grid_entsoe, grid_watttime
from tests.grid_apis import ENVIRONMENT, endpoint_url
from tests.pipeline import must_run, published, warehouse

pytestmark = pytest.mark.slow

_GERMANY = "10Y1001A1001A83F"
_START = datetime(2025, 10, 1)
_HOURS = 744


def test_the_hours_of_the_first_publisher_meet_the_bill_until_it_lacks_too_many(home: Path) -> None:
    _workspace(home)
    _maps(home, {3: 58.765447504659946})
    must_run(home, "run", env=ENVIRONMENT)
    assert _serving(home) == [("electricity_maps", 744, 1)]
    expected = {day: 300.0 for day in (1, 2, 3)} | {1: (23 * 300 + 58.765447504659946) / 24}
    assert _grams_per_kwh(home) == pytest.approx(expected, rel=1e-6)
    keys = _keys(home)

    _maps(home, {3: 58.765447504659946, 30: 100.0})  # the publisher revises an hour of 2 October
    must_run(home, "run", env=ENVIRONMENT)
    assert _keys(home) != keys
    expected[2] = (23 * 300 + 100) / 24
    assert _grams_per_kwh(home) == pytest.approx(expected, rel=1e-6)

    _maps(home, dict.fromkeys(range(38), None))  # 706 of 744 hours are less than 95 %
    must_run(home, "run", env=ENVIRONMENT)
    assert _serving(home) == [("entsoe", 744, 0)]
    gas = {day: (300 * 0.346 + 100 * 0) / 400 * 1000 for day in (1, 2, 3)}
    assert _grams_per_kwh(home) == pytest.approx(gas, rel=1e-6)


def test_marginal_signals_move_no_figure(home: Path) -> None:
    _workspace(home)
    _maps(home, {})
    must_run(home, "run", env=ENVIRONMENT)
    before, keys = _grams_per_kwh(home), _keys(home)
    points = [grid_watttime.point(f"2025-10-01T{hour:02}:00", 2000) for hour in range(24)]
    _source(home, "moer", grid_watttime.SETTINGS, points)
    must_run(home, "run", env=ENVIRONMENT)
    assert _grams_per_kwh(home) == before
    assert _keys(home) == keys
    with warehouse(home) as connection:
        [told] = connection.execute(
            "select count(*), round(max(marginal_gco2_per_kwh), 5) "
            "from staging.stg_grid__marginal_signals"
        ).fetchall()
    assert told == (24, 907.18474)


def _workspace(home: Path) -> None:
    """A machine in Frankfurt on three days of October, and a publisher of generation."""
    rows = [
        instance(
            "m5.large",
            prefix="EUC1-",
            product_region_code="eu-central-1",
            at=_START + timedelta(hours=hour),
        )
        for hour in range(72)
    ]
    write_workspace(home, rows)
    month: dict[str, Any] = {
        "domain": _GERMANY,
        "end": "2025-11-01T00:00Z",
        "resolution": "PT60M",
        "curve": "A03",
    }
    generation = [
        grid_entsoe.series("B04", {1: 300}, **month),
        grid_entsoe.series("B19", {1: 100}, **month),
    ]
    settings = grid_entsoe.SETTINGS.replace(grid_entsoe.ZONE, _GERMANY)
    _source(home, "entsoe", settings, generation)


def _maps(home: Path, other: dict[int, float | None]) -> None:
    """Electricity Maps tells 300 g for every hour of October but those of `other`."""
    points = [
        grid_electricity_maps.hour(
            f"{_START + timedelta(hours=at):%Y-%m-%dT%H}", other.get(at, 300.0), isEstimated=at == 5
        )
        for at in range(_HOURS)
    ]
    _source(home, "maps", grid_electricity_maps.SETTINGS, points)


def _source(home: Path, name: str, settings: str, points: list[dict[str, Any]]) -> None:
    """Make an API of its own answer with `points`; name it in the workspace once."""
    folder = home / "clouds" / name
    folder.mkdir(exist_ok=True)
    (folder / "points.json").write_text(json.dumps(points))
    file = home / "tonne.toml"
    table = f'{settings.rstrip()}\nendpoint_url = "{endpoint_url(folder)}"\n'
    if table not in file.read_text():
        file.write_text(file.read_text() + table)


def _serving(home: Path) -> list[tuple[Any, ...]]:
    with published(home) as connection:
        return connection.execute(
            "select publisher, hour_count, estimated_hour_count from marts.dim_zone_month "
            "where is_serving and em_zone = 'DE'"
        ).fetchall()


def _grams_per_kwh(home: Path) -> dict[int, float]:
    """What a kWh of each day met under location_hourly."""
    with published(home) as connection:
        rows = connection.execute(
            "select day(usage_date), sum(electricity_location_hourly_kgco2e), "
            "sum(energy_it_kwh + energy_overhead_kwh) "
            "from marts.fct_resource_estimates_daily group by all order by all"
        ).fetchall()
    assert all(isinstance(kwh, Decimal) and kwh > 0 for _, _, kwh in rows)
    return {day: float(kg / kwh) * 1000 for day, kg, kwh in rows}


def _keys(home: Path) -> set[str]:
    """The build keys of the slices that met the hours."""
    with warehouse(home) as connection:
        rows = connection.execute(
            "select build_key from raw.slice_versions where model = 'int_usage_daily'"
        ).fetchall()
    return {key for (key,) in rows}
