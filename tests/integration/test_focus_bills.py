"""FOCUS bills of several vendors and versions, from their files to the published facts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.bills import write_workspace
from tests.contract.samples.aws_focus import deliver_month
from tests.focus_bills import charge, write_csv
from tests.pipeline import must_run, published, warehouse

pytestmark = pytest.mark.slow

_SETTINGS = """
[sources.sample]
kind = "focus"
uri = "clouds/sample"
[sources.spec]
kind = "focus"
uri = "clouds/spec"
[sources.versions]
kind = "focus"
uri = "clouds/versions"
[sources.acme_focus]
kind = "aws_focus"
uri = "clouds/acme"
"""
_PROVIDERS = {"AWS": "aws", "Microsoft": "azure", "Oracle": "oci"}
_COSTS = ("BilledCost", "EffectiveCost")
_SAMPLE = "slice_id like 'sample%'"
_PHYSICAL = "('vm', 'block_storage', 'object_storage', 'network', 'serverless', 'database')"

Sums = dict[tuple[str, ...], tuple[Decimal, Decimal, int]]


@pytest.fixture(scope="module")
def home(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the real sample, the specification's examples and each version, published."""
    folder = tmp_path_factory.mktemp("focus") / "home"
    folder.mkdir()
    write_workspace(folder, [])
    settings = folder / "tonne.toml"
    settings.write_text(f'[workspace]\nname = "FOCUS"\n{_SETTINGS}')
    clouds = folder / "clouds"
    (clouds / "sample").mkdir(parents=True)
    sample = shared_dir / "data/billing/focus/focus_1.0_sample_1000.csv"
    (clouds / "sample/part.csv").write_bytes(sample.read_bytes())
    for name, rows in completed_examples(shared_dir).items():
        write_csv(clouds / f"spec/{name}.csv", rows, version="1.2")
    _write_versions(clouds)
    must_run(folder, "run")
    return folder


def _write_versions(clouds: Path) -> None:
    """The same hour of an m5.large in every version, and charges of other vendors in 1.3."""
    described = charge(ResourceId="by description")
    detailed = charge(
        ResourceId="by details",
        SkuMeter="BoxUsage:m5.large",
        SkuPriceDetails='{"InstanceType": "m5.large"}',
    )
    write_csv(clouds / "versions/v10.csv", [described], version="1.0")
    write_csv(clouds / "versions/v11.csv.gz", [detailed], version="1.1")
    other = charge(ProviderName=None, ServiceProviderName="Snowflake", ServiceName="Warehouse")
    shared = charge(AllocatedResourceId="pod", AllocatedTags='{"user_team": "shop"}')
    write_csv(clouds / "versions/v13.csv", [other, shared], version="1.3")
    metered = charge(
        ResourceId="by meter", SkuMeter="BoxUsage:m5.large", x_ServiceCode="AmazonEC2", SkuId=None
    )
    idle = charge(ResourceId="held", CapacityReservationStatus="Unused", BilledCost="4")
    deliver_month(clouds / "acme", "2025-10", [[metered, idle], []])


def completed_examples(shared: Path) -> dict[str, list[dict[str, Any]]]:
    """The specification's example tables with what they leave out: account, names, ISO dates."""
    default = charge(ProviderName="Example", ServiceName="Example Compute", RegionId=None)
    missing = {
        name: default[name]
        for name in ("BillingAccountId", "BillingCurrency", "ProviderName", "ServiceName")
    }
    completed: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((shared / "data/billing/focus/spec_csv").glob("*.csv")):
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [row for row in csv.DictReader(file) if row.get("BilledCost")]
        completed[path.stem] = [
            {**missing, **{name: _plain(value) for name, value in row.items() if value}}
            for row in rows
        ]
    return completed


def _plain(text: str) -> str:
    """`$1,000.00 ` as 1000.00, `5/1/25` as 2025-05-01; two examples have an hour 30."""
    bare = text.strip().replace("T30:", "T10:")
    if bare.startswith("$"):
        return bare.lstrip("$").replace(",", "")
    if bare.count("/") == 2 and bare.replace("/", "").isdigit():
        return f"{datetime.strptime(bare, '%m/%d/%y'):%Y-%m-%d}"
    return bare


def sums(home: Path, by: str, where: str) -> Sums:
    """Billed, effective cost and rows of the published fact, by the columns `by`."""
    return {
        tuple(key): (billed, effective, rows)
        for *key, billed, effective, rows in _rows(
            home,
            f"select {by}, sum(billed_cost), sum(effective_cost), sum(line_item_count)::int "
            f"from marts.fct_resource_estimates_daily where {where} group by all",
        )
    }


def _rows(home: Path, sql: str) -> Iterator[tuple[Any, ...]]:
    with published(home) as connection:
        yield from connection.execute(sql).fetchall()


