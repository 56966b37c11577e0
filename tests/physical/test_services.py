"""Each service draws what its machines draw: a standby counts twice, the customer's own not."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.own_factors import only, seed
from tests.physical.services import apart, modelled, spent

Facts = dict[str, dict[str, Any]]

_PROXIES = {"nat", "load_balancer", "lcu", "eks", "aurora_serverless", "redshift_serverless"}


def _kwh(known: Facts, name: str) -> float:
    """IT kWh of one unit."""
    return float(known[f"v-{name}"]["energy_it_kwh"]) / 1000


def _kg(known: Facts, name: str) -> float:
    return float(known[f"v-{name}"]["hardware_kgco2e"]) / 1000


@pytest.mark.parametrize("resource", sorted(modelled()))
def test_a_modelled_service_gives_positive_finite_figures(resource: str, known: Facts) -> None:
    fact = known[resource]
    assert fact["evidence_tier"] == 4
    columns = ["energy_it_kwh", "energy_overhead_kwh", "electricity_location_kgco2e",
               "electricity_market_kgco2e", "upstream_location_kgco2e"]  # fmt: skip
    if fact["resource_kind"] != "data_transfer":
        columns += ["hardware_kgco2e", "hardware_low_kgco2e", "hardware_high_kgco2e"]
    for column in columns:
        assert math.isfinite(float(fact[column])), column
        assert float(fact[column]) > 0, column
    low, high = (float(fact[f"electricity_location_{bound}_kgco2e"]) for bound in ("low", "high"))
    assert 0 < low <= float(fact["electricity_location_kgco2e"]) <= high


@pytest.mark.parametrize("resource", sorted(spent()))
def test_what_has_no_physical_basis_is_spend(resource: str, known: Facts) -> None:
    fact = known[resource]
    assert fact["evidence_tier"] == 5
    assert fact["energy_it_kwh"] is None
    assert float(fact["other_kgco2e"]) > 0


@pytest.mark.parametrize("resource", sorted(apart()))
def test_hardware_at_the_customer_has_no_cloud_energy(resource: str, known: Facts) -> None:
    fact = known[resource]
    assert (fact["resource_kind"], fact["evidence_tier"]) == ("outposts", None)
    assert fact["energy_it_kwh"] is fact["hardware_kgco2e"] is fact["other_kgco2e"] is None
    assert "stands at the customer" in fact["no_emission_reason"]


def test_a_database_with_a_standby_is_two(known: Facts) -> None:
    for measure in (_kwh, _kg):
        alone = measure(known, "rds")
        assert measure(known, "rds_multi_az") == pytest.approx(2 * alone, rel=1e-9)
        assert measure(known, "rds_cluster") == pytest.approx(3 * alone, rel=1e-9)
        stored = measure(known, "rds_storage")
        assert measure(known, "rds_multi_az_storage") == pytest.approx(2 * stored, rel=1e-6)


@pytest.mark.parametrize(
    ("name", "ec2_type"),
    [
        ("rds", "r6g.large"),
        ("rds_burst", "t3.medium"),
        ("elasticache", "r6g.large"),
        ("memorydb", "r6g.large"),
        ("opensearch", "r6g.large"),
        ("docdb", "r6g.large"),
        ("msk", "m5.large"),
        ("sagemaker", "g5.xlarge"),
        ("ultrawarm", "i3.large"),
        ("rds_unlisted_prefix", "r6g.large"),
    ],
)
def test_an_instance_of_a_service_draws_as_its_ec2_type(
    name: str, ec2_type: str, known: Facts
) -> None:
    twin = known[f"i-{ec2_type}"]
    assert known[f"v-{name}"]["energy_it_kwh"] == twin["energy_it_kwh"]
    assert known[f"v-{name}"]["hardware_kgco2e"] == twin["hardware_kgco2e"]


def test_a_node_without_an_ec2_twin_says_so(known: Facts) -> None:
    assert known["v-redshift"]["fallback"] == known["v-ultrawarm"]["fallback"] == "instance_proxy"
    three = 3 * float(known["i-r5.xlarge"]["energy_it_kwh"])
    assert float(known["v-redshift"]["energy_it_kwh"]) == pytest.approx(three, rel=1e-9)


def test_a_size_that_is_assumed_says_so_and_has_a_range(known: Facts) -> None:
    for name in _PROXIES:
        fact = known[f"v-{name}"]
        assert fact["fallback"] == "capacity_proxy", name
        low, high = (float(fact[f"hardware_{bound}_kgco2e"]) for bound in ("low", "high"))
        assert high / low > 4, name


def test_a_task_on_arm_draws_less_than_on_x86(known: Facts) -> None:
    assert 0 < _kwh(known, "fargate_arm") < _kwh(known, "fargate")
    assert _kwh(known, "lambda_arm") < _kwh(known, "lambda")
    assert _kwh(known, "fargate_arm_gb") == _kwh(known, "fargate_gb")


def test_a_task_draws_as_the_machine_of_its_size(known: Facts) -> None:
    """2 vCPU and 8 GiB of Fargate are an m6i.large, to the share of a host."""
    task = {m: 2 * m(known, "fargate") + 8 * m(known, "fargate_gb") for m in (_kwh, _kg)}
    machine = known["i-m6i.large"]
    assert task[_kwh] == pytest.approx(float(machine["energy_it_kwh"]) / 1000, rel=1e-6)
    assert task[_kg] == pytest.approx(float(machine["hardware_kgco2e"]) / 1000, rel=1e-6)


def test_a_gb_second_of_lambda_is_within_the_range_of_the_peers(known: Facts) -> None:
    rows = seed("peer_ccf_rows")
    theirs = {
        kind: float(row["operational_kwh_incl_pue"]) / float(row["pue"]) / 100_000
        for kind in ("", "-ARM")
        for row in [only(rows, usage_type=f"Lambda-GB-Second{kind}")]
    }
    assert theirs["-ARM"] < _kwh(known, "lambda") < theirs[""]
    assert theirs["-ARM"] / 2 < _kwh(known, "lambda_arm") < theirs["-ARM"]


def test_a_gb_on_the_network_is_the_same_in_every_class_and_a_line_of_its_own(known: Facts) -> None:
    for name in ("internet", "zones", "regions", "cloudfront", "nat_gb"):
        fact = known[f"v-{name}"]
        assert fact["resource_kind"] == "data_transfer", name
        assert _kwh(known, name) == pytest.approx(0.001), name
        assert fact["hardware_kgco2e"] is None, name


def test_what_is_billed_in_gb_months_is_stored_whatever_its_name(known: Facts) -> None:
    stored = known["s-s3_standard"]["energy_it_kwh"]
    assert known["v-s3_requests_in_gb"]["energy_it_kwh"] == stored
    assert known["v-ebs_plain"]["energy_it_kwh"] == known["v-ebs_unlisted_prefix"]["energy_it_kwh"]
