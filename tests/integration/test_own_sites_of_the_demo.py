"""The made-up company's own hosts, from their samples to the pages of its runs and services."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ingest.demo import TRAINING
from ingest.demo.month import Month
from ingest.demo.onprem.totals import Known, known
from tests import demo_company
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow

_SEED = 7
_FAILED, _ATTEMPTS = 2, 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """On AWS and two sites of its own, published."""
    return demo_company.with_own_sites(tmp_path_factory)


@pytest.fixture(scope="module")
def truth() -> Known:
    return known(Month("2025-11"), _SEED)


def test_every_board_and_package_shows_the_energy_it_was_given(home: Path, truth: Known) -> None:
    shown = _by_host(home, "component in ('gpu', 'cpu_package', 'dram')")
    for host_id in shown:
        kinds = {device.kind for device in truth.devices if device.host.host_id == host_id}
        given = sum(truth.of_host(host_id, kind) for kind in kinds)
        assert shown[host_id] == pytest.approx(given, rel=1e-6)
    assert set(shown) == {device.host.host_id for device in truth.devices}


def test_a_host_with_a_wall_reading_is_its_wall(home: Path, truth: Known) -> None:
    shown = _by_host(home, "component <> 'none'")
    for host_id, kwh in truth.walls.items():
        assert shown[host_id] == pytest.approx(kwh, rel=2e-3)


def test_workloads_idle_and_the_rest_are_the_device(home: Path) -> None:
    by_device = "select sum(energy_it_kwh) from marts.fct_device_energy_hourly"
    by_workload = "select sum(energy_it_kwh) from marts.fct_workload_energy_hourly"
    assert _asked(home, by_workload) == _asked(home, by_device)


def test_a_training_run_is_all_its_attempts_and_a_share_of_what_is_booked(home: Path) -> None:
    [(attempts, failed, run_kg, all_kg)] = _asked(
        home,
        "select count(*), count(*) filter (where outcome = 'failed'), "
        "sum(electricity_location_kgco2e), (select electricity_location_kgco2e "
        f"from marts.fct_ai_runs where run_id = '{TRAINING}') "
        f"from marts.fct_ai_run_attempts where run_id = '{TRAINING}'",
    )
    assert (attempts, failed) == (_ATTEMPTS, _FAILED)
    assert run_kg == all_kg > 0
    [(booked,)] = _asked(
        home,
        "select sum(kgco2e) from marts.fct_carbon_ledger where provider = 'onprem' and scope = 2 "
        "and method = 'location' and component = 'electricity'",
    )
    assert run_kg < booked


@pytest.mark.parametrize("method", ["location", "location_hourly", "market"])
def test_the_report_of_teams_holds_own_sites_as_the_books_do(home: Path, method: str) -> None:
    [(reported,)] = _asked(
        home,
        f"select sum(total_{method}_tco2e) from marts.rpt_ghg__team_service_monthly "
        "where provider = 'onprem'",
    )
    [(booked,)] = _asked(
        home,
        "select sum(kgco2e) from marts.fct_carbon_ledger_by_method where site_id is not null "
        f"and recognition_basis <> 'acquisition_year' and method = '{method}'",
    )
    assert float(reported) * 1000 == pytest.approx(float(booked), rel=1e-8)


def test_contracts_are_refused_with_their_reason(home: Path) -> None:
    refused = _asked(
        home,
        "select distinct refused_reason from marts.fct_instrument_allocations "
        "where refused_reason is not null",
    )
    assert {("out_of_vintage",), ("criterion_3_unanswered",)} <= set(refused)


def test_the_pages_show_a_run_and_a_million_calls(home: Path) -> None:
    must_run(home, "report", "ai-run", "--run", TRAINING)
    must_run(home, "report", "ai-serving")
    page = next((home / "reports").glob(f"ai-run_{TRAINING}*.html")).read_text(encoding="utf-8")
    assert TRAINING in page
    assert "Wasted" in page
    serving = next((home / "reports").glob("ai-serving*.html")).read_text(encoding="utf-8")
    assert "A million calls" in serving
    for scenario in ("central", "intensity high", "batch utilisation low"):
        assert scenario in serving
    per_thousand = next((home / "reports").glob("ai-serving*.csv"))
    with per_thousand.open(newline="", encoding="utf-8-sig") as file:
        assert {row["service_id"] for row in csv.DictReader(file)} >= {"assistant"}


def test_a_run_is_held_to_its_bars_on_the_command_line(home: Path) -> None:
    told = must_run(home, "check-run", TRAINING, "--max-kg", "1e9", "--max-joule-per-token", "1e9")
    assert told.count(" ok") == 2
    assert "breached" in must_run(home, "check-run", TRAINING, "--max-kg", "0.001", code=4)
    must_run(home, "check-run", TRAINING, code=2)


def test_budgets_of_the_demo_burn_what_is_booked(home: Path) -> None:
    must_run(home, "check-budget")
    [(burned, hours, unknown)] = _asked(
        home,
        "select burned_tco2e, burned_gpu_hours, unknown_subjects "
        "from marts.rpt_chargeback__budgets where is_latest and budget_kind = 'portfolio'",
    )
    [(runs, run_hours)] = _asked(
        home,
        "select sum(total_location_kgco2e), sum(gpu_hours) from marts.fct_ai_runs "
        "where experiment_id is not null",
    )
    assert float(burned) * 1000 == pytest.approx(float(runs), abs=1e-6)
    assert (hours, unknown) == (run_hours, None)


def test_the_platform_is_borne_by_the_other_teams_once_it_is_shared(home: Path) -> None:
    since = "activity_month >= '2025-01-01'"
    stated = _asked(home, f"select distinct team_id from marts.fct_chargeback_lines where {since}")
    borne = _asked(
        home, "select sum(charged_kgco2e) from marts.fct_chargeback_lines "
        f"where source_team_id = 'platform' and {since}",
    )  # fmt: skip
    itself = _asked(
        home, "select sum(kgco2e) from marts.fct_carbon_ledger_by_method where method = 'location' "
        f"and team_id = 'platform' and recognition_basis <> 'acquisition_year' and {since}",
    )  # fmt: skip
    assert ("search",) in stated
    assert ("platform",) not in stated
    assert borne == itself


def _asked(home: Path, query: str) -> list[tuple[Any, ...]]:
    with published(home) as connection:
        return connection.execute(query).fetchall()


def _by_host(home: Path, condition: str) -> Mapping[str, float]:
    found = _asked(
        home,
        "select host_id, sum(energy_it_kwh) from marts.fct_device_energy_hourly "
        f"where {condition} group by host_id",
    )
    return {host_id: float(kwh) for host_id, kwh in found}
