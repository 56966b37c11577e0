"""`tonne agent` as a process of its own, before made-up devices, and what of it lands.

Belongs here: starting it, the plan of the fake GPUs, the landed samples. Does not: what must hold.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from ingest.lake import Lake
from ingest.landing import land_source
from ingest.settings import Workspace, load_settings
from ingest.source import configured

ROOT = Path(__file__).resolve().parents[1]
HOST = "gpu-1"
_TONNE = "from orchestration.cli import main; main()"
_SETTINGS = '[sources.hosts]\nkind = "agent_samples"\nuri = "{spool}"\n'


@dataclass(frozen=True)
class Bench:
    """A folder with fake devices, a spool, and the agent's state."""

    folder: Path

    @property
    def powercap(self) -> Path:
        """The fake tree."""
        return self.folder / "powercap"

    @property
    def spool(self) -> Path:
        """Where the agent delivers."""
        return self.folder / "spool"

    @property
    def journals(self) -> list[Path]:
        """What is not delivered yet."""
        return sorted((self.folder / "state" / HOST).glob("*.journal"))

    def plan(self, **plan: Any) -> None:
        """Say what the fake GPUs do; see tests/fake_nvml.py."""
        plan["noted"] = str(self.folder / "noted") if plan.pop("noting", True) else None
        told = {name: value for name, value in plan.items() if value is not None}
        (self.folder / "plan.json").write_text(json.dumps(told))

    def noted(self) -> list[dict[str, Any]]:
        """Every reading of energy that a fake GPU gave, in order; a torn note is none."""
        file = self.folder / "noted"
        lines = file.read_text().splitlines() if file.exists() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def start(self, *options: str) -> subprocess.Popen[str]:
        """Start an agent."""
        told = {
            "--spool": self.spool,
            "--state": self.folder / "state",
            "--host": HOST,
            "--powercap": self.powercap,
            "--nvml-module": "tests.fake_nvml",
        }
        given = [str(part) for pair in told.items() for part in pair]
        return subprocess.Popen(
            [sys.executable, "-c", _TONNE, "agent", *given, *options],
            cwd=ROOT,
            env={**os.environ, "TONNE_FAKE_NVML": str(self.folder / "plan.json")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def landed(self) -> dict[str, list[tuple[float, float | None]]]:
        """The landed samples: for `metric device` its (seconds since 1970, value), by time."""
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        (home / "tonne.toml").write_text(_SETTINGS.format(spool=self.spool))
        [source] = configured(load_settings(home), Workspace(home))
        lake = Lake(Workspace(home).lake)
        assert {one.status for one in land_source(source, lake)} <= {"landed", "unchanged"}
        found: dict[str, set[tuple[float, float | None]]] = {}
        for row in _rows(lake):
            at = row["sampled_at"].replace(tzinfo=UTC).timestamp()
            name = f"{row['metric']} {row['device_id']}"
            found.setdefault(name, set()).add((at, row["value"]))
        return {name: sorted(samples) for name, samples in found.items()}


def _rows(lake: Lake) -> Iterator[dict[str, Any]]:
    for _, _, path in lake.current_files("agent_samples"):
        table = pq.read_table(path, columns=["metric", "device_id", "sampled_at", "value"])
        yield from table.to_pylist()
