"""What Dagster is told about a workspace."""

from __future__ import annotations

import logging

import dagster as dg
import pytest

from ingest.settings import Workspace
from orchestration.bill_checks import COVERAGE_CHECK, INVOICE_CHECK
from orchestration.dbt_project import Project
from orchestration.main_job import MAIN_JOB, definitions_of
from orchestration.months import RANGE_END, RANGE_START
from orchestration.progress import LoggedProgress
from orchestration.workroom import Workroom
from tests.unit.orchestration import toy_project

_SETTINGS = """
[workspace]
name = "Acme"
[sources.acme_aws]
kind = "aws_cur2"
uri = "bills/acme"
[sources.beta_aws]
kind = "aws_cur2"
uri = "bills/beta"
"""
Key = dg.AssetKey


@pytest.fixture(scope="module")
def definitions(tmp_path_factory: pytest.TempPathFactory) -> dg.Definitions:
    home = tmp_path_factory.mktemp("acme")
    (home / "tonne.toml").write_text(_SETTINGS)
    (home / "inputs").mkdir()
    (home / "inputs/teams.csv").write_text("team_id,team_name,cost_center\n")
    workspace = Workspace(home)
    project = Project(workspace, toy_project.write(home / "code"))
    return definitions_of(Workroom(workspace, project, LoggedProgress(logging.getLogger("test"))))


def test_bills_are_landed_by_month_and_registers_whole(definitions: dg.Definitions) -> None:
    graph = definitions.resolve_asset_graph()

    assert isinstance(
        graph.get(Key(["landed", "acme_aws"])).partitions_def, dg.MonthlyPartitionsDefinition
    )
    assert graph.get(Key(["landed", "teams"])).partitions_def is None
    assert graph.get(Key(["marts", "facts"])).partitions_def is None


def test_the_way_from_every_export_to_the_published_file_is_drawn(
    definitions: dg.Definitions,
) -> None:
    graph = definitions.resolve_asset_graph()

    def above(*path: str) -> set[Key]:
        return set(graph.get(Key(list(path))).parent_keys)

    assert above("raw", "aws_cur2") == {Key(["landed", "acme_aws"]), Key(["landed", "beta_aws"])}
    assert above("raw", "grid_hourly") == set()
    assert Key(["raw", "aws_cur2"]) in above("staging", "staged_bill")
    assert above("published", "marts") == {Key(["marts", "facts"]), Key(["marts", "summary"])}


def test_the_main_job_holds_everything(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def(MAIN_JOB)

    assert set(job.asset_layer.selected_asset_keys) == set(definitions.resolve_all_asset_keys())


def test_landing_is_checked(definitions: dg.Definitions) -> None:
    checks = {(key.asset_key.path[-1], key.name) for key in _check_keys(definitions)}

    assert ("acme_aws", "last_closed_month_is_landed") in checks
    assert {name for asset, name in checks if asset == "teams"} == {"no_delivery_in_quarantine"}


def test_the_schedule_asks_for_one_run_over_a_range_of_months(definitions: dg.Definitions) -> None:
    schedule = definitions.resolve_schedule_def("daily")

    request = schedule(dg.build_schedule_context())

    assert schedule.job_name == MAIN_JOB
    assert isinstance(request, dg.RunRequest)
    assert {RANGE_START, RANGE_END} <= set(request.tags)


def _check_keys(definitions: dg.Definitions) -> list[dg.AssetCheckKey]:
    return list(definitions.resolve_asset_graph().asset_check_keys)


def test_the_bill_is_checked_against_invoices_and_for_coverage(
    definitions: dg.Definitions,
) -> None:
    checks = {(key.asset_key.path[-1], key.name) for key in _check_keys(definitions)}

    assert ("acme_aws", INVOICE_CHECK) in checks
    assert ("marts", COVERAGE_CHECK) in checks


def test_a_sensor_watches_for_deliveries_and_runs_the_one_job(definitions: dg.Definitions) -> None:
    sensor = definitions.resolve_sensor_def("deliveries")

    assert sensor.job_name == MAIN_JOB
    dg.Definitions.validate_loadable(definitions)
