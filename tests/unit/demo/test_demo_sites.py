"""The made-up company's machine room and cage: registers that agree, and energy that is known."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections import Counter
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from ingest.demo import DemoCompany, write_company
from ingest.demo.month import Month
from ingest.demo.onprem.machines import SHARED
from ingest.demo.onprem.spool import write_spool
from ingest.demo.onprem.totals import Known, known
from ingest.demo.onprem.work import FIRST_DAY
from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured
from ingest.telemetry.agent.spool import parsed

NOVEMBER, SEED = Month("2025-11"), 7
KWH = {"mJ": 3.6e9, "uJ": 3.6e12}
REGISTERS = (
    "ai_requests", "ai_runs", "ai_services", "asset_lives", "assets", "fuels", "hosts",
    "instruments", "meter_readings", "meters", "refrigerants", "sites",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sites")
    write_company(home, lines=2_000, clouds=("aws",), own_figures=False, own_sites=True)
    return home


@pytest.fixture(scope="module")
def samples(home: Path) -> pl.DataFrame:
    files = sorted((home / "onprem/spool").rglob("*.parquet"))
    assert files
    assert all(parsed(str(one.relative_to(home / "onprem/spool"))) for one in files)
    return pl.concat([pl.read_parquet(one) for one in files])


@pytest.fixture(scope="module")
def told() -> Known:
    return known(NOVEMBER, SEED)


def _rows(home: Path, name: str) -> list[dict[str, str]]:
    with (home / "inputs" / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def _hashes(folder: Path) -> dict[str, str]:
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {
        str(one.relative_to(folder)): hashlib.sha256(one.read_bytes()).hexdigest() for one in files
    }


def _used(samples: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Energy in kWh by `keys`: falls are turns of a range, or what a counter shows anew."""
    counted = samples.filter(pl.col("quantity") == "energy").unique(
        [*keys, "device_id", "host_id", "sampled_at", "value"]
    )
    series = [*{*keys, "host_id", "device_id"}]
    value = pl.col("value")
    rise = value - value.shift(1).over(series, order_by="sampled_at")
    fallen = (
        pl.when(pl.col("max_range").is_null()).then(value).otherwise(rise + pl.col("max_range"))
    )
    per_kwh = pl.col("unit").replace_strict(KWH)
    used = pl.when(rise < 0).then(fallen).otherwise(rise) / per_kwh
    return counted.with_columns(kwh=used).group_by(keys).agg(pl.col("kwh").sum())


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(
    home: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    write_company(again, lines=2_000, clouds=("aws",), own_figures=False, own_sites=True)
    for folder in ("inputs", "onprem"):
        assert _hashes(again / folder) == _hashes(home / folder)
    write_spool(tmp_path / "other", NOVEMBER, SEED + 1)
    assert _hashes(tmp_path / "other").keys() == _hashes(home / "onprem/spool").keys()
    same = _hashes(tmp_path / "other").items() & _hashes(home / "onprem/spool").items()
    assert not same


def test_without_sites_of_its_own_it_has_no_file_of_them(small: DemoCompany) -> None:
    assert not (small.home / "onprem").exists()
    assert not {f"{name}.csv" for name in REGISTERS} & set(_hashes(small.home / "inputs"))
    settings = tomllib.loads((small.home / "tonne.toml").read_text())
    assert "agent_samples" not in {one["kind"] for one in settings["sources"].values()}


def test_everything_lands_and_nothing_is_refused(home: Path) -> None:
    sources = [
        one
        for one in configured(load_settings(home), Workspace(home))
        if one.kind == "agent_samples" or (one.register or "").removesuffix(".csv") in REGISTERS
    ]
    lake = Lake(home / "lake")
    landed = [one for source in sources for one in land_source(source, lake)]
    assert lake.quarantined() == []
    assert Counter(one.status for one in landed) == {"landed": 4 * 14 + len(REGISTERS)}


def test_every_counter_tells_the_energy_that_was_put_in(samples: pl.DataFrame, told: Known) -> None:
    used = _used(samples.drop("pod", "job_id"), "host_id", "device_id", "unit", "max_range")
    found = {(host, device): kwh for host, device, _, _, kwh in used.rows()}
    assert found == {
        (one.host.host_id, one.device_id): pytest.approx(kwh, rel=1e-12)
        for one, kwh in told.devices.items()
    }
    assert sum(told.devices.values()) > 1000


def test_processors_wrap_and_one_driver_was_loaded_anew(samples: pl.DataFrame) -> None:
    series = ["host_id", "device_id"]
    energy = samples.filter(pl.col("quantity") == "energy").unique([*series, "sampled_at", "value"])
    fell = pl.col("value") < pl.col("value").shift(1).over(series, order_by="sampled_at")
    falls = energy.filter(fell).group_by("host_id", "device_kind").len()
    counts = {(host, kind): count for host, kind, count in falls.rows()}
    assert counts["gpu-02", "gpu"] == 8
    assert ("gpu-01", "gpu") not in counts
    assert counts["cpu-01", "cpu_package"] > 1000
    # A turn takes longer than a sample: the counter's range holds what a package may draw.
    most = energy.filter(pl.col("unit") == "uJ").select(pl.col("max_range").min()).item()
    assert most / 300 / 1e6 > 200


def test_jobs_and_pods_have_the_energy_of_their_boards(samples: pl.DataFrame, told: Known) -> None:
    labelled = samples.filter(pl.col("slice_profile").is_null(), pl.col("device_kind") == "gpu")
    jobs = _used(labelled.drop_nulls("job_id"), "job_id", "unit", "max_range")
    assert {job: kwh for job, _, _, kwh in jobs.rows()} == pytest.approx(told.jobs)
    assert set(told.jobs) == {"80121", "80133", "80140", "80151", "80152"}
    gaps = _used(labelled.drop_nulls("pod"), "pod", "unit", "max_range")
    by_pod = {pod: kwh for pod, _, _, kwh in gaps.rows()}
    assert by_pod["assistant-0"] == pytest.approx(told.pods["assistant-0"])
    assert set(by_pod) == set(told.pods)


def test_three_slices_repeat_the_energy_of_the_whole_board(samples: pl.DataFrame) -> None:
    shared = samples.filter(pl.col("device_id") == SHARED.device_id, pl.col("quantity") == "energy")
    at_once = shared.group_by("sampled_at").agg(
        pl.len(), pl.col("value").n_unique().alias("values")
    )
    assert at_once.select(pl.col("len").unique(), pl.col("values").unique()).rows() == [(3, 1)]
    assert set(shared["pod"]) == {"notebook-a", "embedder-0", None}
    active = samples.filter(pl.col("device_kind") == "gpu_slice")
    assert active["parent_device_id"].unique().to_list() == [SHARED.device_id]
    assert active["value"].is_between(0, 1).all()


def test_the_meters_read_at_least_what_telemetry_and_the_fortnight_tell(
    home: Path, told: Known
) -> None:
    readings = {
        (row["meter_id"], row["starts_at"][:7]): float(row["value"])
        for row in _rows(home, "meter_readings")
    }
    walls = sum(told.walls.values())
    assert readings["fra-hall-it", "2025-11"] > readings["fra-hall-it", "2025-10"] > walls
    assert readings["fra-hall-main", "2025-11"] * 1000 > readings["fra-hall-it", "2025-11"] * 1.3
    processors = sum(
        told.of_host(host, kind)
        for host in ("cpu-01", "cpu-02")
        for kind in ("cpu_package", "dram")
    )
    assert readings["ams-cage-it", "2025-11"] > processors


def test_the_registers_name_each_other(home: Path, samples: pl.DataFrame) -> None:
    sites = {row["site_id"] for row in _rows(home, "sites")}
    hosts = {row["host_id"] for row in _rows(home, "hosts")}
    assert set(samples["host_id"]) == hosts
    for name in ("hosts", "meters", "fuels", "refrigerants", "assets"):
        assert {row["site_id"] for row in _rows(home, name)} <= sites
    assets = {row["asset_id"] for row in _rows(home, "assets")}
    assert {row["asset_id"] for row in _rows(home, "hosts")} <= assets
    assert {row["asset_id"] for row in _rows(home, "asset_lives")} <= assets
    teams = {row["team_id"] for row in _rows(home, "teams")}
    named = ("hosts", "ai_runs", "ai_services")
    assert {row["team_id"] for name in named for row in _rows(home, name)} <= teams
    jobs = {row["job_id"] for row in _rows(home, "ai_runs")}
    assert jobs == set(samples["job_id"].drop_nulls())


def test_a_training_has_two_failed_attempts_and_serves_more_than_a_million(home: Path) -> None:
    runs = [row for row in _rows(home, "ai_runs") if row["parent_run_id"]]
    assert [row["outcome"] for row in runs] == ["failed", "failed", "succeeded"]
    served = Counter[str]()
    for row in _rows(home, "ai_requests"):
        served[row["service_id"]] += int(row["requests"])
        assert datetime.fromisoformat(row["hour_at"]).day >= FIRST_DAY
    assert set(served) == {row["service_id"] for row in _rows(home, "ai_services")}
    assert min(served.values()) > 1_000_000


def test_budgets_of_models_and_portfolios_name_runs_that_there_are(home: Path) -> None:
    runs = _rows(home, "ai_runs")
    named = {one["kind"]: one["subject_ids"] for one in _rows(home, "budgets")}
    assert named["model"] in {run["model_id"] for run in runs}
    assert named["portfolio"] in {f"experiment:{run['experiment_id']}" for run in runs}
