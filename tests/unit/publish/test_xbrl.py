"""Disclosed rows as facts: rounded once, told apart by year, restatement and part."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from publish.errors import UnfitFigureError
from publish.xbrl import taxonomy
from tests.disclosed_file import LATER, LEI, TARGET, Cell, DisclosedFile, standard
from tests.disclosed_pack import Pack, written

_CORE = {"concept", "entity", "period", "unit"}
_JSON, _CSV = "xbrl.json", "xbrl-csv.facts.csv"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The xBRL files of the standard file."""
    return written(standard(), tmp_path_factory.mktemp("xbrl"), "esrs-e1", "xbrl")


def _facts(pack: Pack) -> list[dict[str, Any]]:
    told = json.loads(pack.files[_JSON].read_text(encoding="utf-8"))
    return list(told["facts"].values())


def _of(pack: Pack, concept: str, **axes: str) -> dict[str, Mapping[str, Any]]:
    """The facts of a concept with exactly these axes, by the year in which their period begins."""
    wanted = {f"esrs:{axis}": f"esrs:{member}" for axis, member in axes.items()}
    return {
        fact["dimensions"]["period"][:4]: fact
        for fact in _facts(pack)
        if fact["dimensions"]["concept"] == f"esrs:{concept}"
        if {k: v for k, v in fact["dimensions"].items() if k not in _CORE} == wanted
    }


def test_a_value_is_rounded_at_its_datapoints_decimals(pack: Pack) -> None:
    total = _of(pack, "MarketBasedGreenhouseGasEmissions")["2025"]
    share = _of(pack, "PercentageOfContractualInstrumentsScope2GHGEmissions")["2025"]

    assert (total["value"], total["decimals"]) == ("10321", 0)
    assert total["dimensions"]["unit"] == "utr:tCO2e"
    assert total["dimensions"]["entity"] == f"lei:{LEI}"
    assert total["dimensions"]["period"] == "2025-01-01T00:00:00/2026-01-01T00:00:00"
    assert (share["value"], share["decimals"]) == ("0.65", 2)
    assert "unit" not in share["dimensions"]


def test_an_intensity_per_million_is_told_per_unit_of_money(pack: Pack) -> None:
    per = _of(pack, "GHGEmissionsIntensityMarketbasedTotalGHGEmissionsPerNetRevenue")["2025"]

    assert (per["value"], per["decimals"]) == ("0.00002580", 8)
    assert per["dimensions"]["unit"] == "utr:tCO2e/iso4217:EUR"


def test_base_and_target_years_stand_on_their_axis(pack: Pack) -> None:
    axis = "CurrentlyStatedBaselineMilestonesOrTargetYearsAxis"
    concept = "MarketBasedGreenhouseGasEmissions"

    assert [*_of(pack, concept, **{axis: "BaselineYearMember"})] == ["2022"]
    assert sorted(_of(pack, concept, **{axis: "MilestonesAndTargetYearsMember"})) == [
        str(LATER),
        str(TARGET),
    ]


def test_a_restated_comparative_keeps_what_was_stated_on_its_axis(pack: Pack) -> None:
    concept = "MarketBasedGreenhouseGasEmissions"
    before = _of(pack, concept, ReportingScopeAxis="PreviouslyStatedMember")

    assert {year: fact["value"] for year, fact in before.items()} == {"2024": "10801"}
    assert _of(pack, concept)["2024"]["value"] == "10837"


def test_parts_stand_on_axes_and_one_without_an_axis_is_left_out(pack: Pack) -> None:
    concept = "GrossScope1GreenhouseGasEmissions"
    group = "ConsolidatedAccountingGroupFinancialControlMember"
    cloud = "Category11CloudComputingAndDataCentreServicesMember"

    assert _of(pack, concept, FinancialAndOperationalControlAxis=group)["2025"]["value"] == "100"
    assert _of(pack, concept)["2025"]["value"] == "120", "20 of a country would contradict it"
    assert _of(
        pack, "GrossScope3GreenhouseGasEmissions",
        Scope3GHGEmissionsCategoryGHGProtocolAxis=cloud,
    )["2025"]["value"] == "4200"  # fmt: skip


def test_what_is_left_out_of_the_table_is_no_fact(pack: Pack) -> None:
    values = [fact["value"] for fact in _facts(pack)]

    assert all(values)
    assert len(values) == 3 * 9 + 1 + 2 + 1 + 6 + 2


def test_both_syntaxes_tell_the_same_facts(pack: Pack) -> None:
    text = pack.files[_CSV].read_text(encoding="utf-8")
    metadata = json.loads(pack.files["xbrl-csv.json"].read_text(encoding="utf-8"))
    names = metadata["tableTemplates"]["facts"]["columns"]["value"]["dimensions"]
    entity = metadata["tables"]["facts"]["parameters"]["entity"]
    told: list[dict[str, Any]] = []
    for row in csv.DictReader(text.splitlines()):
        row["entity"] = entity
        held = {name: row[place.removeprefix("$")] for name, place in names.items()}
        dimensions = {name: value for name, value in held.items() if value != "#none"}
        told.append(
            {"value": row["value"], "decimals": int(row["decimals"]), "dimensions": dimensions}
        )

    assert told == _facts(pack)
    assert metadata["tables"]["facts"]["url"] == pack.files[_CSV].name


def test_every_file_says_that_it_is_no_filing(pack: Pack) -> None:
    assert len(pack.files) == 3
    assert {"not-a-filing" in path.name for path in pack.files.values()} == {True}


def test_the_taxonomy_is_that_of_the_2023_set(pack: Pack) -> None:
    told = json.loads(pack.files[_JSON].read_text(encoding="utf-8"))["documentInfo"]

    assert told["taxonomy"] == [taxonomy.ENTRY_POINT]
    assert told["namespaces"]["esrs"] == "https://xbrl.efrag.org/taxonomy/esrs/2023-12-22"


def test_rows_of_another_version_are_no_facts(tmp_path: Path) -> None:
    newer = Cell((1, "S1", "Scope 1"), "1", framework=("esrs", "esrs_2026"), requirement="E1-8",
                 qname="esrs:GrossScope1GreenhouseGasEmissions")  # fmt: skip

    assert _facts(written(DisclosedFile({"rpt_esrs__new": [newer]}), tmp_path, "esrs-e1",
                          "xbrl")) == []  # fmt: skip


def test_two_values_of_one_fact_are_refused_by_name(tmp_path: Path) -> None:
    name = "esrs:GrossScope1GreenhouseGasEmissions"
    cells = [
        Cell((1, "S1", "Scope 1"), "1", qname=name),
        Cell((2, "S1B", "Again"), "2", qname=name),
    ]

    with pytest.raises(UnfitFigureError, match="S1B of 2025 says 2 where another row says 1"):
        written(DisclosedFile({"rpt_esrs__twice": cells}), tmp_path, "esrs-e1", "xbrl")


def test_a_unit_that_the_registry_lacks_is_refused_with_the_remedy(tmp_path: Path) -> None:
    cell = Cell((1, "X", "x"), "1", unit="furlong", qname="esrs:X")

    with pytest.raises(UnfitFigureError, match=r"X is in 'furlong'.*xbrl_qname"):
        written(DisclosedFile({"rpt_esrs__odd": [cell]}), tmp_path, "esrs-e1", "xbrl")
