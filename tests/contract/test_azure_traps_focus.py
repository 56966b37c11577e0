"""The traps of Azure's FOCUS exports, a test each: versions, own columns, JSON as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from ingest.focus_columns import COLUMNS
from ingest.lake import Lake
from ingest.landing import Landed, land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from orchestration.raw_views import LandedFile, view_sql
from tests.contract.samples import azure_focus
from tests.contract.samples.azure_focus import charge, write

_VERSIONS = ("1.0-preview(v1)", "1.0", "1.0r2", "1.2-preview", "1.2")


class Landing:
    """A workspace with one Azure FOCUS export."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.lake = Lake(Workspace(home).lake)
        (home / "tonne.toml").write_text(azure_focus.SETTINGS)

    def land(self) -> Landed:
        """Land it; what became of its one slice."""
        [source] = configured(load_settings(self.home), Workspace(self.home))
        [landed] = land_source(source, self.lake)
        return landed

    def rows(self, *columns: str) -> list[tuple[Any, ...]]:
        """Raw rows as dbt sees them."""
        files = [
            LandedFile(path, file.schema_fingerprint, file.columns)
            for _, file, path in self.lake.current_files("azure_focus")
        ]
        query = f"select {', '.join(columns)} from ({view_sql(COLUMNS, files)}) order by all"
        return duckdb.execute(query).fetchall()


@pytest.fixture
def bill(home: Path) -> Landing:
    return Landing(home)


@pytest.mark.parametrize("version", _VERSIONS)
def test_every_version_of_the_export_lands(bill: Landing, shared_dir: Path, version: str) -> None:
    """Each with exactly the columns that Microsoft's own schema file lists."""
    path = shared_dir / f"data/billing/azure/schemas/focuscost_{version}.json"
    mappings = json.loads(path.read_text())["translator"]["mappings"]
    columns = [one["source"]["name"] for one in mappings]
    rows = [{name: cell for name, cell in charge().items() if name in columns}]
    rows[0].update({name: "" for name in columns if name not in rows[0]})
    write(bill.home, [rows, rows])
    landed = bill.land()
    assert (landed.status, landed.rows) == ("landed", 2), landed.message
    assert bill.rows("x_sku_meter_category", "billed_cost") == [("Virtual Machines", 2.64)] * 2
    assert len(columns) >= 90


def test_tags_and_details_are_json_in_text(bill: Landing) -> None:
    write(bill.home, [[charge()], [charge(Tags='"team": "search"', SkuPriceDetails="")]])
    bill.land()
    assert bill.rows("tags", "sku_price_details['ServiceType']") == [
        ({"team": "search"}, "Standard_D2s_v3"),
        ({"team": "search"}, None),
    ]


def test_the_meter_of_a_charge_is_kept(bill: Landing) -> None:
    write(bill.home, [[charge()]])
    bill.land()
    assert bill.rows("x_sku_meter_subcategory", "sku_meter", "x_pricing_unit_description") == [
        ("Dv3/DSv3 Series", "D2 v3/D2s v3", "1 Hour")
    ]


def test_an_export_of_costs_is_sent_to_its_own_kind(bill: Landing) -> None:
    write(bill.home, [[charge()]], kind="ActualCost")
    assert bill.land().status == "quarantined"
    [refused] = bill.lake.quarantined()
    assert "azure_cost" in refused.remedy


def test_a_charge_of_another_month_is_set_aside(bill: Landing) -> None:
    write(bill.home, [[charge(), charge(BillingPeriodStart="2025-09-01T00:00:00Z")]])
    assert bill.land().status == "quarantined"
    [refused] = bill.lake.quarantined()
    assert "not billed in 2025-10" in refused.problem


def test_an_empty_month_brings_nothing(bill: Landing) -> None:
    write(bill.home, [])
    assert bill.land().status == "retired"
