"""What the clouds' own figures do to the books, account by account, and what no fault gets past.

Belongs here: selection, gaps, denied and silent months, planted faults. Does not: the worked cases
(tests/golden), the tools' files.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.injected import LANDED, Given, Row, books_of, estimate, figure, opened, run_dbt
from tests.pipeline import assert_same, rows_of, warehouse

pytestmark = pytest.mark.slow

_MONTH, _LATEST = "2025-12", f"{LANDED:%Y}-05"
"""A month that the tools have closed, and the last one, read before the day it is published."""

_AWS = {"provider": "aws", "tool": "aws_ccft", "model_version": "v3.0.1",
        "service_name": "AmazonEC2", "region_code": "us-east-1"}  # fmt: skip
_GCP = {"provider": "gcp", "tool": "gcp_carbon_footprint", "model_version": "14",
        "service_name": "Compute Engine", "region_code": "us-east1"}  # fmt: skip
_AZURE = {"provider": "azure", "tool": "azure_carbon_optimization", "model_version": "unversioned",
          "service_name": "microsoft.compute/virtualmachines", "region_code": "eastus"}  # fmt: skip
_BUCKET = {"aws": "AmazonEC2", "gcp": "Compute Engine", "azure": "Compute"}
_V3 = {"s1": 1, "s2_location": 100, "s2_market": 10, "s3_location": 60, "s3_market": 45}
_GOOGLE = {"s1": 1, "s2_location": 100, "s2_market": 10, "s3": 60}

# 90 kg of electricity (95 by the hour), 18 of upstream, 25 of hardware where an estimate stands.
_EXPECTED = {
    "newest model alone": {"location": 161, "location_hourly": 138, "market": 56},
    "totals alone": {"location": 161, "location_hourly": 138, "market": 56},
    "denied": {"location": 133, "location_hourly": 138, "market": 133},
    "silent region": {"location": 161, "location_hourly": 276, "market": 56},
    "silent before its day": {"location": 294, "location_hourly": 276, "market": 189},
    "nobody billed": {"location": 161, "market": 56},
    "no location figure": {"location": 151, "location_hourly": 138, "market": 56},
    "google before 11": {"location": 179, "location_hourly": 179, "market": 89},
    "google": {"location": 161, "location_hourly": 161, "market": 71},
    "google before 2023": {"location": 161, "location_hourly": 161, "market": 151},
    "not here yet": {"location": 133, "location_hourly": 138, "market": 52},
    "spend beside": {"location": 169, "location_hourly": 153, "market": 64},
    "water alone": {"location": 133, "location_hourly": 138, "market": 133},
}

_FAULTS = {
    "every_printed_kilogram_is_booked_once": """
        delete from intermediate.int_emission_figures
        where sub_account_id = 'google' and entry_type = 'actual' and method = 'market'""",
    "books_and_resources_hold_the_same": """
        update marts.fct_resource_emissions_monthly
        set bundle_location_kgco2e = bundle_location_kgco2e + 1 where sub_account_id = 'google'""",
    "what_a_bundle_covers_leaves_no_estimate": """
        delete from intermediate.int_emission_figures
        where sub_account_id = 'totals alone' and entry_type = 'reversal'""",
    "a_missing_figure_is_booked_by_nobody": """
        update intermediate.int_emission_figures set covered_components = 'electricity,s1_direct'
        where sub_account_id = 'no location figure' and bundle = 's1'""",
    "components_covered_by_bundles_are_disjoint": """
        insert into intermediate.int_components_covered
        from intermediate.int_components_covered where component = 'hardware' limit 1""",
    "one_model_version_counts": """
        update marts.fct_provider_emissions set is_counted = true
        where sub_account_id = 'newest model alone'""",
    "location_and_market_of_a_cloud_never_add": """
        update marts.fct_carbon_ledger set method = 'location'
        where sub_account_id = 'denied' or bundle like '%market'""",
    "a_reversal_names_what_it_reverses": """
        update marts.fct_carbon_ledger set reverses_entry_id = null
        where sub_account_id = 'newest model alone'""",
    "shares_sum_to_the_bundle": """
        update intermediate.int_bundles_allocated set kgco2e = kgco2e + 0.000000001
        where sub_account_id = 'google' and method = 'location'""",
    "the_parts_sum_to_the_variance": """
        update marts.rpt_reconciliation__provider_vs_estimate
        set usage_kgco2e = usage_kgco2e + 0.000000001""",
    "water_and_emissions_never_share_a_row": """
        update marts.fct_provider_emissions set emissions_kgco2e = 0
        where measure = 'water_withdrawal'""",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the accounts above, its data tests passed."""
    given = Given()
    for account in _EXPECTED:
        _give(account, given)
    return books_of(tmp_path_factory, tmp_path_factory.mktemp("books"), given)


