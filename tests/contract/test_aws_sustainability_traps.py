"""Traps of AWS's sustainability API, asked by real boto3 from a server on the loopback."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.aws_sustainability import (
    SETTINGS,
    SLICE,
    folder_of,
    result,
    tell,
    water,
)
from tests.sustainability_api import ENVIRONMENT, asked

_WATER = "acme_ccft__water__2025"


@pytest.fixture
def api(home: Path, monkeypatch: pytest.MonkeyPatch) -> LandedFigures:
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return LandedFigures(home, "aws_sustainability", SETTINGS)


def test_every_page_of_an_answer_lands_with_all_seven_measures(api: LandedFigures) -> None:
    tell(api.home, [result(service=name) for name in ("AmazonEC2", "AmazonS3", "Other")], [])
    assert api.land()[SLICE].rows == 3 * 7
    assert len(api.rows("distinct measure")) == 7
    assert len(api.rows("distinct product_code")) == 3


def test_the_time_asked_for_is_half_open_and_every_dimension_is_grouped(
    api: LandedFigures,
) -> None:
    tell(api.home, [result(), result("2025-11")], [])
    assert set(api.land()) == {SLICE, "acme_ccft__emissions__2025-11"}
    [listed, *_] = [one for one in asked(folder_of(api.home)) if "emissions" in one["path"]]
    assert listed["TimePeriod"]["Start"].startswith("2025-10-01T00:00:00")
    assert listed["TimePeriod"]["End"][8:10] == "01"
    assert listed["Granularity"] == "MONTHLY"
    assert listed["GroupBy"] == ["USAGE_ACCOUNT_ID", "REGION", "SERVICE"]
    assert len(listed["EmissionsTypes"]) == 7
    assert len(api.rows("distinct usage_period_start")) == 2


def test_a_new_model_version_replaces_the_month_and_the_old_one_stays_as_evidence(
    api: LandedFigures,
) -> None:
    tell(api.home, [result()], [])
    api.land()
    tell(api.home, [{**result(), "ModelVersion": "v3.1.0"}], [])
    assert api.land()[SLICE].status == "landed"
    assert api.rows("distinct model_version") == [("v3.1.0",)]
    assert len(api.lake.history("aws_sustainability", SLICE)) == 2


def test_only_the_month_that_aws_restated_is_fetched_again(api: LandedFigures) -> None:
    tell(api.home, [result(), result("2025-11")], [])
    api.land()
    changed = result("2025-11", TOTAL_SCOPE_1_CARBON_EMISSIONS=0.5)
    tell(api.home, [result(), changed], [])
    landed = api.land()
    assert landed[SLICE].status == "unchanged"
    assert landed["acme_ccft__emissions__2025-11"].status == "landed"


def test_water_is_of_a_calendar_year_and_in_cubic_metres(api: LandedFigures) -> None:
    tell(api.home, [result()], [water(2025, 12.5)])
    assert api.land()[_WATER].status == "landed"
    [question, *_] = [one for one in asked(folder_of(api.home)) if "water" in one["path"]]
    assert question["Granularity"] == "YEARLY_CALENDAR"
    assert question["TimePeriod"]["Start"].startswith("2025-01-01")
    drunk = api.rows("case when unit = 'm3' then value end", "usage_period_end::varchar")
    assert (12.5, "2026-01-01 00:00:00") in drunk
    manifest = api.lake.manifest("aws_sustainability", _WATER)
    assert manifest is not None
    assert manifest.periods == [f"2025-{month:02}" for month in range(1, 13)]


def test_a_refused_call_keeps_what_was_landed_and_names_the_permission(
    api: LandedFigures,
) -> None:
    tell(api.home, [result()], [])
    api.land()
    (folder_of(api.home) / "water.json").unlink()
    [landed] = api.land().values()
    assert (landed.status, landed.rows) == ("kept_missing", 7)
    assert "sustainability:GetEstimatedWaterAllocation" in landed.message
    settings = api.home / "tonne.toml"
    settings.write_text(settings.read_text() + "water = false\n")
    assert api.land()[SLICE].status == "unchanged"


def test_an_account_keeps_its_leading_zeros(api: LandedFigures) -> None:
    tell(api.home, [result(account="000000000042")], [])
    api.land()
    assert api.rows("distinct usage_account_id", "asked_account_id") == [
        ("000000000042", "111122223333")
    ]


def test_a_value_in_another_unit_is_refused_with_its_place(api: LandedFigures) -> None:
    odd = result()
    odd["EmissionsValues"]["TOTAL_SCOPE_1_CARBON_EMISSIONS"]["Unit"] = "kgCO2e"
    tell(api.home, [odd], [])
    assert api.land()[SLICE].status == "quarantined"
    assert "TOTAL_SCOPE_1_CARBON_EMISSIONS" in api.refused().place


def test_signed_requests_do_not_travel_unencrypted_unless_somebody_says_so(
    api: LandedFigures,
) -> None:
    settings = api.home / "tonne.toml"
    settings.write_text(f'{SETTINGS.strip()}\nendpoint_url = "http://ccft.example"\n')
    [landed] = api.land().values()
    assert landed.status == "kept_missing"
    assert "unencrypted" in landed.message
