"""The one page of a run, and the page of serving."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
import yaml

from publish.errors import UnknownReportError
from publish.report import write_report
from tests.pipeline import REPOSITORY

_MARTS = REPOSITORY / "dbt_project" / "models" / "marts" / "ai"
_TABLES = (
    "rpt_ai__run_report", "rpt_ai__sci", "rpt_ai__what_if", "rpt_ai__per_1000_requests",
    "rpt_ai__batch_vs_on_demand", "fct_ai_api_usage",
)  # fmt: skip
_ROWS = """
create table marts.published_run as select 'run-7' as run_id, timestamp '2026-07-05' as
    published_at, 'f00dfeed' as fingerprint, '0.1.0' as tool_version;
create table marts.dim_entity as select 'acme' as entity_id, 'Acme' as entity_name,
    'operational' as consolidation_approach, 'location' as scope3_energy_basis;
insert into marts.rpt_ai__run_report by name select 'big/1' as run_id, date '2026-06-01' as
    activity_month, 'run' as row_kind, 'm <b>' as model_id, 'A' as team_id, true as is_booked,
    2 as attempt_count, 0.25 as wasted_share, 400 as total_location_kgco2e,
    300 as final_location_kgco2e, 350 as electricity_location_kgco2e,
    50 as hardware_amortised_kgco2e, null as total_market_kgco2e;
insert into marts.rpt_ai__run_report by name select * replace ('attempt' as row_kind,
    'a1' as attempt_id, 1 as attempt, 'failed' as outcome, false as is_final,
    100 as total_location_kgco2e) from marts.rpt_ai__run_report;
insert into marts.rpt_ai__run_report by name select * replace ('a2' as attempt_id, 2 as attempt,
    'succeeded' as outcome, true as is_final, 300 as total_location_kgco2e)
    from marts.rpt_ai__run_report where row_kind = 'attempt';
insert into marts.rpt_ai__run_report by name select * replace ('small' as run_id,
    4 as total_location_kgco2e) from marts.rpt_ai__run_report where row_kind = 'run';
insert into marts.rpt_ai__what_if by name select 'run' as subject_kind, 'big/1' as subject_id,
    date '2026-06-01' as activity_month, 'site_no' as arm_id, 'region' as arm_kind,
    'no_common_boundary' as refused_reason;
insert into marts.rpt_ai__what_if by name select * replace ('site_se' as arm_id, null as
    refused_reason, 'direct' as boundary, 400 as base_kgco2e, 60 as arm_kgco2e,
    50 as arm_low_kgco2e, 70 as arm_high_kgco2e, -340 as difference_kgco2e,
    true as is_beyond_range, 6 as arm_carbon_cost, 'EUR' as currency) from marts.rpt_ai__what_if;
insert into marts.rpt_ai__sci by name select 'run' as subject_kind, 'big/1' as subject_id,
    date '2026-06-01' as activity_month, 'sci_ai_provider' as boundary, 'flop' as functional_unit,
    4e-15 as sci_gco2e_per_unit, 'all attempts' as boundary_statement;
insert into marts.rpt_ai__per_1000_requests by name select 'chat' as service_id,
    date '2026-06-01' as activity_month, 1000000 as requests,
    0.19261 as location_kgco2e_per_1000_requests,
    0.005738 as training_projected_kgco2e_per_1000_requests,
    0.057383 as training_actual_kgco2e_per_1000_requests;
insert into marts.rpt_ai__batch_vs_on_demand by name select 'chat' as service_id,
    date '2026-06-01' as activity_month, 'central' as scenario, 193 as on_demand_kgco2e,
    128 as batch_kgco2e;
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs and a service in tables of the marts' own columns."""
    path = tmp_path_factory.mktemp("models") / "marts.duckdb"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{path}' as published")
        connection.execute("use published")
        connection.execute("create schema marts")
        for table in _TABLES:
            declared = yaml.safe_load((_MARTS / f"{table}.yml").read_text(encoding="utf-8"))
            columns = declared["models"][0]["columns"]
            typed = ", ".join(f"{column['name']} {column['data_type']}" for column in columns)
            connection.execute(f"create table marts.{table} ({typed})")
        connection.execute(_ROWS)
    return path


def _page(published: Path, folder: Path, name: str, run: str | None = None) -> str:
    _, html, _ = write_report(published, folder, name=name, subject=run).paths
    return html.read_text(encoding="utf-8")


def test_a_run_is_told_with_what_was_wasted_and_the_final_attempt_beside(
    published: Path, tmp_path: Path
) -> None:
    text = _page(published, tmp_path, "ai-run", "big/1")
    assert 'id="total-location" value="400.000000000"' in text
    assert "final attempt alone 300" in text
    assert "25.0" in text.split('id="wasted-share"')[1][:40]
    assert "m <b>" not in text, "names are no markup"
    assert [path.name for path in tmp_path.glob("*.html")] == ["ai-run_big-1_2026-06.html"]


def test_an_alternative_without_a_common_boundary_is_named_and_has_no_figure(
    published: Path, tmp_path: Path
) -> None:
    text = _page(published, tmp_path, "ai-run", "big/1")
    table = text.split('id="alternatives-table"')[1].split("</table>")[0]
    refused = text.split('id="refused"')[1].split("</p>")[0]
    assert "site se" in table
    assert "site no" not in table
    assert "site no" in refused


def test_without_an_id_the_page_is_that_of_the_largest_run(published: Path, tmp_path: Path) -> None:
    text = _page(published, tmp_path, "ai-run")
    assert "Run report: big/1" in text


def test_a_run_that_nobody_registered_is_refused(published: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownReportError, match="no run 'other' is published"):
        write_report(published, tmp_path, name="ai-run", subject="other")


def test_a_report_of_a_period_is_of_no_single_thing(published: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownReportError, match="is of a period"):
        write_report(published, tmp_path, name="ai-serving", subject="chat")


def test_training_stands_beside_serving_over_both_uses(published: Path, tmp_path: Path) -> None:
    text = _page(published, tmp_path, "ai-serving")
    row = text.split('id="thousand-table"')[1].split("<tbody>")[1].split("</tr>")[0]
    assert "0.193" in row
    assert "0.00574" in row
    assert "0.0574" in row
    assert "0.198" not in row, "training is never added"