@pytest.mark.parametrize("account", _EXPECTED)
def test_an_account_is_booked_as_its_figures_allow(account: str, books: Path) -> None:
    with opened(books) as connection:
        booked = connection.execute(
            "select method, sum(kgco2e) from marts.fct_carbon_ledger_by_method "
            "where sub_account_id = ? and activity_month >= '2022-06-01' and not "
            "(sub_account_id = 'not here yet' and activity_month < '2025-12-01') group by all",
            [account],
        ).fetchall()
    assert {method: float(kg) for method, kg in booked} == _EXPECTED[account]


def test_what_fills_a_gap_says_so(books: Path) -> None:
    with opened(books) as connection:
        filled = connection.execute(
            "select distinct sub_account_id, component, method from marts.fct_carbon_ledger "
            "where reason = 'gap_fill' and method <> 'location_hourly' "
            "and sub_account_id in ('google before 11', 'google', 'no location figure', 'denied')"
        ).fetchall()
    assert set(filled) == {
        ("google before 11", "upstream", "location"),
        ("google before 11", "upstream", "market"),
        ("no location figure", "electricity", "location"),
    }


def test_a_preliminary_figure_is_of_the_second_tier(books: Path) -> None:
    assert _tiers(books, "silent before its day") == {2}
    assert _tiers(books, "silent region") == {1}


def test_what_nobody_billed_is_unattributed_and_kept(books: Path) -> None:
    with opened(books) as connection:
        owners = connection.execute(
            "select distinct team_id, resource_id from marts.fct_resource_emissions_monthly "
            "where sub_account_id = 'nobody billed'"
        ).fetchall()
    assert owners == [("unattributed", None)]


def test_a_bundle_leaves_nothing_of_its_components_to_be_listed(books: Path) -> None:
    with opened(books) as connection:
        listed = connection.execute(
            "select provider, component from marts.rpt_audit__not_estimated where provider <> 'aws'"
            " and activity_month = '2025-12-01' order by all"
        ).fetchall()
    assert listed == [("azure", "facility"), ("azure", "s1_direct")]


def test_the_comparison_names_each_kind(books: Path) -> None:
    with opened(books) as connection:
        kinds = connection.execute(
            "select sub_account_id, kind from marts.rpt_reconciliation__provider_vs_estimate "
            "where activity_month = '2025-12-01' and method = 'location' group by all"
        ).fetchall()
    assert ("google", "matched") in kinds
    assert ("nobody billed", "provider_only") in kinds
    assert ("silent region", "estimate_only") in kinds
    assert ("not here yet", "timing") in kinds
    assert ("denied", "timing") in kinds
    assert ("google before 11", "method") in kinds


def test_water_is_the_clouds_own_and_in_no_book(books: Path) -> None:
    with opened(books) as connection:
        litres = connection.execute(
            "select sum(provider_water_l), count(emissions_kgco2e) "
            "from marts.fct_provider_emissions where sub_account_id = 'water alone'"
        ).fetchone()
        ours = connection.execute(
            "select count(water_site_l) from marts.fct_resource_emissions_monthly"
        ).fetchone()
    assert litres == (2000, 0)
    assert ours == (0,)


def test_every_planted_fault_breaks_its_test(books: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(books, tmp_path / books.name))
    with duckdb.connect(str(database)) as connection:
        for name, fault in _FAULTS.items():
            [(changed,)] = connection.execute(fault).fetchall()
            assert changed > 0, f"the fault for {name} changes no row"
    run_dbt(database, "test", "--select", "marts.core", "marts.reports", "intermediate.figures",
            "path:tests/books", "--exclude", "test_type:unit", code=1)  # fmt: skip
    results = json.loads((tmp_path / "target" / "run_results.json").read_bytes())["results"]
    failed = {one["unique_id"].split(".")[2] for one in results if one["status"] == "fail"}
    missed = {name for name in _FAULTS if not any(name in one for one in failed)}
    assert missed == set()


