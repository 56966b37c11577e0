"""The published figures of trackers and papers as files that we land: runs, watts, grids, requests.

Belongs here: reading the cases, writing the workspace. Does not: what a figure must be.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

from tests.contract.samples import codecarbon_runs as codecarbon
from tests.contract.samples import grid_hourly, mlflow_metrics

Case = tuple[dict[str, Any], float]
"""Inputs and expected value of a case."""

CASES = (
    "CC-05", "CC-07", "CC-08", "CC-09", "IF-04", "IF-05", "IF-06", "BOA-03", "BOA-08", "PAPER-03",
    "PAPER-04", "PAPER-05", "PAPER-06", "MLCO2-01",
)  # fmt: skip
_HOUR_S = 3600
PIPELINE, DRIVES = "pipeline_sci", "sci_embodied_scenario1"
"""The manifests of Impact Framework among the research data."""


def read_cases(shared: Path) -> dict[str, Case]:
    """The cases of the part that need no mart of AI, by id."""
    with (shared / "cases" / "telemetry.csv").open(newline="", encoding="utf-8") as file:
        return {
            row["case_id"]: (json.loads(row["inputs"]), float(row["expected_value"]))
            for row in csv.DictReader(file)
            if row["part"] == "onprem-ai" and row["case_id"] in CASES
        }


def manifest_rows(shared: Path, manifest: str = PIPELINE) -> list[dict[str, Any]]:
    """What Impact Framework computed, row by row of a manifest with one child."""
    file = shared / f"data/telemetry/gsf_if_output_{manifest}.yaml"
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    [child] = document["tree"]["children"].values()
    return child["outputs"]


def interpolated(curve: Mapping[str, float], at: float) -> float:
    """The value of a curve of straight pieces between its points."""
    points = sorted((float(x), y) for x, y in curve.items())
    for (left, low), (right, high) in pairwise(points):
        if left <= at <= right:
            return low + (high - low) * (at - left) / (right - left)
    raise ValueError(f"{at} lies outside of the curve")


def allocated_watts(row: Mapping[str, Any], curve: Mapping[str, float]) -> float:
    """Watts of the CPU of one manifest row, of the vCPUs that were allocated."""
    power = interpolated(curve, row["cpu/utilization"]) * row["cpu/thermal-design-power"]
    return power * row["vcpus-allocated"] / row["vcpus-total"]


def write(home: Path, cases: Mapping[str, Case], rows: list[dict[str, Any]]) -> dict[str, str]:
    """Write every file; the kinds by their uri."""
    _write_runs(home, {name: cases[name][0]["energy_kwh"] for name in CASES if name[:2] == "CC"})
    grids = {
        "CC-05": mix_g_per_kwh(cases["CC-05"][0]),
        "CC-07": 72.0,
        "CC-08": cases["CC-08"][0]["forced_g_per_kwh"],
        "CC-09": cases["CC-09"][0]["carbonIntensity_g_per_kwh"],
    }
    lines = [f"{name},2025-10-15T12:00:00Z,{g!r},direct,false" for name, g in grids.items()]
    grid_hourly.write(home, "cases", *lines)
    curve = cases["IF-06"][0]["curve"]
    watts = {f"IF-06-{n}": allocated_watts(row, curve) for n, row in enumerate(rows)}
    watts |= {"PAPER-03": cases["PAPER-03"][0]["watts"], "PAPER-04-low": 350, "PAPER-04-high": 400}
    for run, power in watts.items():
        _write_power(home, run, power, hours=1.0)
    given = cases["MLCO2-01"][0]
    _write_power(home, "MLCO2-01", given["tdp_w"], hours=given["hours"])
    _write_requests(home)
    return {"cc": "codecarbon_runs", "mlruns": "mlflow_metrics", "inputs/grid": "grid_hourly"}


def mix_g_per_kwh(given: Mapping[str, Any]) -> float:
    """Intensity of a mix by the kg of its fuels; what burns nothing counts as zero."""
    mix: dict[str, float] = given["mix"]
    kg = sum(mix[fuel] * factor for fuel, factor in given["kg_per_kwh"].items())
    return kg / mix["total"] * 1000


def _write_runs(home: Path, energies: Mapping[str, float]) -> None:
    """A run of an hour from noon per case, each on a machine of its own."""
    lines = [
        codecarbon.line(
            run_id=codecarbon.RUN.replace("010fc8c6", f"{number:08x}"), experiment_id=name,
            cpu_model=f"machine of {name}", timestamp="2025-10-15T13:00:00",
            cpu_energy=kwh, gpu_energy=0.0, ram_energy=0.0, energy_consumed=kwh,
        )
        for number, (name, kwh) in enumerate(energies.items())
    ]  # fmt: skip
    (home / "cc").mkdir()
    (home / "cc/emissions.csv").write_text("\n".join([codecarbon.HEADER, *lines]) + "\n")


def _write_power(home: Path, run: str, watts: float, *, hours: float) -> None:
    """Watts that stay the same, sampled every half hour."""
    halves = round(hours * 2)
    samples = [(half * _HOUR_S / 2, watts) for half in range(halves + 1)]
    mlflow_metrics.write(home, *samples, run=run)


def _write_requests(home: Path) -> None:
    """A million prompts without tokens, and a thousand answers of 400 tokens."""
    rows = (
        "service_id,hour_at,requests,tokens_in,tokens_out",
        "PAPER-05,2025-10-15T12:00:00Z,1000000,,",
        "PAPER-06,2025-10-15T12:00:00Z,1000,,400000",
    )
    (home / "inputs/ai_requests.csv").write_text("\n".join(rows) + "\n")
