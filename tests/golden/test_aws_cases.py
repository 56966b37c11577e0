"""The cases of the research data that belong to AWS bills: held capacity, and what spend may carry.

Belongs here: rows of `cases/golden.csv` whose part is `aws`, with the factors they give and no
others. Does not: the peers' rows (test_peers).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests import bills
from tests.own_factors import SeedRow, copy_code, replace_seed, runs_from
from tests.pipeline import must_run, published

pytestmark = pytest.mark.slow

_IDLE, _SPEND = "G08-RESERVED-IDLE", "G13-SPEND"
_WORKMAIL = "AmazonWorkMail"
_THREADS, _BOARDS = 96, 8
_BOARD_W, _BOARD_KG = 1, 10
_RESERVATION = "arn:aws:ec2:us-east-1:012345678901:capacity-reservation/cr-1"


def test_no_aws_case_is_left_out(shared_dir: Path) -> None:
    assert set(_cases(shared_dir)) == {_IDLE, _SPEND}


def test_held_capacity_draws_idle_power_and_a_commitment_holds_nothing(
    shared_dir: Path, tmp_path: Path
) -> None:
    given, expected = _cases(shared_dir)[_IDLE]
    code = copy_code(tmp_path / "code")
    _give_the_host(code, given)
    home = bills.write_workspace(tmp_path / "home", _held_bill(given), teams=["training"])
    must_run(home, "run", env=runs_from(code))
    with published(home) as connection:
        rows = connection.execute(
            "select resource_kind, resource_id, team_id, energy_it_kwh, energy_overhead_kwh, "
            "electricity_location_kgco2e, hardware_kgco2e, other_kgco2e, no_emission_reason "
            "from marts.fct_resource_estimates_daily order by resource_kind = 'reserved_idle' desc"
        ).fetchall()
    held = expected["capacity_reservation"]
    kind, resource, team, it, overhead, location, hardware, other, _ = rows[0]
    assert (kind, resource, team, other) == (held["line"], _RESERVATION, "training", None)
    assert float(it) == pytest.approx(held["energy_it_kwh"], rel=1e-9)
    assert float(overhead) == pytest.approx(held["energy_overhead_kwh"], rel=1e-9)
    assert float(location) == pytest.approx(held["operational_location_kg"], abs=1e-6)
    assert float(hardware) == pytest.approx(held["embodied_kg"], abs=1e-6)
    assert len(rows) > 1
    for row in rows[1:]:
        assert row[3:8] == (None,) * 5, "a commitment holds no hardware and is no spend"
        assert "commitment" in row[8]


def _held_bill(given: Mapping[str, Any]) -> list[bills.Row]:
    """An unused capacity reservation, an unused savings plan and an unused reserved instance."""
    return [
        bills.line(
            "UnusedBox:p4d.24xlarge",
            hours=100,
            amount=given["capacity_reservation_unused_h"],
            cost=3277.0,
            team="training",
            line_item_resource_id=_RESERVATION,
            product_instance_type="p4d.24xlarge",
        ),
        bills.line(
            "ComputeSP:1yrNoUpfront",
            amount=given["commitment_unused_h"],
            cost=1638.0,
            line_item_line_item_type="SavingsPlanRecurringFee",
            line_item_product_code="ComputeSavingsPlans",
            savings_plan_total_commitment_to_date=1638.0,
            savings_plan_used_commitment=0.0,
        ),
        bills.line(
            "HeavyUsage:p4d.24xlarge",
            amount=given["commitment_unused_h"],
            cost=1638.0,
            line_item_line_item_type="RIFee",
            reservation_unused_recurring_fee=1638.0,
        ),
    ]


def test_spend_carries_usage_and_corrections_and_nothing_else(
    shared_dir: Path, tmp_path: Path
) -> None:
    given, expected = _cases(shared_dir)[_SPEND]
    code = copy_code(tmp_path / "code")
    _give_the_prices(code, given)
    home = bills.write_workspace(tmp_path / "home", _spend_bill(given["rows_eur"]))
    must_run(home, "run", env=runs_from(code))
    with published(home) as connection:
        booked = connection.execute(
            "select coalesce(s3_subcategory, 'cat1'), sum(kgco2e), min(kgco2e) "
            "from marts.fct_carbon_ledger where component = 'other' group by all"
        ).fetchall()
        reasons = connection.execute(
            "select count(*) from marts.fct_resource_estimates_daily "
            "where no_emission_reason is not null and other_kgco2e is null"
        ).fetchone()
    kg = {line: float(total) for line, total, _ in booked}
    assert kg["1.1"] == pytest.approx(expected["kg_1.1"], abs=1e-6)
    assert kg["cat1"] == pytest.approx(expected["kg_support"], abs=1e-6)
    assert sum(smallest < 0 for _, _, smallest in booked) == expected["negative_rows"]
    assert reasons is not None
    assert reasons[0] == len(expected["no_emission_rows"])
    wrong = expected["must_not_be"].values()
    assert not any(kg["1.1"] == pytest.approx(value, rel=1e-6) for value in wrong)


def _spend_bill(amounts: Mapping[str, float]) -> list[bills.Row]:
    """A month of a service without an energy model, with all that is no use of it."""
    unused = amounts["commitment_unused"]
    return [
        _line("Usage", amounts["usage_effective"], _WORKMAIL),
        _line("Credit", amounts["promo_credit"], _WORKMAIL),
        _line("Tax", amounts["tax"], _WORKMAIL),
        _line("Refund", amounts["correction_refund"], _WORKMAIL),
        _line("SavingsPlanUpfrontFee", amounts["commitment_purchase"], "ComputeSavingsPlans"),
        _line(
            "SavingsPlanRecurringFee",
            unused,
            "ComputeSavingsPlans",
            savings_plan_total_commitment_to_date=unused,
            savings_plan_used_commitment=0.0,
        ),
        _line("Fee", amounts["support_fee"], "AWSSupportBusiness"),
    ]


def test_what_a_month_cannot_bear_goes_back_to_the_month_before(tmp_path: Path) -> None:
    november = bills.moment("2025-11-03")
    rows = [
        bills.line("Users", cost=100.0, line_item_product_code=_WORKMAIL),
        bills.line("Users", at=november, cost=10.0, line_item_product_code=_WORKMAIL),
        bills.line(
            "Users",
            at=november,
            cost=-30.0,
            line_item_product_code=_WORKMAIL,
            line_item_line_item_type="Refund",
        ),
    ]
    home = bills.write_workspace(tmp_path / "home", rows)
    must_run(home, "run")
    with published(home) as connection:
        booked = dict(
            connection.execute(
                "select strftime(activity_month, '%Y-%m'), sum(kgco2e) "
                "from marts.fct_carbon_ledger where component = 'other' group by all"
            ).fetchall()
        )
        estimated = dict(
            connection.execute(
                "select strftime(usage_date, '%Y-%m'), sum(other_kgco2e) "
                "from marts.fct_resource_estimates_daily group by all"
            ).fetchall()
        )
    assert estimated["2025-11"] < 0 == booked["2025-11"]
    assert booked["2025-10"] == estimated["2025-10"] + estimated["2025-11"]


def _line(line_type: str, cost: float, product: str, **columns: object) -> bills.Row:
    return bills.line(
        f"{product}:{line_type}",
        cost=cost,
        line_item_line_item_type=line_type,
        line_item_product_code=product,
        line_item_currency_code="EUR",
        pricing_unit="Quantity",
        **columns,  # pyright: ignore[reportArgumentType]
    )


def _give_the_host(code: Path, given: Mapping[str, Any]) -> None:
    """Idle watts and embodied kg of the host as the case gives them; grid and PUE are the seeds'.

    A board must draw and weigh something, so what it does is taken off the rest.
    """
    base = str(given["embodied_host_kg"] - _BOARDS * _BOARD_KG)
    idle_w = str((given["idle_w"] - _BOARDS * _BOARD_W) / _THREADS)

    def coefficients(row: SeedRow) -> SeedRow:
        name = row["coefficient_id"]
        if name == "embodied_server_base_kg":
            return row | dict.fromkeys(("value", "value_low", "value_high"), base)
        none = ("memory_w", "storage_ssd", "node_other", "embodied_socket", "embodied_dram_kg")
        if name.startswith((*none, "embodied_ssd")):
            return row | dict.fromkeys(("value", "value_low", "value_high"), "0")
        return row

    def cpu(row: SeedRow) -> SeedRow:
        idle = dict.fromkeys(("idle_w_per_thread", "idle_low", "idle_high"), idle_w)
        full = dict.fromkeys(("full_load_w_per_thread", "full_load_low", "full_load_high"), "15")
        return row | idle | full

    def boards(row: SeedRow) -> SeedRow:
        embodied = ("embodied_kgco2e", "embodied_low", "embodied_high")
        return row | dict.fromkeys(embodied, str(_BOARD_KG)) | {"idle_w": str(_BOARD_W)}

    for name, change in {
        "coefficients": coefficients, "cpu_power": cpu, "accelerators": boards,
    }.items():  # fmt: skip
        assert replace_seed(code, name, change), name


def _give_the_prices(code: Path, given: Mapping[str, Any]) -> None:
    """The case's exchange rate and deflator; its factors are those of the seeds."""

    def rates(row: SeedRow) -> SeedRow:
        if (row["month"], row["currency"]) != ("2025-10", "USD"):
            return row
        return row | {"units_per_eur": str(given["fx_usd_per_eur"])}

    def index(row: SeedRow) -> SeedRow:
        base = Decimal(100)
        value = {"2022": base, "2025": base * Decimal(str(given["deflator_2025_over_2022"]))}
        return row | ({"value": str(value[row["year"]])} if row["year"] in value else {})

    assert replace_seed(code, "fx_monthly", rates) == 1
    assert replace_seed(code, "price_index", index) == 2


def _cases(shared: Path) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    with (shared / "cases" / "golden.csv").open(newline="", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == "aws"]
    return {
        row["case_id"]: (json.loads(row["inputs"]), json.loads(row["expected"])) for row in rows
    }
