"""Hours that publishers' APIs tell, through the command line to the figures that met them."""

from __future__ import annotations

import csv
import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bills import instance, write_workspace
from tests.contract.samples import grid_electricity_maps, grid_entsoe, grid_watttime
from tests.grid_apis import ENVIRONMENT, endpoint_url
from tests.pipeline import copy_workspace, must_run, published, warehouse

pytestmark = pytest.mark.slow

_GERMANY = "10Y1001A1001A83F"
_START = datetime(2025, 10, 1)
_HOURS = 744
_RECORDED = 58.765447504659946
_FIRST: dict[int, float | None] = {3: 120.0, **dict.fromkeys(range(48, 72), _RECORDED)}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace after its first run, with two publishers of Germany's hours."""
    home = tmp_path_factory.mktemp("grid") / "home"
    home.mkdir()
    _workspace(home)
    _maps(home, _FIRST)
    must_run(home, "run", env=ENVIRONMENT)
    return home


@pytest.fixture
def copied(served: Path, tmp_path: Path) -> Path:
    """A copy of it whose publishers can tell something else."""
    home = copy_workspace(served, tmp_path / "copy")
    file = home / "tonne.toml"
    for name in ("entsoe", "maps"):
        old, new = (endpoint_url(one / "clouds" / name) for one in (served, home))
        file.write_text(file.read_text().replace(old, new))
    return home


def test_the_hours_of_the_first_publisher_meet_the_bill(served: Path) -> None:
    assert _serving(served) == [("electricity_maps", 744, 1)]
    expected = {1: (23 * 300 + 120) / 24, 2: 300.0, 3: _RECORDED}
    assert _grams_per_kwh(served) == pytest.approx(expected, rel=1e-6)


def test_a_recorded_intensity_gives_the_kilograms_of_its_case(
    served: Path, shared_dir: Path
) -> None:
    with (shared_dir / "cases" / "telemetry.csv").open(newline="", encoding="utf-8") as file:
        [case] = [row for row in csv.reader(file) if row[1] == "CC-09"]
    given = json.loads(case[3])
    assert given["carbonIntensity_g_per_kwh"] == _RECORDED
    kilograms = given["energy_kwh"] * _grams_per_kwh(served)[3] / 1000
    assert kilograms == pytest.approx(float(case[4]), abs=5e-6)


def test_a_revised_hour_moves_its_day_and_too_few_hours_give_way_to_the_next_publisher(
    copied: Path,
) -> None:
    before, keys = _grams_per_kwh(copied), _keys(copied)
    _maps(copied, {**_FIRST, 30: 100.0})  # an hour of 2 October
    must_run(copied, "run", env=ENVIRONMENT)
    assert _keys(copied) != keys
    assert _grams_per_kwh(copied) == pytest.approx(before | {2: (23 * 300 + 100) / 24}, rel=1e-6)

    _maps(copied, dict.fromkeys(range(38), None))  # 706 of 744 hours are less than 95 %
    must_run(copied, "run", env=ENVIRONMENT)
    assert _serving(copied) == [("entsoe", 744, 0)]
    gas = 300 * 0.346 / (300 + 100) * 1000
    assert _grams_per_kwh(copied) == pytest.approx(dict.fromkeys((1, 2, 3), gas), rel=1e-6)


def test_marginal_signals_move_no_figure(copied: Path) -> None:
    before, keys = _grams_per_kwh(copied), _keys(copied)
    points = [grid_watttime.point(f"2025-10-01T{hour:02}:00", 2000) for hour in range(24)]
    _source(copied, "moer", grid_watttime.SETTINGS, points)
    must_run(copied, "run", env=ENVIRONMENT)
    assert _grams_per_kwh(copied) == before
    assert _keys(copied) == keys
    with warehouse(copied) as connection:
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
