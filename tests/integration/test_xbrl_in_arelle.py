"""What we write as xBRL loads and validates in Arelle, offline, and what is wrong is found."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import esrs_taxonomy
from tests.arelle import said_of
from tests.disclosed_file import DisclosedFile, emissions, energy, standard
from tests.disclosed_pack import Pack, written

pytestmark = pytest.mark.slow

Change = Callable[[dict[str, Any]], None]
_STUB = "esrs_stub.xsd"
_TOTAL = "esrs:MarketBasedGreenhouseGasEmissions"


def _in_stub() -> DisclosedFile:
    """Only what the stub of 15 concepts knows: the year itself, with categories and energy."""
    year = [replace(one, previous=None) for one in emissions() if one.role == "n"]
    return DisclosedFile({"rpt_esrs__ghg_emissions": year, "rpt_esrs__energy": list(energy())})


def _checked(pack: Pack, folder: Path, schema: str, file: str, change: Change) -> list[str]:
    """The codes of what Arelle finds in a written file over the taxonomy in `folder`."""
    for path in pack.files.values():
        shutil.copy(path, folder)
    told = json.loads(pack.files[file].read_text(encoding="utf-8"))
    told["documentInfo"]["taxonomy"] = [schema]
    change(told)
    target = folder / pack.files[file].name
    target.write_text(json.dumps(told), encoding="utf-8")
    return [code for code, _ in said_of(target, folder)]


def _nothing(_: dict[str, Any]) -> None:
    """The file as it was written."""


def _total_off_by_five(told: dict[str, Any]) -> None:
    for fact in told["facts"].values():
        axes = fact["dimensions"].keys() - {"concept", "entity", "period", "unit"}
        period = fact["dimensions"]["period"]
        if fact["dimensions"]["concept"] == _TOTAL and not axes and period.startswith("2025"):
            fact["value"] = str(int(fact["value"]) + 5)


def _kilograms(told: dict[str, Any]) -> None:
    for fact in told["facts"].values():
        if fact["dimensions"]["concept"] == "esrs:GrossScope1GreenhouseGasEmissions":
            fact["dimensions"]["unit"] = "utr:kg"


@pytest.fixture
def stub(shared_dir: Path, tmp_path: Path) -> Path:
    """The stub taxonomy of the research data."""
    return Path(shutil.copytree(shared_dir / "data" / "esrs" / "arelle_stub", tmp_path / "stub"))


@pytest.fixture
def stand_in(shared_dir: Path, tmp_path: Path) -> Path:
    """Every numeric concept of E1 with its sums, axes and members."""
    folder = tmp_path / "taxonomy"
    folder.mkdir()
    esrs_taxonomy.write(shared_dir / "data" / "esrs", folder)
    return folder


@pytest.mark.parametrize("file", ["xbrl.json", "xbrl-csv.json"])
def test_the_years_facts_are_valid_in_the_stub(stub: Path, tmp_path: Path, file: str) -> None:
    pack = written(_in_stub(), tmp_path, "esrs-e1", "xbrl")

    assert _checked(pack, stub, _STUB, file, _nothing) == []


@pytest.mark.parametrize("file", ["xbrl.json", "xbrl-csv.json"])
def test_all_years_parts_and_restatements_are_valid(
    stand_in: Path, tmp_path: Path, file: str
) -> None:
    pack = written(standard(), tmp_path, "esrs-e1", "xbrl")

    assert _checked(pack, stand_in, esrs_taxonomy.SCHEMA, file, _nothing) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_total_off_by_five, "calc11e:inconsistentCalculationUsingRounding"),
        (_kilograms, "utre:error-NumericFactUtrInvalid"),
    ],
)
def test_a_planted_fault_is_found(stub: Path, tmp_path: Path, change: Change, code: str) -> None:
    pack = written(_in_stub(), tmp_path, "esrs-e1", "xbrl")

    assert code in _checked(pack, stub, _STUB, "xbrl.json", change)


def test_a_fault_in_all_years_is_found_where_it_stands(stand_in: Path, tmp_path: Path) -> None:
    pack = written(standard(), tmp_path, "esrs-e1", "xbrl")
    found = _checked(pack, stand_in, esrs_taxonomy.SCHEMA, "xbrl.json", _total_off_by_five)

    assert found == ["calc11e:inconsistentCalculationUsingRounding"]
