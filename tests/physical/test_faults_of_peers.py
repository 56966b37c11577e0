"""The faults found in Cloud Carbon Footprint, numbered as they were found: none can happen here."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from tests import bills
from tests.own_factors import seed
from tests.physical.lines import catalogue, regions
from tests.physical.services import modelled
from tests.pipeline import assert_same, facts, must_run, published

Facts = dict[str, dict[str, Any]]


def _kwh(known: Facts, resource: str) -> float:
    return float(known[resource]["energy_it_kwh"])


def test_fault_1_what_cannot_be_sized_never_poisons_its_group(
    made_up: Facts, made_up_home: Path
) -> None:
    with published(made_up_home) as connection:
        columns = connection.execute(
            "select table_name, column_name from information_schema.columns "
            "where table_schema = 'marts' and data_type in ('DOUBLE', 'FLOAT')"
        ).fetchall()
        strange = [
            f"{table}.{column}"
            for table, column in columns
            if connection.execute(
                f'select count(*) from marts.{table} where isnan("{column}") or isinf("{column}")'
            ).fetchall()
            != [(0,)]
        ]
        summed = connection.execute(
            "select service_name, sum(energy_it_kwh), sum(electricity_location_kgco2e) "
            "from marts.fct_resource_estimates_daily where evidence_tier = 4 group by all"
        ).fetchall()
    assert strange == []
    assert "AmazonECS" in {service for service, *_ in summed}
    assert all(float(kwh) > 0 and float(kg) > 0 for _, kwh, kg in summed)
    for name in ("v-fargate", "v-fargate_arm"):
        assert _kwh(made_up, name) > 0
    newest = made_up["made-up-instance"]
    assert _kwh(made_up, "made-up-instance") > 0
    assert newest["fallback"]


def test_fault_2_embodied_is_never_turned_into_energy(known: Facts) -> None:
    """Where the grid is clean it made 1.507 kWh of 0.201: energy must not know the grid."""
    energies = {_kwh(known, str(row["line_item_resource_id"])) for row in regions()}
    assert energies == {_kwh(known, "i-m5.large")}
    sweden = known["r-eu-north-1"]
    assert float(sweden["hardware_kgco2e"]) > float(sweden["electricity_location_kgco2e"])
    assert sweden["hardware_kgco2e"] == known["i-m5.large"]["hardware_kgco2e"]


def test_fault_3_embodied_depends_on_the_size(known: Facts) -> None:
    large, whole = (float(known[f"i-m5.{s}"]["hardware_kgco2e"]) for s in ("large", "24xlarge"))
    assert whole == pytest.approx(48 * large, rel=1e-6)


@pytest.mark.parametrize("resource", ["s-s3_standard", "s-s3_one_zone_ia", "v-dynamodb", "v-efs"])
def test_fault_4_a_gb_month_is_not_read_as_bytes(resource: str, known: Facts) -> None:
    """1,000 GB-months draw about a kWh per copy, not 4e-12."""
    assert 0.8 < _kwh(known, resource) < 8


def test_fault_5_a_new_accelerator_is_never_invisible(known: Facts, made_up: Facts) -> None:
    kinds = {row["accelerator"]: row for row in seed("accelerators")}
    billed = {str(row["product_instance_type"]) for row in catalogue()}
    dark = {
        row["instance_type"]
        for row in seed("instance_accelerators")
        if row["instance_type"] in billed
        if _kwh(known, f"i-{row['instance_type']}")
        <= float(row["accelerator_count"]) * float(kinds[row["accelerator"]]["idle_w"])
    }
    assert dark == set()
    for newest in ("p5.48xlarge", "p5en.48xlarge", "p6-b200.48xlarge", "trn1.32xlarge"):
        assert 2_000 < _kwh(known, f"i-{newest}") < 15_000, newest
    assert "unknown_accelerator" in made_up["made-up-accelerator"]["fallback"]
    assert _kwh(made_up, "made-up-accelerator") > 2_000


def test_fault_6_a_factor_of_several_places_is_a_mean_not_a_sum(known: Facts) -> None:
    def intensity(fact: dict[str, Any]) -> float:
        facility = float(fact["energy_it_kwh"] + fact["energy_overhead_kwh"])
        return float(fact["electricity_location_kgco2e"]) / facility

    of_one_place = [intensity(known[str(row["line_item_resource_id"])]) for row in regions()]
    everywhere = known["v-edge"]
    assert (everywhere["intensity_level"], everywhere["fallback"]) == ("world", "unknown_region")
    assert min(of_one_place) < intensity(everywhere) < max(of_one_place)


@pytest.mark.slow
def test_fault_7_figures_do_not_depend_on_what_came_before(tmp_path: Path) -> None:
    rows = [
        bills.line("Portals", line_item_product_code="AmazonTimeTravel", cost=3),
        bills.line("Things", line_item_product_code="AmazonBedrock", cost=5),
        bills.line("Fargate-vCPU-Hours:perCPU", line_item_product_code="AmazonECS", amount=7),
        bills.instance("m5.large", amount=24),
        bills.instance("zz9.4xlarge", amount=24),
    ]
    made: list[Any] = []
    for name, lines in {"forward": rows, "backward": rows[::-1]}.items():
        home = tmp_path / name
        home.mkdir()
        must_run(bills.write_workspace(home, lines), "run")
        made.append(facts(home))
    assert_same(made[1], made[0])


def test_fault_8_a_region_nobody_knows_is_flagged(made_up: Facts, known: Facts) -> None:
    assert made_up["made-up-region"]["fallback"] == "unknown_region"
    assert {known[str(row["line_item_resource_id"])]["fallback"] for row in regions()} == {None}


def test_fault_9_a_bill_without_a_vcpu_column_loses_nothing(known: Facts) -> None:
    """CUR 2.0 has no such column, and a line may even leave out its instance type."""
    assert known["v-ec2_without_type"]["energy_it_kwh"] == known["i-m5.large"]["energy_it_kwh"]
    assert {known[resource]["evidence_tier"] for resource in modelled()} == {4}
    assert all(math.isfinite(_kwh(known, resource)) for resource in modelled())
