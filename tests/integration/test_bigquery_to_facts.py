"""From BigQuery to the facts: a partition with late rows changes its own slice, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bigquery_server import BigQueryServer
from tests.contract.samples import gcp_billing, gcp_carbon
from tests.google_tables import BILLING, CARBON
from tests.pipeline import Facts, facts, must_run, warehouse

pytestmark = pytest.mark.slow

_SETTINGS = """
[sources.google]
kind = "gcp_billing"
uri = "{bill}"
endpoint_url = "{rest}"
storage_endpoint_url = "{storage}"
partition_column = "export_day"
maximum_bytes_billed = 1000000000

[sources.footprint]
kind = "gcp_carbon"
uri = "{footprint}"
endpoint_url = "{rest}"
storage_endpoint_url = "{storage}"
"""
_BILL, _FOOTPRINT = "bill_to_facts", "footprint_to_facts"


@dataclass(frozen=True)
class Restated:
    """The facts before and after late rows came, and the workspace as it is then."""

    home: Path
    first: dict[str, Facts]
    second: dict[str, Facts]


@pytest.fixture(scope="module")
def restated(bigquery_server: BigQueryServer, tmp_path_factory: pytest.TempPathFactory) -> Restated:
    home = tmp_path_factory.mktemp("google") / "home"
    home.mkdir()
    columns = {**BILLING, "export_day": "DATE"}
    settings = _SETTINGS.format(
        bill=bigquery_server.make_table(_BILL, columns, day="export_day"),
        footprint=bigquery_server.make_table(_FOOTPRINT, CARBON, day="usage_month"),
        rest=bigquery_server.rest_url,
        storage=bigquery_server.storage_url,
    )
    (home / "tonne.toml").write_text(settings)
    bigquery_server.insert(_FOOTPRINT, [gcp_carbon.row(), gcp_carbon.row(project=None)])
    for day in ("2025-10-05", "2025-10-06", "2025-11-03"):
        _export(bigquery_server, day, gcp_billing.row(day=day), gcp_billing.row(day=day, cost=0.1))
    must_run(home, "run")
    first = _by_slice(home)
    late = gcp_billing.row(day="2025-10-31", cost=0.7)
    correction = gcp_billing.row(day="2025-10-05", cost=-0.4, cost_type="adjustment")
    _export(bigquery_server, "2025-11-03", late, correction)
    must_run(home, "run")
    return Restated(home, first, _by_slice(home))


def _export(server: BigQueryServer, day: str, *rows: gcp_billing.Row) -> None:
    server.insert(_BILL, [{**row, "export_day": day} for row in rows])


def _by_slice(home: Path) -> dict[str, Facts]:
    days = ("2025-10-05", "2025-10-06", "2025-11-03")
    return {day: facts(home, where=f"slice_id = 'google__{day}'") for day in days}


def test_late_rows_and_corrections_change_the_slice_they_came_in(restated: Restated) -> None:
    assert all(rows.total() for rows in restated.first.values())
    changed = [day for day, rows in restated.first.items() if rows != restated.second[day]]
    assert changed == ["2025-11-03"]


def test_only_the_touched_slice_was_computed_again(restated: Restated) -> None:
    with warehouse(restated.home) as connection:
        versions = connection.execute(
            "select slice_id, count(*) from raw.slices where kind = 'gcp_billing' group by all "
            "order by all"
        ).fetchall()
    assert versions == [
        ("google__2025-10-05", 1),
        ("google__2025-10-06", 1),
        ("google__2025-11-03", 2),
    ]


def test_a_late_row_is_of_its_month_of_use_and_the_total_is_the_tables(
    restated: Restated, bigquery_server: BigQueryServer
) -> None:
    with warehouse(restated.home) as connection:
        months = connection.execute(
            "select usage_month, sum(cost)::double from (select "
            "  strftime(usage_date, '%Y-%m') as usage_month, "
            "  effective_cost as cost from marts.fct_resource_estimates_daily) group by all "
            "order by all"
        ).fetchall()
    assert months == [("2025-10", 2.5), ("2025-11", 1.1)]
    [(total,)] = bigquery_server.run(f"select sum(cost) from `acme-billing.billing.{_BILL}`")
    assert total == pytest.approx(3.6)


def test_googles_own_figures_stand_beside_by_measure(restated: Restated) -> None:
    with warehouse(restated.home) as connection:
        found = connection.execute(
            "select sub_account_id, measure, sum(emissions_kgco2e)::double "
            "from staging.stg_gcp__carbon_footprints where model_version = '14' "
            "group by all order by all"
        ).fetchall()
    assert found[:6] == [
        ("0177BB-554433-A9B8C7", "s1", 1.5),
        ("0177BB-554433-A9B8C7", "s2_location", 20.25),
        ("0177BB-554433-A9B8C7", "s2_market", 4.0),
        ("0177BB-554433-A9B8C7", "s3", 7.125),
        ("0177BB-554433-A9B8C7", "total_location", 28.875),
        ("0177BB-554433-A9B8C7", "total_market", 12.625),
    ]
    assert {row[0] for row in found[6:]} == {"acme-search"}
