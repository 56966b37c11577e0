"""What own sites do to the books: boundary, contracts, hosts, and what no fault gets past.

Belongs here: planted faults, refusals, colocation and pools. Does not: the worked cases
(tests/golden), telemetry's own tests.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.injected import opened, run_dbt
from tests.injected_sites import site_books_of
from tests.own_sites import Registers, Row, asset, certificate, metered, site

pytestmark = pytest.mark.slow

_FAULTS = {
    "market_of_own_sites_is_never_negative": """
        update intermediate.int_site_figures_owned set kgco2e = -1
        where site_id = 'hall' and method = 'market' and component = 'electricity'""",
    "market_and_location_of_a_site_are_of_the_same_energy": """
        update intermediate.int_site_figures_owned set energy_kwh = energy_kwh + 1
        where site_id = 'cage' and method = 'market' and component = 'electricity'""",
    "what_was_acquired_is_charged_in_the_end": """
        update marts.fct_asset_charges_monthly set charged_kgco2e = charged_kgco2e + 0.000000001
        where asset_id = 'node' and activity_month = '2025-06-01'""",
    "the_roll_forward_of_an_asset_ties": """
        update marts.fct_asset_charges_monthly set closing_kgco2e = closing_kgco2e + 1
        where asset_id = 'node' and activity_month = '2025-05-01'""",
    "contracts_cover_no_more_than_was_used": """
        update marts.fct_instrument_allocations set applied_kwh = applied_kwh * 9
        where instrument_id = 'good' and applied_kwh > 0""",
    "a_certificate_serves_once": """
        update marts.fct_instrument_allocations set applied_kwh = 1, refused_reason = null
        where instrument_id = 'twice'""",
    "management_and_statutory_bridge_to_zero": """
        update marts.rpt_reconciliation__management_to_statutory set unexplained_tco2e = 0.000000001
        where fiscal_year = 2025""",
    "own_hardware_stands_in_two_views_under_no_method": """
        update marts.fct_carbon_ledger set s3_category = 8
        where recognition_basis = 'amortised'""",
    "every_entry_names_a_factor": """
        update marts.fct_carbon_ledger set factor_set_id = 'of nothing'
        where site_id = 'hall' and component = 'upstream'""",
    "it_and_overhead_make_the_facility": """
        update marts.fct_site_energy_monthly set overhead_kwh = overhead_kwh + 1
        where site_id = 'hall'""",
}  # fmt: skip
_REFUSED = {
    "abroad": "out_of_zone",
    "good": "over_applied",
    "kept": "not_retired",
    "old": "out_of_vintage",
    "silent": "criterion_4_unanswered",
    "twice": "serial_used_twice",
    "unmet": "criterion_1_not_met",
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the sites below, its data tests passed."""
    folder = tmp_path_factory.mktemp("sites")
    return site_books_of(tmp_path_factory, folder, _registers(), _hosts())


def test_an_instrument_is_refused_with_the_reason_and_its_surplus_is_listed(books: Path) -> None:
    refused = _asked(
        books, "select instrument_id, refused_reason, surplus_kwh from marts.rpt_ghg__instruments "
        "where refused_reason is not null"
    )  # fmt: skip
    assert {name: reason for name, reason, _ in refused} == _REFUSED
    assert {float(kwh) for name, _, kwh in refused if name == "good"} == {500_000}


def test_contracts_move_market_and_never_location(books: Path) -> None:
    scope_2 = dict(
        _asked(
            books, "select method, sum(kgco2e) from marts.fct_carbon_ledger "
            "where site_id = 'hall' and scope = 2 group by all"
        )
    )  # fmt: skip
    assert scope_2["market"] == 0
    assert scope_2["location"] == scope_2["location_hourly"] > 0


def test_a_colocation_is_scope_2_for_its_machines_and_category_8_for_cooling(books: Path) -> None:
    kwh = _asked(
        books, "select scope, s3_category, sum(energy_kwh) from marts.fct_carbon_ledger "
        "where site_id = 'cage' and component = 'electricity' and method = 'location' "
        "group by all order by scope"
    )  # fmt: skip
    assert [(scope, category) for scope, category, _ in kwh] == [(2, None), (3, 8)]
    assert float(kwh[0][2]) == pytest.approx(100, abs=1e-6)
    assert float(kwh[1][2]) == pytest.approx(50, abs=1e-6)


