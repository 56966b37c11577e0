"""Every sample of Azure's cost details lands with its cost to the last digit, or is set aside."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.contract.landed_azure import SLICE, LandedCosts
from tests.contract.samples.azure_cost import SETTINGS, row, write_run

_COSTS = ("cost", "costinbillingcurrency", "pretaxcost")
_LANDS = {
    "finops-toolkit_EA_ActualCost_Small": 11,
    "finops-toolkit_EA_AmortizedCost_Small": 28,
    "finops-toolkit_EA_NoRows": 0,
    "opencost_headerset_Enterprise": 1,
    "opencost_headerset_EnterpriseCamel": 1,
    "opencost_headerset_German": 1,
    "opencost_headerset_PayAsYouGo": 1,
    "opencost_headerset_YA": 1,
}
_SHORT = "promised columns are missing: billing_currency, quantity, unit_of_measure"
_SET_ASIDE = {
    "opencost_headerset_BOM": ("row 1, column Currency", "it is empty"),
    "opencost_values_MissingBrackets": ("line 1", _SHORT),
    "opencost_values_Template": ("line 1", _SHORT),
    "opencost_values_VirtualMachine": ("line 1", _SHORT),
}
_NO_BILLS = ("finops-toolkit_open-data_",)
_ROWS = 240 + 40


def _printed_cost(path: Path) -> Decimal:
    """The sum of the cost column, each decimal taken to twelve places; read by nothing of ours."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    column = next(
        name for name in csv.DictReader(path.open(encoding="utf-8-sig")).fieldnames or []
        if name.lower().rpartition("(")[2].strip(" )") in _COSTS
    )  # fmt: skip
    places = Decimal("1e-12")
    return sum((Decimal(row[column] or 0).quantize(places) for row in rows), Decimal(0))


@pytest.mark.parametrize("name", _LANDS)
def test_a_sample_lands_with_its_cost_to_the_last_digit(
    home: Path, shared_dir: Path, name: str
) -> None:
    given = 'cost_type = "amortized"\n' if "Amortized" in name else ""
    bill = LandedCosts(home, SETTINGS + given)
    path = shared_dir / f"data/billing/azure/{name}.csv"
    bill.put(path.name, path.read_bytes())
    [landed] = bill.land().values()
    assert (landed.status, landed.rows) == ("landed", _LANDS[name]), landed.message
    assert bill.cost() == _printed_cost(path)


@pytest.mark.parametrize("name", _SET_ASIDE)
def test_a_sample_that_is_no_bill_is_set_aside_with_the_reason(
    home: Path, shared_dir: Path, name: str
) -> None:
    bill = LandedCosts(home)
    path = shared_dir / f"data/billing/azure/{name}.csv"
    bill.put(path.name, path.read_bytes())
    [landed] = bill.land().values()
    assert landed.status == "quarantined"
    assert (bill.refused().place, bill.refused().problem) == _SET_ASIDE[name]


def test_no_sample_is_left_out(shared_dir: Path) -> None:
    there = {path.stem for path in (shared_dir / "data/billing/azure").glob("*.csv")}
    bills = {name for name in there if not name.startswith(_NO_BILLS)}
    assert bills == {*_LANDS, *_SET_ASIDE}


def test_the_generated_container_lands_month_by_month(home: Path, shared_dir: Path) -> None:
    """Folders of months without a manifest, months apart by their names."""
    export = shared_dir / "data/billing/generated_nise/azure_container/exports/cost"
    bill = LandedCosts(home, SETTINGS.replace("clouds/msexports/cost/actual", str(export)))
    landed = bill.land()
    assert {one: landed[one].status for one in landed} == {
        "acme_azure__2026-09": "landed",
        "acme_azure__2026-10": "landed",
    }
    assert sum(one.rows for one in landed.values()) == _ROWS
    assert bill.cost() == sum(map(_printed_cost, export.rglob("*.csv")))


@pytest.mark.parametrize("kind", ["actualcost", "amortizedcost"])
def test_the_columns_of_microsofts_own_schema_land(home: Path, shared_dir: Path, kind: str) -> None:
    path = shared_dir / f"data/billing/azure/schemas/{kind}_c360-2025-04.json"
    mappings = json.loads(path.read_text())["translator"]["mappings"]
    given = row()
    line = {one["source"]["name"]: given.get(one["source"]["name"], "") for one in mappings}
    assert len(line) == 50
    bill = LandedCosts(home)
    write_run(home, [[line]])
    landed = bill.land()[SLICE]
    assert (landed.status, landed.rows) == ("landed", 1), landed.message
    assert bill.cost() == Decimal(given["Cost"])
