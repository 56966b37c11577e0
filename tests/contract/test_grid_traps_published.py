"""Traps of publishers of intensities: Electricity Maps, UK Carbon Intensity, WattTime."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest import http_api
from ingest.errors import BadInput
from ingest.grid import electricity_maps, watttime
from tests.contract.grid_workspaces import GridWorkspace
from tests.contract.samples.grid_electricity_maps import hour
from tests.contract.samples.grid_uk_carbon_intensity import half
from tests.contract.samples.grid_watttime import point
from tests.grid_apis import ENVIRONMENT, asked, refuse

_MAPS, _UK, _WATTTIME = "grid_electricity_maps", "grid_uk_carbon_intensity", "grid_watttime"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_api, "sleep", lambda _: None)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_the_direct_boundary_is_asked_for_and_no_place_of_our_own(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T00", 300), hour("2025-10-31T23", 320))
    grid.land()
    assert grid.rows("carbon_intensity_g") == [(300.0,), (320.0,)], (
        "lifecycle would be a quarter up"
    )
    for question in asked(home):
        assert question["query"]["emissionFactorType"] == "direct"
        assert question["query"]["shouldUseFallbackCallerLookup"] == "false"
        assert question["headers"]["auth-token"] == "testing"


def test_the_hour_is_the_datetime_and_never_the_revision(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T05", 300, isEstimated=True, estimationMethod="TIME_SLICER_AVERAGE"))
    grid.land()
    [row] = grid.rows(
        "hour_at::varchar", "updated_at::varchar", "is_estimated", "estimation_method"
    )
    assert row == ("2025-10-01 05:00:00", "2025-11-03 12:00:00", True, "TIME_SLICER_AVERAGE")


def test_an_hour_without_a_value_stays_without_one(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T00", 300), hour("2025-10-01T01", None))
    grid.land()
    assert grid.rows("carbon_intensity_g", "hour(hour_at)") == [(300.0, 0), (None, 1)]


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"emissionFactorType": "lifecycle"}, "'lifecycle' where 'direct'"),
        ({"zone": "FR"}, "'FR' where 'DE'"),
        ({"temporalGranularity": "daily"}, "'daily' where 'hourly'"),
        ({"carbonIntensity": -1}, "lie between 0 and 3000"),
        ({"carbonIntensity": 58765}, "lie between 0 and 3000"),
        ({"datetime": "yesterday"}, "no moment"),
    ],
)
def test_what_was_not_asked_for_is_refused(wrong: dict[str, Any], problem: str) -> None:
    item = {"zone": "DE", "emissionFactorType": "direct", **hour("2025-10-01T00", 300), **wrong}
    with pytest.raises(BadInput, match=problem):
        electricity_maps.row_of(item, "DE", "an answer")


def test_a_recorded_answer_is_read_where_it_is_direct(shared_dir: Path) -> None:
    file = shared_dir / "data/telemetry/electricitymaps_v3_latest_recorded.json"
    lifecycle, direct = json.loads(file.read_text())
    row = electricity_maps.row_of(direct, "US-MIDW-MISO", file.name)
    assert (row["hour_at"], row["carbon_intensity_g"]) == ("2024-09-27T00:00:00", 506.0)
    assert (row["updated_at"], row["is_estimated"]) == ("2024-09-27T00:43:50.277000", True)
    with pytest.raises(BadInput, match="'lifecycle' where 'direct'"):
        electricity_maps.row_of(lifecycle, "US-MIDW-MISO", file.name)


def test_half_hours_of_every_piece_land_once_and_a_forecast_apart(home: Path) -> None:
    grid = GridWorkspace(home, _UK, "GB")
    border = [half("2025-10-13T23:30", 100), half("2025-10-14T00:00", 110)]
    outside = [half("2025-09-30T23:30", 1), half("2025-11-01T00:00", 1)]
    grid.tell(*outside, *border, half("2025-10-26T01:30", None, 90), half("2025-10-31T23:30", 120))
    assert grid.land()[grid.slice_id("GB")].rows == 4
    assert grid.rows("actual_gco2_per_kwh", "forecast_gco2_per_kwh") == [
        (100.0, 130.0),
        (110.0, 130.0),
        (120.0, 130.0),
        (None, 90.0),
    ]
    assert len(asked(home)) == 2 * 3


def test_great_britain_is_all_it_tells_of(home: Path) -> None:
    grid = GridWorkspace(home, _UK, "FR")
    [landed] = grid.land().values()
    assert "GB only, not of FR" in landed.message


def test_a_point_told_twice_with_two_values_is_refused(home: Path) -> None:
    grid = GridWorkspace(home, _UK, "GB")
    grid.tell(half("2025-10-01T00:00", 100), half("2025-10-01T00:00", 101))
    grid.land()
    assert "twice" in grid.refused().problem


def test_marginal_points_keep_their_unit_and_are_asked_with_inclusive_ends(home: Path) -> None:
    grid = GridWorkspace(home, _WATTTIME, "CAISO_NORTH")
    inside = [point("2025-10-30T23:55", 870), point("2025-10-31T00:00", 880, True)]
    grid.tell(*inside, point("2025-10-31T23:55", 890), point("2025-11-01T00:00", 1))
    grid.land()
    assert grid.rows("value", "unit", "is_estimated", "model_date") == [
        (870.0, "lbs_co2_per_mwh", False, "2023-03-01"),
        (880.0, "lbs_co2_per_mwh", True, "2023-03-01"),
        (890.0, "lbs_co2_per_mwh", False, "2023-03-01"),
    ]
    spans = [
        (one["query"]["start"], one["query"]["end"])
        for one in asked(home)
        if one["path"] != "/login"
    ]
    assert spans[:2] == [
        ("2025-10-01T00:00:00Z", "2025-10-30T23:55:00Z"),
        ("2025-10-31T00:00:00Z", "2025-10-31T23:55:00Z"),
    ]


def test_one_sign_in_serves_half_an_hour_and_an_early_end_is_mended(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = GridWorkspace(home, _WATTTIME, "CAISO_NORTH", "PJM")
    grid.tell(point("2025-10-01T00:00", 870))
    grid.land()
    assert [one["path"] for one in asked(home)].count("/login") == 1
    source = grid.source()
    list(source.slices())
    refuse(home, (401, {}, '{"message": "expired"}'))
    assert len(list(source.slices())) == 2
    assert [one["path"] for one in asked(home)].count("/login") == 3
    monkeypatch.setattr(watttime, "monotonic", lambda: 1e12)
    list(source.slices())
    assert [one["path"] for one in asked(home)].count("/login") > 3


def test_a_wrong_password_and_a_region_without_a_plan_are_told_apart(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = GridWorkspace(home, _WATTTIME, "CAISO_NORTH", "LOCKED")
    grid.tell(point("2025-10-01T00:00", 870))
    landed = grid.land()
    assert landed[grid.slice_id("CAISO_NORTH")].status == "landed"
    assert "403 (You do not have access" in landed[grid.slice_id("LOCKED")].message
    monkeypatch.setenv("WATTTIME_PASSWORD", "wrong")
    assert all("WATTTIME_PASSWORD" in one.message for one in grid.land().values())
