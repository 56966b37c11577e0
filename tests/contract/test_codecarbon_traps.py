"""Traps of CodeCarbon's files: cells that were left out, `.bak` siblings, clocks without a zone."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.contract.landed_figures import LandedFigures
from tests.contract.samples.codecarbon_runs import HEADER, RUN, SAMPLE, SETTINGS, SLICE, line, short

_FIRST_HEADER = (
    "timestamp,experiment_id,project_name,duration,emissions,energy_consumed,country_name,"
    "country_iso_code,region,on_cloud,cloud_provider,cloud_region"
)


@pytest.fixture
def runs(home: Path) -> LandedFigures:
    return LandedFigures(home, "codecarbon_runs", SETTINGS)


def test_a_row_that_lost_its_empty_cells_is_laid_under_the_right_columns(
    runs: LandedFigures,
) -> None:
    columns = (
        "run_id", "duration_s", "energy_consumed_kwh", "country_iso_code", "region", "os", "pue",
        "codecarbon_version", "gpu_model", "ram_total_gb", "tracking_mode", "cpu_power_w",
    )  # fmt: skip
    SAMPLE.write(runs.home, f"{HEADER}\n{line()}\n")
    runs.land()
    [whole] = runs.rows(*columns)
    assert short().count(",") + 1 == 33
    SAMPLE.write(runs.home, f"{HEADER}\n{short()}\n")
    assert runs.land()[SLICE].status == "landed"
    assert runs.rows(*columns, "reading_note") == [(*whole, "repaired_short_row")]


def test_a_row_that_can_be_read_in_two_ways_is_refused_with_its_line(runs: LandedFigures) -> None:
    SAMPLE.write(runs.home, f"{HEADER}\n{line()}\n{short(gpu_power='')}\n")
    assert runs.land()[SLICE].status == "quarantined"
    assert runs.refused().place == "line 3"
    assert "two ways (" in runs.refused().problem
    assert "energy" in runs.refused().problem


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        (f"{HEADER}\n{line()},1\n", "line 2", "39 cells under a header of 38"),
        (f"{HEADER}\n{short(os='')}\n", "line 2", "do not fit under it"),
        (f"{HEADER}\n{line(duration='')}\n", "line 2", "duration is empty"),
        (f"{HEADER}\n{line(energy_consumed='n/a')}\n", "line 2, column energy_consumed", "'n/a'"),
        (f"{HEADER}\n{line(cpu_energy=-1)}\n", "line 2", "zero or more"),
        (f"{HEADER}\n{line(tracking_mode='N')}\n", "line 2, column tracking_mode", "'N'"),
        (f"{HEADER}\n{line(timestamp='2025-13-01T00:00:00')}\n", "line 2", "month"),
        (f"{HEADER},pue\n", "line 1", "pue is there twice"),
        ("task_name,load_type,rapl_power\n", "line 1", "no emissions file"),
    ],
)
def test_what_is_no_line_of_codecarbon_is_refused_with_its_place(
    runs: LandedFigures, text: str, place: str, words: str
) -> None:
    SAMPLE.write(runs.home, text)
    assert runs.land()[SLICE].status == "quarantined"
    assert runs.refused().place == place
    assert words in runs.refused().problem


def test_a_bak_beside_the_file_is_history(runs: LandedFigures) -> None:
    SAMPLE.write(runs.home, f"{HEADER}\n{line()}\n")
    other = RUN.replace("010fc8c6", "0a0a0a0a")
    SAMPLE.write(runs.home, f"{HEADER}\n{line(run_id=other)}\n", "emissions.csv_0.bak")
    assert {one.status for one in runs.land().values()} == {"landed"}
    assert runs.rows("run_id") == [(RUN,), (other,)]


def test_a_clock_without_a_zone_is_read_in_the_zone_of_the_settings(runs: LandedFigures) -> None:
    SAMPLE.write(runs.home, f"{HEADER}\n{line()}\n")
    runs.land()
    noon = datetime(2025, 10, 15, 12)
    assert runs.rows("ended_at", "started_at") == [(noon, noon.replace(hour=11))]
    settings = f'{SETTINGS}time_zone = "Europe/Paris"\n'
    SAMPLE.write(runs.home, f"{HEADER}\n{line()}\n{line(timestamp='2025-10-15T12:00:00+00:00')}\n")
    runs = LandedFigures(runs.home, "codecarbon_runs", settings)
    runs.land()
    assert runs.rows("ended_at") == [(noon.replace(hour=10),), (noon,)]


def test_a_zone_that_nobody_knows_is_refused_by_the_settings(home: Path) -> None:
    runs = LandedFigures(home, "codecarbon_runs", f'{SETTINGS}time_zone = "Paris"\n')
    with pytest.raises(Exception, match="'Paris' is no time zone such as Europe/Paris"):
        runs.land()


def test_a_folder_may_name_the_host(home: Path) -> None:
    runs = LandedFigures(home, "codecarbon_runs", f"{SETTINGS}host_from_folder = true\n")
    (home / "inputs/runs/gpu-01").mkdir(parents=True)
    SAMPLE.write(home, f"{HEADER}\n{line()}\n", "gpu-01/emissions.csv")
    runs.land()
    assert runs.rows("host_id") == [("gpu-01",)]


def test_the_first_version_called_a_run_an_experiment(runs: LandedFigures) -> None:
    cells = "2022-03-16T14:11:13,exp-1,train,1014.7,0.0049,0.0116,France,FRA,,N,,"
    SAMPLE.write(runs.home, f"{_FIRST_HEADER}\n{cells}\n")
    runs.land()
    assert runs.rows("run_id", "experiment_id", "energy_consumed_kwh", "pue") == [
        ("exp-1", None, 0.0116, None)
    ]


def test_tasks_of_a_run_are_marked_as_such(runs: LandedFigures) -> None:
    header = "task_name,timestamp,run_id,duration,energy_consumed"
    text = f"{header}\nload,2025-10-15T12:00:00,{RUN},60,1\n"
    SAMPLE.write(runs.home, text, f"emissions_exp_{RUN}.csv")
    runs.land()
    assert runs.rows("reading", "task_name", "run_id") == [("task", "load", RUN)]


def test_emissions_of_the_api_carry_what_stands_above_them(runs: LandedFigures) -> None:
    emission = {
        "id": "e-1", "timestamp": "2025-10-15T14:00:00+02:00", "run_id": RUN, "duration": 60,
        "emissions_sum": 0.1, "energy_consumed": 0.5, "cpu_energy": 0.5,
    }  # fmt: skip
    run = {"id": RUN, "codecarbon_version": "3.3.2", "tracking_mode": "Machine"}
    document = {
        "name": "Acme",
        "projects": [
            {
                "name": "train",
                "experiments": [{"id": "x-1", "runs": [{**run, "emissions": [emission]}]}],
            }
        ],
    }
    SAMPLE.write(runs.home, json.dumps(document), "api.json")
    SAMPLE.write(runs.home, json.dumps({"items": [emission], "total": 1}), "page.json")
    runs.land()
    told = ("reading", "run_id", "experiment_id", "project_name", "codecarbon_version")
    assert runs.rows(*told, "tracking_mode", "ended_at", "emissions_kgco2e") == [
        ("time_slice", RUN, "x-1", "train", "3.3.2", "machine", datetime(2025, 10, 15, 12), 0.1),
        ("time_slice", RUN, None, None, None, None, datetime(2025, 10, 15, 12), 0.1),
    ]


def test_a_report_of_sums_and_an_emission_without_a_run_are_refused(runs: LandedFigures) -> None:
    for document, words in (
        ({"run_id": RUN, "emissions": 1.5, "energy_consumed": 3, "duration": 60}, "report of sums"),
        ({"timestamp": "2025-10-15", "duration": 60, "energy_consumed": 1}, "names no run_id"),
    ):
        SAMPLE.write(runs.home, json.dumps(document), "api.json")
        assert runs.land()["runs__api.json"].status == "quarantined"
        assert words in runs.refused().problem