def test_what_telemetry_does_not_see_is_a_pool_and_hosts_sum_to_the_books(books: Path) -> None:
    hosts = dict(
        _asked(
            books, "select host_id, sum(energy_facility_kwh) from "
            "intermediate.int_host_figures_monthly where site_id = 'cage' group by all"
        )
    )  # fmt: skip
    teams = dict(
        _asked(
            books, "select team_id, sum(energy_kwh) from marts.fct_carbon_ledger "
            "where site_id = 'cage' and component = 'electricity' and method = 'market' "
            "group by all"
        )
    )  # fmt: skip
    assert {host: round(float(kwh), 6) for host, kwh in hosts.items()} == {
        "gpu-1": 60, "it_unmetered": 90,
    }  # fmt: skip
    assert {team: round(float(kwh), 6) for team, kwh in teams.items()} == {
        "ml": 60, "unattributed": 90,
    }  # fmt: skip


def test_a_month_without_a_reading_is_a_gap_and_not_zero(books: Path) -> None:
    [(gaps, emitted)] = _asked(
        books, "select count(*) filter (where is_gap), sum(electricity_location_kgco2e) "
        "filter (where is_gap) from marts.fct_site_energy_monthly where site_id = 'cage'"
    )  # fmt: skip
    listed = _asked(
        books, "select reason, month_count from marts.rpt_audit__site_gaps "
        "where site_id = 'cage' and component = 'electricity'"
    )  # fmt: skip
    assert (gaps, emitted) == (11, None)
    assert ("no_reading_of_it", 11) in listed


def test_biogenic_carbon_is_in_no_scope(books: Path) -> None:
    [(biogenic,)] = _asked(books, "select sum(biogenic_tco2) from marts.rpt_ghg__biogenic")
    [(direct,)] = _asked(
        books, "select sum(kgco2e) / 1000 from marts.fct_carbon_ledger where scope = 1"
    )  # fmt: skip
    assert float(biogenic) > 2
    assert 0 < direct < biogenic / 100


def test_every_planted_fault_breaks_its_test(books: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(books, tmp_path / books.name))
    with duckdb.connect(str(database)) as connection:
        for name, fault in _FAULTS.items():
            [(changed,)] = connection.execute(fault).fetchall()
            assert changed > 0, f"the fault for {name} changes no row"
    run_dbt(
        database, "test",
        "--select", "int_ledger_entries_derived", "fct_carbon_ledger", "marts.sites",
        "path:tests/books", "rpt_reconciliation__management_to_statutory",
        "--exclude", "test_type:unit", code=1,
    )  # fmt: skip
    results = json.loads((tmp_path / "target" / "run_results.json").read_bytes())["results"]
    failed = {one["unique_id"].split(".")[2] for one in results if one["status"] == "fail"}
    missed = {name for name in _FAULTS if not any(name in one for one in failed)}
    assert missed == set()


def _asked(database: Path, query: str) -> list[tuple[Any, ...]]:
    with opened(database) as connection:
        return connection.execute(query).fetchall()


def _registers() -> Registers:
    hall, cage = metered("hall", 1_000_000), metered("cage", 100, kind="it")
    cage_reading = {**cage[1], "ends_at": "2025-02-01T00:00:00"}
    return {
        "sites": [
            site("hall", "DE"),
            site("cage", "FR", boundary="colocation", overhead_treatment="category_8", pue=1.5,
                 pue_basis="measured"),
        ],
        "hosts": [{"host_id": "gpu-1", "site_id": "cage", "asset_id": "node", "team_id": "ml",
                   "idle_policy": "owner"}],
        "meters": [hall[0], cage[0]],
        "meter_readings": [hall[1], cage_reading],
        "fuels": [{"log_id": "test run", "site_id": "hall", "fuel": "hvo", "unit": "L",
                   "quantity": 1000, "burned_from": "2025-03-01", "burned_to": "2025-03-01"}],
        "assets": [asset("node", "cage", 7012, "2025-01-15", life_months=48)],
        "instruments": [
            certificate("good", "DE", 1500, site_id="hall"),
            certificate("twice", "DE", 5, site_id="hall", serial_from="good-7", serial_to="good-9",
                        retired_on="2026-03-01"),
            certificate("abroad", "FR", 5, site_id="hall"),
            certificate("old", "DE", 5, site_id="hall", vintage_year=2019),
            certificate("kept", "DE", 5, site_id="hall", retired_on=None, retired_for=None),
            certificate("silent", "DE", 5, site_id="hall", criterion_4=None),
            certificate("unmet", "DE", 5, site_id="hall", criterion_1="not_met"),
        ],
    }  # fmt: skip


def _hosts() -> list[Row]:
    """One host of the colocation, 40 of the 100 kWh that the meter counts in January."""
    return [{"site_id": "cage", "host_id": "gpu-1", "hour_at": "2025-01-02T08:00:00",
             "component": "gpu", "device_id": "GPU-1", "energy_kwh": 40, "method_tier": 3,
             "energy_boundary": "chip", "is_modelled": False}]  # fmt: skip
