"""Months of grid publishers: what is asked again, what is kept, what one bad zone does not stop."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingest import http_api
from ingest.grid.spans import Span, month_span, months_of
from tests.contract.grid_workspaces import GridWorkspace
from tests.contract.samples.grid_electricity_maps import hour
from tests.grid_apis import ENVIRONMENT, asked, refuse

_MAPS = "grid_electricity_maps"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_api, "sleep", lambda _: None)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_a_settled_month_is_asked_once_and_never_at_listing(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE", since="2025-09", settle_months=1)
    grid.tell(hour("2025-09-01T00", 300), hour("2025-10-01T00", 310))
    list(grid.source().slices())
    assert asked(home) == []
    assert [one.status for one in grid.land().values()] == ["landed", "landed"]
    questions = len(asked(home))
    grid.tell(hour("2025-09-01T00", 1), hour("2025-10-01T00", 1))
    assert [one.status for one in grid.land().values()] == ["unchanged", "unchanged"]
    assert len(asked(home)) == questions == 3 + 4


def test_a_history_that_broke_off_goes_on_where_it_stopped(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE", since="2025-09", settle_months=1)
    grid.tell(hour("2025-09-01T00", 300), hour("2025-10-01T00", 310))
    refuse(home, *[(200, {}, '{"zone": "DE", "data": []}')] * 3, *[(500, {}, "")] * 4)
    first = grid.land()
    assert {one.status for one in first.values()} == {"kept_missing"}
    assert first[grid.slice_id("DE")].is_transient
    assert [one.status for one in grid.land().values()] == ["landed", "landed"]


def test_a_settled_month_is_asked_again_where_somebody_says_so(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE", settle_months=1)
    grid.tell(hour("2025-10-01T00", 300))
    grid.land()
    grid.tell(hour("2025-10-01T00", 250))
    settings = home / "tonne.toml"
    settings.write_text(settings.read_text().replace("settle_months = 1", "settle_months = 600"))
    assert grid.land()[grid.slice_id("DE")].status == "landed"
    assert grid.rows("carbon_intensity_g") == [(250.0,)]


def test_a_revised_month_replaces_the_first_which_stays(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T00", 300, isEstimated=True), hour("2025-10-20T00", 310))
    grid.land()
    grid.tell(hour("2025-10-01T00", 280, updatedAt="2025-12-01T00:00:00Z"))
    assert grid.land()[grid.slice_id("DE")].status == "landed"
    assert grid.rows("carbon_intensity_g", "is_estimated", "updated_at::varchar") == [
        (280.0, False, "2025-12-01 00:00:00")
    ]
    assert len(grid.lake.history(_MAPS, grid.slice_id("DE"))) == 2


def test_a_zone_that_nobody_knows_stops_no_other(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE", "XX")
    grid.tell(hour("2025-10-01T00", 300))
    landed = grid.land()
    assert landed[grid.slice_id("DE")].status == "landed"
    assert landed[grid.slice_id("XX")].status == "kept_missing"
    assert "Zone 'XX' does not exist" in landed[grid.slice_id("XX")].message


def test_a_month_without_a_value_is_missing_and_never_empty(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T00", 300))
    grid.land()
    grid.tell()
    landed = grid.land()[grid.slice_id("DE")]
    assert (landed.status, landed.rows) == ("kept_missing", 1)
    assert "holds no value" in landed.message


def test_a_token_that_is_not_set_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    monkeypatch.delenv("ELECTRICITY_MAPS_TOKEN")
    [missing] = grid.land().values()
    assert "environment variable ELECTRICITY_MAPS_TOKEN" in missing.message
    assert asked(home) == []


def test_no_secret_is_kept_in_the_lake(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELECTRICITY_MAPS_TOKEN", "testing")
    grid = GridWorkspace(home, _MAPS, "DE")
    grid.tell(hour("2025-10-01T00", 300))
    grid.land()
    kept = [path.read_bytes() for path in grid.lake.root.rglob("*") if path.is_file()]
    assert kept
    assert not [content for content in kept if b"testing" in content]


def test_a_web_page_instead_of_json_is_set_aside(home: Path) -> None:
    grid = GridWorkspace(home, _MAPS, "DE")
    page = (200, {}, "<!DOCTYPE html><html><body>Sign in</body></html>")
    refuse(home, *[page] * 8)
    assert grid.land()[grid.slice_id("DE")].status == "quarantined"
    assert "HTML page" in grid.refused().problem


def test_months_in_which_clocks_change_have_all_their_utc_hours() -> None:
    hours = {month: month_span(month) for month in ("2025-03", "2025-10", "2024-02")}
    assert [(one.end - one.start) / timedelta(hours=1) for one in hours.values()] == [744, 744, 696]


def test_pieces_touch_and_do_not_overlap() -> None:
    pieces = list(month_span("2025-10").pieces(timedelta(days=10)))
    assert [(one.end - one.start).days for one in pieces] == [10, 10, 10, 1]
    assert [one.end for one in pieces[:-1]] == [one.start for one in pieces[1:]]
    assert list(Span(datetime(2025, 1, 1), datetime(2025, 1, 1)).pieces(timedelta(days=1))) == []


def test_only_finished_months_are_asked_for() -> None:
    now = datetime.now(UTC)
    months = list(months_of("2025-10", None))
    assert months[0] == "2025-10"
    assert months[-1] == f"{now.replace(day=1) - timedelta(days=1):%Y-%m}"
    assert list(months_of("2025-10", "2025-11")) == ["2025-10", "2025-11"]