def test_the_real_sample_ties_to_its_file_to_the_last_digit(home: Path, shared_dir: Path) -> None:
    expected: dict[tuple[str, ...], list[Decimal]] = {}
    counted: Counter[tuple[str, ...]] = Counter()
    path = shared_dir / "data/billing/focus/focus_1.0_sample_1000.csv"
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = (_PROVIDERS[row["ProviderName"]], row["BillingCurrency"])
            total = expected.setdefault(key, [Decimal(0)] * 2)
            expected[key] = [a + Decimal(row[name]) for a, name in zip(total, _COSTS, strict=True)]
            counted[key] += 1
    assert counted == {("aws", "USD"): 942, ("azure", "USD"): 51, ("oci", "USD"): 7}
    assert sums(home, "provider, billing_currency", _SAMPLE) == {
        key: (billed, effective, counted[key]) for key, (billed, effective) in expected.items()
    }


def test_every_row_of_the_sample_has_a_tier_or_a_reason(home: Path) -> None:
    bare = "evidence_tier is null and no_emission_reason is null"
    assert sums(home, "provider", f"{_SAMPLE} and ({bare})") == {}
    unknown = "no_emission_reason = 'unknown line item type'"
    assert sums(home, "provider", f"{_SAMPLE} and {unknown}") == {}
    spent = "evidence_tier = 5 and effective_cost <> 0 and coalesce(other_kgco2e, 0) = 0"
    small = "abs(effective_cost) >= 0.000001"
    assert sums(home, "provider", f"{_SAMPLE} and {spent} and {small}") == {}


def test_the_usage_cost_of_aws_in_the_sample_is_classified(home: Path) -> None:
    usage = f"{_SAMPLE} and provider = 'aws' and charge_category = 'Usage'"
    [(_, effective, rows)] = sums(home, "provider", usage).values()
    assert rows == 941
    own = f"{usage} and resource_kind <> 'marketplace'"  # what another seller runs is no use of AWS
    [(billed, _, _)] = sums(home, "provider", own).values()
    [(physical, _, _)] = sums(
        home, "provider", f"{usage} and resource_kind in {_PHYSICAL}"
    ).values()
    assert physical / billed >= Decimal("0.95")
    [(by_use, effective_by_use, _)] = sums(
        home, "provider", f"{usage} and evidence_tier = 4 and energy_it_kwh is not null"
    ).values()
    assert effective_by_use / effective >= Decimal("0.95")
    assert by_use / billed >= Decimal("0.86")


def test_an_hour_is_the_same_energy_in_every_version(home: Path) -> None:
    energy = {
        resource: (kwh, kg, kind)
        for resource, kwh, kg, kind in _rows(
            home,
            "select resource_id, sum(energy_it_kwh), sum(electricity_location_kgco2e), "
            "any_value(resource_kind) from marts.fct_resource_estimates_daily "
            "where resource_id like 'by %' or resource_id = 'pod' group by all",
        )
    }
    assert set(energy) == {"by description", "by details", "by meter", "pod"}
    assert len(set(energy.values())) == 1
    kwh, kg, kind = energy["pod"]
    assert kwh > 0
    assert kg > 0
    assert kind == "vm"


def test_a_vendor_that_no_seed_knows_is_estimated_by_spend(home: Path) -> None:
    [(tier, kg)] = _rows(
        home,
        "select evidence_tier, sum(other_kgco2e) from marts.fct_resource_estimates_daily "
        "where provider = 'snowflake' group by all",
    )
    assert tier == 5
    assert kg > 0


def test_held_capacity_keeps_its_hours_and_its_type(home: Path) -> None:
    with warehouse(home) as connection:
        held = connection.execute(
            "select x_line_item_type, consumed_quantity from staging.stg_focus__charges "
            "where resource_id = 'held'"
        ).fetchall()
    assert held == [("FOCUS:UnusedCapacity", 1)]


def test_the_examples_of_the_specification_keep_both_costs(home: Path, shared_dir: Path) -> None:
    expected: Sums = {}
    for name, rows in completed_examples(shared_dir).items():
        billed, effective = (sum(Decimal(row[cost]) for row in rows) for cost in _COSTS)
        expected[(f"spec__{name}",)] = (Decimal(billed), Decimal(effective), len(rows))
    assert len(expected) == 26
    assert sums(home, "slice_id", "slice_id like 'spec%'") == expected


def test_a_commitment_emits_where_it_is_used_and_nowhere_else(home: Path) -> None:
    found = {
        (reason, emitted)
        for reason, emitted in _rows(
            home,
            "select no_emission_reason, coalesce(sum(other_kgco2e), 0) > 0 "
            "from marts.fct_resource_estimates_daily where slice_id like 'spec__commitment%' "
            "or slice_id like 'spec__%utilization%' group by all",
        )
    }
    assert found == {
        (None, True),
        ("commitment: its unused part holds no hardware", False),
        ("commitment purchase: amortised into the usage it covers", False),
    }
