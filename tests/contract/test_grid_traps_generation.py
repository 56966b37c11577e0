"""Traps of publishers of generation: EIA-930 and ENTSO-E."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ingest.errors import BadInput, Unreachable
from ingest.grid import entsoe_document
from tests import grid_protocols
from tests.contract.grid_workspaces import GridWorkspace
from tests.contract.samples.grid_eia930 import fuel
from tests.contract.samples.grid_entsoe import ZONE, series
from tests.grid_apis import ENVIRONMENT, asked, refuse
from tests.grid_protocols import Question, answer_of

_EIA, _ENTSOE = "grid_eia930", "grid_entsoe"


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)


def test_an_hour_that_eia_names_by_its_end_lands_by_its_start(home: Path) -> None:
    grid = GridWorkspace(home, _EIA, "PJM")
    first, last = fuel("2025-10-01T01", "COL", "9000"), fuel("2025-11-01T00", "COL", "9100")
    grid.tell(fuel("2025-10-01T00", "COL", "1"), first, last, fuel("2025-11-01T01", "COL", "1"))
    grid.land()
    assert grid.rows("hour_at::varchar", "period_as_printed", "generation_mwh") == [
        ("2025-10-01 00:00:00", "2025-10-01T01", 9000.0),
        ("2025-10-31 23:00:00", "2025-11-01T00", 9100.0),
    ]
    query = asked(home)[0]["query"]
    assert (query["start"], query["end"]) == ("2025-10-01T01", "2025-11-01T00")
    assert query["frequency"] == "hourly", "local-hourly has 23 and 25 hours where clocks change"


def test_every_page_lands(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid_protocols, "PAGE", 2)
    grid = GridWorkspace(home, _EIA, "PJM")
    codes = ("COL", "NG", "NUC", "SUN", "WND")
    grid.tell(*(fuel("2025-10-01T01", code, "5") for code in codes))
    assert grid.land()[grid.slice_id("PJM")].rows == 5
    assert [one["query"]["offset"] for one in asked(home)] == ["0", "2", "4"] * 2


def test_a_page_that_is_promised_and_empty_is_no_end(home: Path) -> None:
    grid = GridWorkspace(home, _EIA, "PJM")
    refuse(home, *[(200, {}, '{"response": {"total": "7", "data": []}}')] * 2)
    grid.land()
    assert "7 rows are promised" in grid.refused().problem


def test_what_eia_has_no_value_for_is_null_and_below_zero_stays(home: Path) -> None:
    grid = GridWorkspace(home, _EIA, "PJM")
    at = "2025-10-01T01"
    grid.tell(fuel(at, "OIL", None), fuel(at, "WAT", "-350"), fuel(at, "ZZZ", "1"))
    grid.land()
    assert grid.rows("fuel_code", "generation_mwh") == [
        ("OIL", None),
        ("WAT", -350.0),
        ("ZZZ", 1.0),
    ]


def test_a_respondent_that_eia_does_not_know_is_told(home: Path) -> None:
    grid = GridWorkspace(home, _EIA, "PJMX")
    [landed] = grid.land().values()
    assert landed.status == "kept_missing"
    assert "the zone is not known there" in landed.message


def test_a_wrong_key_is_named_by_its_variable(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EIA_API_KEY", "mine-alone")
    grid = GridWorkspace(home, _EIA, "PJM")
    [landed] = grid.land().values()
    assert "EIA_API_KEY" in landed.message
    assert "mine-alone" not in landed.message


def test_points_that_a_curve_leaves_out_are_carried_on_or_missing(home: Path) -> None:
    grid = GridWorkspace(home, _ENTSOE, ZONE)
    grid.tell(
        series("B04", {1: 3000, 3: 3300}, curve="A03"),
        series("B05", {1: 700, 3: 710}, curve="A01"),
    )
    grid.land()
    drawn = grid.rows("fuel_code", "minute(interval_start)", "power_mw", "is_carried_on")
    assert drawn == [
        ("B04", 0, 3000.0, False),
        ("B04", 15, 3000.0, True),
        ("B04", 30, 3300.0, False),
        ("B04", 45, 3300.0, True),
        ("B05", 0, 700.0, False),
        ("B05", 30, 710.0, False),
    ]


def test_what_storage_takes_stands_apart_from_what_it_gives(home: Path) -> None:
    grid = GridWorkspace(home, _ENTSOE, ZONE)
    hour = {"resolution": "PT60M"}
    grid.tell(series("B10", {1: 40}, **hour), series("B10", {1: 90}, direction="out", **hour))
    grid.land()
    assert grid.rows("direction", "power_mw") == [("consumption", 90.0), ("generation", 40.0)]


def test_the_night_in_which_clocks_go_back_has_two_hours_in_utc(home: Path) -> None:
    grid = GridWorkspace(home, _ENTSOE, ZONE)
    night = {"start": "2025-10-25T22:00Z", "end": "2025-10-26T23:00Z", "resolution": "PT60M"}
    grid.tell(series("B16", {at: 100 + at for at in range(1, 26)}, **night))
    assert grid.land()[grid.slice_id(ZONE)].rows == 25
    assert len(grid.rows("distinct interval_start")) == 25


def test_the_same_document_under_a_new_id_is_the_same_answer(home: Path) -> None:
    grid = GridWorkspace(home, _ENTSOE, ZONE)
    grid.tell(series("B04", {1: 3000}))
    grid.land()
    questions = len(asked(home))
    assert grid.land()[grid.slice_id(ZONE)].status == "unchanged"
    assert len(asked(home)) == questions + 1, "it is listed and not fetched"


def test_a_domain_without_data_says_so_in_the_platforms_words(home: Path) -> None:
    grid = GridWorkspace(home, _ENTSOE, "10YXX----------X", ZONE)
    grid.tell(series("B04", {1: 3000}))
    landed = grid.land()
    assert landed[grid.slice_id(ZONE)].status == "landed"
    assert "No matching data found" in landed[grid.slice_id("10YXX----------X")].message


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"unit": "KWT"}, "not MAW"),
        ({"curve": "A02"}, "curve 'A02' is not known"),
        ({"resolution": "P1D"}, "resolution 'P1D'"),
        ({"points": {5: 1}}, "positions 5 to 5 where 4 intervals are"),
        ({"points": {1: "n/a"}}, "'n/a' cannot be"),
        ({"domain": "10YFR-RTE------C"}, "not of domain"),
    ],
)
def test_a_document_that_cannot_be_is_refused(wrong: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadInput, match=problem):
        list(entsoe_document.rows_of(_document(wrong), ZONE, "an answer"))


def test_what_is_no_generation_document_is_refused() -> None:
    cut = _document({})[:300]
    for answer, problem in (
        (cut, "no whole XML"),
        (b"<html>Maintenance</html>", "HTML page"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>', "document type"),
        (b"<Publication_MarketDocument/>", "it is a Publication_MarketDocument"),
    ):
        with pytest.raises(BadInput, match=problem):
            list(entsoe_document.rows_of(answer, ZONE, "an answer"))
    said = b"<Acknowledgement_MarketDocument><text>Too many</text></Acknowledgement_MarketDocument>"
    with pytest.raises(Unreachable, match="an answer: Too many"):
        list(entsoe_document.rows_of(said, ZONE, "an answer"))


def _document(wrong: dict[str, Any]) -> bytes:
    one = {**series("B04", {1: 3000}), **wrong}
    query = {
        "securityToken": "testing",
        "documentType": "A75",
        "processType": "A16",
        "in_Domain": one["domain"],
    }
    return answer_of(Question("", query, {}, [one]))[1]
