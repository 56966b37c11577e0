"""Microsoft's own examples of what Carbon Optimization answers, saved as printed, and landed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.contract.landed_figures import LandedFigures

_EXAMPLES = "data/billing/azure/carbon_rest_examples"
_DETAILS = "queryCarbonEmissionsResourceItemDetailsReport_2025-10-01"
_OTHER_REPORTS = {
    "queryCarbonEmissionsSubscriptionItemDetailsReport_2025-04-01": "ItemDetailsData",
    "queryCarbonEmissionsMonthlySummaryReport_2025-04-01": "MonthlySummaryData",
    "queryCarbonEmissionsByBillingAccountMonthlySummaryReport_2026-05-01-preview": (
        "MonthlySummaryData"
    ),
}
_NO_EMISSIONS = {"carbonEmissionsDataAvailableDateRange_2026-05-01-preview"}
_SUBSCRIPTIONS = [f"00000000-0000-0000-0000-{number:012d}" for number in range(9)]
_SETTINGS = f"""
[sources.acme]
kind = "azure_carbon"
uri = "clouds/acme"
subscriptions = {json.dumps(_SUBSCRIPTIONS)}
"""


@pytest.fixture
def figures(home: Path) -> LandedFigures:
    return LandedFigures(home, "azure_carbon", _SETTINGS)


def _example(shared_dir: Path, name: str) -> dict[str, Any]:
    document = json.loads((shared_dir / _EXAMPLES / f"{name}.json").read_text())
    return document["responses"]["200"]["body"]


def _save(figures: LandedFigures, body: dict[str, Any], page: str = "") -> None:
    folder = figures.folder / "2024-05"
    folder.mkdir(parents=True, exist_ok=True)
    for scope in ("Scope1", "Scope2", "Scope3"):
        (folder / f"{scope}{page}.json").write_text(json.dumps(body))


def test_items_by_resource_land_and_a_denied_subscription_is_told(
    figures: LandedFigures, shared_dir: Path
) -> None:
    body = _example(shared_dir, _DETAILS)
    _save(figures, body)
    said = " ".join(one.message for one in figures.land().values())
    assert "lacks the last page of Scope1, Scope2, Scope3" in said
    _save(figures, {**body, "value": [], "skipToken": None}, page="-2")
    assert {one.status for one in figures.land().values()} == {"landed"}
    seen = figures.rows("distinct subscription_id", "access_decision")
    assert seen == [
        (one, "Allowed" if number < 6 else "Denied") for number, one in enumerate(_SUBSCRIPTIONS)
    ]
    told = figures.rows("scope", "item_name", "latest_month_emissions::double")
    assert [row for row in told if row[1]] == [
        (f"Scope{scope}", f"rgName{number}", 0.1) for scope in (1, 2, 3) for number in range(1, 6)
    ]


@pytest.mark.parametrize("name", _OTHER_REPORTS)
def test_another_report_is_refused_by_its_name(
    figures: LandedFigures, shared_dir: Path, name: str
) -> None:
    _save(figures, _example(shared_dir, name))
    said = " ".join(one.message for one in figures.land().values())
    assert f"2024-05/Scope1.json: the answer holds {_OTHER_REPORTS[name]}" in said
    assert not list(figures.lake.current_files("azure_carbon"))


def test_no_example_is_left_out(shared_dir: Path) -> None:
    there = {path.stem for path in (shared_dir / _EXAMPLES).iterdir()}
    assert there == {_DETAILS, *_OTHER_REPORTS, *_NO_EMISSIONS}
