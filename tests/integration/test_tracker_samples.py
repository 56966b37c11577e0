"""The real files of CodeCarbon and BoAmps among the research data: each is read, each run ties."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ingest.landing import Landed
from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.codecarbon_runs import SETTINGS
from tests.tracked import built, counted_kwh, rows

_FOLDER = "data/telemetry"
_EMISSIONS = (
    "codecarbon_2.4.3rc1_examples_emissions.csv",
    "codecarbon_3.3.2_run_here_emissions.csv",
    "codecarbon_3.3_tests_emissions_valid_headers.csv",
)
_PROFILE = "codecarbon_rapl_vs_load_AMD_EPYC_8024P.csv"
_REPORT = "boamps_energy-report-llm-inference.json"
_OF_OTHERS = ("gsf_if_", "gsf_real_time_cloud")
_EXACT = Decimal("1e-8")
"""Three parts, each rounded to the last of nine places."""


@pytest.fixture(scope="module")
def warehouse(shared_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are, landed and computed."""
    home = tmp_path_factory.mktemp("samples")
    for folder, names in (("cc", _EMISSIONS), ("reports", (_REPORT,))):
        (home / folder).mkdir()
        for name in names:
            shutil.copy(shared_dir / _FOLDER / name, home / folder / name)
    sources = {"cc": "codecarbon_runs", "reports": "boamps_reports"}
    return built(home, sources, "int_tracker_energy")


def _lines(shared_dir: Path, name: str) -> list[dict[str, str]]:
    with (shared_dir / _FOLDER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_file_of_trackers_is_read_or_has_its_reason(shared_dir: Path) -> None:
    """Manifests of Impact Framework are golden cases; a table of regions is no tracker's."""
    ours = {
        file.name
        for file in (shared_dir / _FOLDER).iterdir()
        if file.name.startswith(("codecarbon_", "boamps_", "gsf_"))
        and not file.name.startswith(_OF_OTHERS)
    }
    assert ours == {*_EMISSIONS, _PROFILE, _REPORT}


def test_each_named_run_has_the_energy_of_its_last_line(shared_dir: Path, warehouse: Path) -> None:
    last = {row["run_id"]: row for row in _lines(shared_dir, _EMISSIONS[0]) if row["run_id"]}
    assert len(last) == 16
    for run, row in last.items():
        kwh = counted_kwh(warehouse, f"run_id = '{run}'")
        assert abs(kwh - Decimal(row["energy_consumed"])) < _EXACT


def test_lines_without_a_run_id_that_began_together_are_one_run(warehouse: Path) -> None:
    """98 s of one run, then four lines of another; the last two of these lost their CPU."""
    found = rows(
        warehouse,
        "select run_id, sum(energy_it_kwh) as kwh, any_value(reading_note) as note "
        "from intermediate.int_tracker_energy where run_id like 'unnamed-%' "
        "group by all order by kwh",
    )
    assert [row["note"] for row in found] == ["no_run_id", "no_run_id"]
    longer = Decimal("0.000027599629") + Decimal("0.000000618814") + Decimal("0.000056266256")
    assert [row["kwh"] for row in found] == [
        pytest.approx(longer, abs=_EXACT),
        pytest.approx(Decimal("0.0001418904712555"), abs=_EXACT),
    ]


def test_a_pue_that_3_3_2_multiplied_in_is_taken_out(shared_dir: Path, warehouse: Path) -> None:
    with_pue = _lines(shared_dir, _EMISSIONS[1])[1]
    printed = Decimal(with_pue["energy_consumed"])
    kwh = counted_kwh(warehouse, f"run_id = '{with_pue['run_id']}'")
    assert abs(kwh - printed / Decimal("1.2")) < _EXACT
    assert kwh < printed
    [run] = rows(
        warehouse,
        "select water_site_l, energy_in_file_kwh from intermediate.int_codecarbon_runs "
        f"where run_id = '{with_pue['run_id']}'",
    )
    # Litres per kWh of IT energy; the file's own are of the inflated energy.
    assert float(run["water_site_l"]) == pytest.approx(float(kwh) * 1.8, abs=1e-8)
    assert abs(run["energy_in_file_kwh"] - printed) < _EXACT


def test_the_fixture_of_the_38_columns_is_a_run_of_2_1_3(warehouse: Path) -> None:
    assert counted_kwh(warehouse, "tracker_version = '2.1.3'") == pytest.approx(
        Decimal("0.00057442898176"), abs=_EXACT
    )


def test_no_two_of_these_runs_are_taken_for_ranks_of_one(warehouse: Path) -> None:
    marked = "select run_id from intermediate.int_codecarbon_runs where is_duplicate_rank"
    assert rows(warehouse, marked) == []


def test_the_boamps_report_is_one_measure_in_kilowatt_hours(
    shared_dir: Path, warehouse: Path
) -> None:
    document = json.loads((shared_dir / _FOLDER / _REPORT).read_text())
    measured = document["measures"][0]
    [row] = rows(warehouse, "from intermediate.int_tracker_energy where tracker = 'boamps'")
    told = (row["run_id"], row["tracker_version"], row["component"], row["reading_note"])
    assert told == (
        document["header"]["reportId"], "codecarbon 2.5.0", "all", "pue_not_in_file",
    )  # fmt: skip
    assert row["energy_it_kwh"] == pytest.approx(Decimal(str(measured["powerConsumption"])))
    [task] = rows(warehouse, "from staging.stg_boamps__reports")
    assert (task["tokens_in"], task["tokens_out"], task["requests"]) == (11, 828, 1)


def test_a_profile_of_power_against_load_is_no_run_and_is_refused(
    home: Path, shared_dir: Path
) -> None:
    """It is one machine's watts by load, for a power model; nothing in it is a run's energy."""
    runs = LandedFigures(home, "codecarbon_runs", SETTINGS)
    (home / "inputs/runs").mkdir(parents=True)
    shutil.copy(shared_dir / _FOLDER / _PROFILE, home / "inputs/runs" / _PROFILE)
    landed: dict[str, Landed] = runs.land()
    found: list[Any] = [one.status for one in landed.values()]
    assert found == ["quarantined"]
    assert "no emissions file of CodeCarbon" in runs.refused().problem
