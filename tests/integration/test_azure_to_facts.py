"""Azure's bills, from their files to the published facts: cost to the last digit, use as it was."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bills import write_workspace
from tests.contract.samples import azure_cost, azure_focus, azure_headers
from tests.pipeline import must_run, published, warehouse

pytestmark = pytest.mark.slow

_SETTINGS = """
[sources.generated]
kind = "azure_cost"
uri = "{generated}"
[sources.pair]
kind = "azure_cost"
uri = "clouds/pair/actual"
amortized_uri = "clouds/pair/amortized"
[sources.focus]
kind = "azure_focus"
uri = "clouds/msexports/cost/focus"
"""
_GENERATION = """
[sources.g{number}]
kind = "azure_cost"
uri = "clouds/generations/g{number}"
"""
_PLACES = Decimal("1e-12")
_DAILY = "marts.fct_resource_estimates_daily"


@dataclass(frozen=True)
class Billed:
    """A published workspace; what its files say, read by nothing of ours."""

    home: Path
    generated: Decimal
    actual: Decimal
    amortized: Decimal


@pytest.fixture(scope="module")
def billed(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Billed:
    home = tmp_path_factory.mktemp("azure") / "home"
    home.mkdir()
    write_workspace(home, [])
    generated = shared_dir / "data/billing/generated_nise/azure_container/exports/cost"
    settings = _SETTINGS.format(generated=generated)
    costs: dict[str, Decimal] = {}
    for name, sample in (("actual", "ActualCost"), ("amortized", "AmortizedCost")):
        path = shared_dir / f"data/billing/azure/finops-toolkit_EA_{sample}_Small.csv"
        target = home / "clouds/pair" / name / "20230901-20230930/part_0_0001.csv"
        target.parent.mkdir(parents=True)
        target.write_bytes(path.read_bytes())
        costs[name] = _cost(path, "Cost")
    azure_focus.write(home, [[azure_focus.charge()]])
    for number, generation in enumerate(azure_headers.GENERATIONS):
        lines = azure_headers.renamed([azure_cost.row()], generation)
        path = home / f"clouds/generations/g{number}/20251001-20251031/part_0_0001.csv"
        path.parent.mkdir(parents=True)
        path.write_bytes(azure_cost.text_of(lines))
        settings += _GENERATION.format(number=number)
    (home / "tonne.toml").write_text(f'[workspace]\nname = "Azure"\n{settings}')
    must_run(home, "run")
    files = generated.rglob("*.csv")
    total = sum((_cost(path, "CostInBillingCurrency") for path in files), Decimal(0))
    return Billed(home, total, costs["actual"], costs["amortized"])


def _cost(path: Path, column: str) -> Decimal:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(
            (Decimal(row[column]).quantize(_PLACES) for row in csv.DictReader(file)), Decimal(0)
        )


@pytest.mark.parametrize(
    "relation",
    ["staging.stg_azure__cost_details", "intermediate.int_usage_daily", _DAILY],
)
def test_cost_is_the_same_to_the_last_digit_in_every_layer(billed: Billed, relation: str) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            f"select split_part(slice_id, '__', 1), sum(billed_cost), sum(effective_cost) "
            f"from {relation} where slice_id like 'generated%' or slice_id like 'pair%' "
            "group by all order by all"
        ).fetchall()
    assert found == [
        ("generated", billed.generated, billed.generated),
        ("pair", billed.actual, billed.amortized),
    ]


def test_actual_and_amortized_count_every_use_once(billed: Billed) -> None:
    """A machine that both files have ran 24 hours, not 48."""
    with published(billed.home) as connection:
        found = connection.execute(
            f"select sum(consumed_quantity) from {_DAILY} where slice_id like 'pair%' "
            "and service_name = 'Virtual Machines' and region_id = 'southcentralus'"
        ).fetchall()
    assert found == [(Decimal(24),)]


def test_every_header_generation_is_the_same_usage(billed: Billed) -> None:
    picked = (
        "provider, sub_account_id, resource_id, billing_currency, charge_category, service_name, "
        "region_id, consumed_unit, tags['team'], x_line_item_type, x_usage_type, x_instance_type, "
        "consumed_quantity, billed_cost, effective_cost, charge_period_start, charge_period_end"
    )
    with warehouse(billed.home) as connection:
        found = connection.execute(
            f"select distinct {picked} from staging.stg_azure__cost_details "
            "where slice_id like 'g_\\_\\_%' escape '\\'"
        ).fetchall()
    assert len(found) == 1
    [usage] = found
    assert usage[6:12] == (
        "southcentralus", "Hours", "search", "AZURE:Usage", "Dv3/DSv3 Series/D2 v3/D2s v3",
        "Standard_D2s_v3",
    )  # fmt: skip


def test_a_charge_of_focus_reads_as_its_cost_details_do(billed: Billed) -> None:
    picked = (
        "provider, charge_category, service_name, region_id, consumed_unit, x_usage_type, "
        "x_operation, x_instance_type, consumed_quantity, billed_cost, effective_cost, "
        "charge_period_start, charge_period_end"
    )
    with warehouse(billed.home) as connection:
        [focus] = connection.execute(
            f"select {picked} from staging.stg_focus__charges where slice_id like 'focus%'"
        ).fetchall()
        [details] = connection.execute(
            f"select {picked} from staging.stg_azure__cost_details where slice_id like 'g0%'"
        ).fetchall()
    assert focus == details


def test_every_region_of_the_samples_is_known(billed: Billed) -> None:
    with warehouse(billed.home) as connection:
        found = connection.execute(
            "select distinct region_id from staging.stg_azure__cost_details where region_id not in "
            "(select region_id from seeds.cloud_regions where provider = 'azure')"
        ).fetchall()
    assert found in ([], [("unknown",)])


def test_every_row_has_a_tier_or_a_reason(billed: Billed) -> None:
    with published(billed.home) as connection:
        found = connection.execute(
            "select evidence_tier, no_emission_reason, sum(row_count)::bigint "
            "from marts.rpt_audit__coverage group by all"
        ).fetchall()
    assert all(tier is not None or reason for tier, reason, _ in found), found


def test_the_next_run_lands_nothing(billed: Billed) -> None:
    assert "dbt was not started" in must_run(billed.home, "run")