def test_without_a_clouds_figure_the_booked_figure_is_the_estimate(demo: Path) -> None:
    with warehouse(demo) as connection:
        columns = [
            row[0]
            for row in connection.execute(
                "describe intermediate.int_resource_estimates_monthly"
            ).fetchall()
        ]
        booked, estimated = (
            rows_of(connection, f"(select {', '.join(columns)} from {table})")
            for table in (
                "marts.fct_resource_emissions_monthly",
                "intermediate.int_resource_estimates_monthly",
            )
        )
        entries = connection.execute(
            "select distinct entry_type, bundle, reason, activity_month = posting_month "
            "from marts.fct_carbon_ledger"
        ).fetchall()
    assert_same(booked, estimated, "monthly fact")
    assert entries == [("accrual", None, None, True)]


def _give(account: str, given: Given) -> None:
    """The rows of an account: what is estimated and what its cloud printed."""
    month, tool, measures, region = _printed(account)
    if account != "nobody billed":
        given.estimates.append(_estimate(account, month, tool, region))
    if "silent" in account:
        given.estimates.append(_estimate(account, month, tool, "eu-west-1"))
    printed = "2025-11" if account == "not here yet" else month
    given.figures += [
        figure(account, printed, measure, kg, **tool, is_partial=account == "denied")
        for measure, kg in measures.items()
    ]
    if account == "newest model alone":
        old = tool | {"model_version": "v2.0.0"}
        given.figures += [
            figure(account, month, measure, 50, **old, slice_id="the model before")
            for measure in ("s1", "s2_location", "s2_market")
        ]
    if account == "spend beside":
        given.estimates += [
            _spend(account, 7, resource_kind="other"),
            _spend(account, 8, resource_kind="marketplace"),
        ]


def _printed(account: str) -> tuple[str, dict[str, Any], dict[str, int], str]:
    """Month, tool, measures and region of an account's figures."""
    no_backfill = {"model_version": "9", "billing_account_id": "a payer without a backfill"}
    google = (_MONTH, _GCP, _GOOGLE, "us-east1")
    return {
        "google": google,
        "google before 11": (_MONTH, _GCP | no_backfill, _GOOGLE, "us-east1"),
        "google before 2023": ("2022-07", _GCP, _without(_GOOGLE, "s2_market"), "us-east1"),
        "silent before its day": (_LATEST, _AWS, _V3, "us-east-1"),
        "denied": (_MONTH, _AZURE, {"s2": 12, "s3": 30}, "eastus"),
        "totals alone": (
            _MONTH, _AWS, {"total_location": 161, "total_market": 56}, "us-east-1"
        ),
        "no location figure": (_MONTH, _AWS, _without(_V3, "s2_location"), "us-east-1"),
        "water alone": (_MONTH, _AWS, {"water_withdrawal": 2000}, "us-east-1"),
    }.get(account, (_MONTH, _AWS, _V3, "us-east-1"))  # fmt: skip


def _without(measures: dict[str, int], name: str) -> dict[str, int]:
    return {measure: kg for measure, kg in measures.items() if measure != name}


def _estimate(account: str, month: str, tool: dict[str, Any], region: str) -> Row:
    provider = tool["provider"]
    return estimate(
        account, month, "a", provider=provider, region_id=region, carbon_bucket=_BUCKET[provider],
        service_name="vm", energy_it_kwh=300, energy_overhead_kwh=30,
        electricity_location_kgco2e=90, electricity_location_hourly_kgco2e=95,
        electricity_market_kgco2e=90, upstream_location_kgco2e=18, upstream_market_kgco2e=18,
        hardware_kgco2e=25,
    )  # fmt: skip


def _spend(account: str, kg: float, **columns: Any) -> Row:
    return estimate(
        account, _MONTH, "a", provider="aws", region_id="us-east-1", carbon_bucket="AmazonEC2",
        service_name="spent", evidence_tier=5, other_kgco2e=kg, **columns,
    )  # fmt: skip


def _tiers(books: Path, account: str) -> set[int]:
    with opened(books) as connection:
        rows = connection.execute(
            "select evidence_tier from marts.fct_carbon_ledger "
            "where sub_account_id = ? and entry_type = 'actual'",
            [account],
        ).fetchall()
    return {tier for (tier,) in rows}
