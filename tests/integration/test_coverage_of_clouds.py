"""How much of real and generated bills of Google Cloud and Azure rests on use.

Belongs here: what the mapping gives lines as a bill prints them. Does not: their way to the facts.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from tests.mapping import Usage, energy_model, resource_kind

Lines = Iterator[tuple[Usage, float]]
"""Usage and its cost."""

_NO_ENERGY = (
    ("*", "ManagedZone", "*", "a name server's zone"),
    ("*", "*IP Addresses*", "*", "an address"),
    ("*", "*Operations*", "*", "requests"),
    ("*", "*Transactions", "*", "requests"),
    ("Advanced Data Security", "*", "*", "software"),
    ("*", "Generic Resource Unit Usage", "unit", "nothing says what a unit is"),
    # Quantities in a unit in which no such meter is billed: made up by a generator.
    ("*", "*Egress", "unit", "data that is counted in units"),
    ("*", "Balanced Persistent Disk", "hour", "stored data in hours"),
    ("*", "Storage PD SSD", "hour", "stored data in hours"),
    ("*", "N1 Custom Ram", "hour", "memory in hours"),
    ("BigQuery", "*", "gibibyte", "stored data and slots in gibibytes"),
    ("*", "*", "", "no unit at all"),
)
"""Service, usage type, unit, and why such a line has no energy model."""


def _google_sample(shared: Path) -> Lines:
    path = shared / "data/billing/gcp/gcp_ps_finops-agent_sample_billing_data.csv"
    for row in _rows(path):
        if row["cost_type"] == "regular":
            usage = (row["service_description"], row["sku_description"], row["usage_unit"])
            yield Usage("gcp", *usage), float(row["cost"])


def _google_generated(shared: Path) -> Lines:
    for path in sorted((shared / "data/billing/generated_nise/gcp_bucket").rglob("*.csv.gz")):
        for row in _rows(path):
            usage = (row["service.description"], row["sku.description"], row["usage.unit"])
            yield Usage("gcp", *usage), float(row["cost"])


def _azure_generated(shared: Path) -> Lines:
    for path in sorted((shared / "data/billing/generated_nise/azure_container").rglob("*.csv")):
        yield from _azure(path)


def _azure_sample(shared: Path) -> Lines:
    for path in sorted((shared / "data/billing/azure").glob("finops-toolkit_EA_A*.csv")):
        yield from _azure(path)


def _azure_focus(shared: Path) -> Lines:
    for row in _rows(shared / "data/billing/focus/focus_1.0_sample_1000.csv"):
        if row["ProviderName"] == "Microsoft" and row["ChargeCategory"] == "Usage":
            usage = (row["ServiceName"], row["ChargeDescription"], row["ConsumedUnit"])
            yield Usage("azure", *usage), float(row["EffectiveCost"])


def _azure(path: Path) -> Lines:
    for row in _rows(path):
        if row["ChargeType"] == "Usage":
            meter = f"{row['MeterSubCategory']}/{row['MeterName']}"
            unit = " ".join(row["UnitOfMeasure"].split())
            cost = row.get("CostInBillingCurrency") or row.get("Cost") or "0"
            yield Usage("azure", row["MeterCategory"], meter, unit), float(cost)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", newline="", encoding="utf-8-sig") as lines:
        yield from csv.DictReader(lines)


_BILLS: dict[str, tuple[Callable[[Path], Lines], float]] = {
    "google sample": (_google_sample, 0.34),
    "google generated": (_google_generated, 0.73),
    "azure generated": (_azure_generated, 0.35),
    "azure sample": (_azure_sample, 0.92),
    "azure focus": (_azure_focus, 0.95),
}
"""Each bill and the least share of its cost, software apart, that has an energy model."""


@pytest.mark.parametrize("name", _BILLS)
def test_so_much_of_the_cost_has_an_energy_model(name: str, shared_dir: Path) -> None:
    bill, least = _BILLS[name]
    lines = [(u, cost) for u, cost in bill(shared_dir) if resource_kind(u) != "marketplace"]
    assert _share(lines) >= least


@pytest.mark.parametrize("name", _BILLS)
def test_95_percent_of_what_can_have_an_energy_model_has_one(name: str, shared_dir: Path) -> None:
    lines = [
        (usage, cost)
        for usage, cost in _BILLS[name][0](shared_dir)
        if resource_kind(usage) != "marketplace" and not _has_none(usage)
    ]
    assert lines
    assert _share(lines) >= 0.95


def _share(lines: list[tuple[Usage, float]]) -> float:
    covered = sum(cost for usage, cost in lines if energy_model(usage) != "none")
    return covered / sum(cost for _, cost in lines)


def _has_none(usage: Usage) -> bool:
    return any(
        fnmatchcase(usage.service, service)
        and fnmatchcase(usage.usage_type, usage_type)
        and fnmatchcase(usage.unit, unit)
        for service, usage_type, unit, _ in _NO_ENERGY
    )
