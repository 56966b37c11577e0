"""The made-up company on all its clouds, from their bills and carbon figures to the books.

Belongs here: that every cloud arrives, and what of it is booked. Does not: amounts of one cloud.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.demo import restate_november
from tests.demo_company import on_three_clouds
from tests.once import made_once
from tests.pipeline import copy_workspace, must_run, published

pytestmark = pytest.mark.slow

CLOUDS = {"aws", "gcp", "azure"}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three clouds in small, November restated, run and published."""
    before = on_three_clouds(tmp_path_factory)

    def make(home: Path) -> None:
        copy_workspace(before, home)
        restate_november(home)
        must_run(home, "run")

    return made_once(tmp_path_factory, "three-clouds", make)


def test_use_on_every_cloud_has_energy_and_an_owner(company: Path) -> None:
    with published(company) as connection:
        rows = connection.execute(
            "select provider, sum(energy_it_kwh), "
            "sum(energy_it_kwh) filter (team_id <> 'unattributed') "
            "from marts.fct_resource_estimates_daily group by all"
        ).fetchall()
    assert {provider for provider, _, _ in rows} == CLOUDS
    for _, energy, owned in rows:
        assert 0 < owned < energy
        assert owned > energy / 2


def test_95_percent_of_the_usage_cost_of_each_cloud_is_estimated_from_use(company: Path) -> None:
    with published(company) as connection:
        shares = connection.execute(
            "select provider, "
            "sum(effective_cost) filter (evidence_tier <= 4) / sum(effective_cost) "
            "from marts.fct_resource_estimates_daily "
            "where charge_category = 'Usage' and coalesce(resource_kind, '') <> 'support' "
            "and provider <> 'aws' group by all"  # AWS has a larger bill in test_coverage_of_a_bill
        ).fetchall()
    assert {one: share for one, share in shares if share < 0.95} == {}
    assert len(shares) == len(CLOUDS) - 1


def test_what_clouds_say_is_booked_and_the_newest_month_is_accrued(company: Path) -> None:
    with published(company) as connection:
        actual, accrued = (
            connection.execute(
                "select distinct provider, strftime(activity_month, '%Y-%m') "
                "from marts.fct_carbon_ledger where entry_type = $entry_type",
                {"entry_type": entry_type},
            ).fetchall()
            for entry_type in ("actual", "accrual")
        )
    assert set(actual) == {(one, month) for one in CLOUDS for month in ("2025-10", "2025-11")}
    assert {(one, "2025-12") for one in CLOUDS} <= set(accrued)


def test_the_figures_of_clouds_are_near_the_estimates(company: Path) -> None:
    """Location-based electricity; Azure tells none."""
    with published(company) as connection:
        rows = connection.execute(
            "with told as (select provider, sub_account_id, sum(emissions_kgco2e) as kg "
            "from marts.fct_provider_emissions where measure = 's2_location' and is_counted "
            "group by all), estimated as (select provider, sub_account_id, "
            "sum(electricity_location_kgco2e) as kg from marts.fct_resource_estimates_daily "
            "where usage_date < '2025-12-01' group by all) "
            "select provider, sum(told.kg) / sum(estimated.kg) from told "
            "join estimated using (provider, sub_account_id) group by all"
        ).fetchall()
    assert {provider for provider, _ in rows} == {"aws", "gcp"}
    assert all(0.7 < ratio < 1.3 for _, ratio in rows)
