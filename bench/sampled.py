"""Hosts of eight GPUs whose energy counters were sampled once a second, in a workspace.

Belongs here: making the samples, landing them by the door, schema `raw`. Does not: measuring dbt.
"""

from __future__ import annotations

import time as clock
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

import pyarrow as pa

from bench.company import Company
from bench.models import load_seeds, run_dbt
from ingest.telemetry.samples import DayOfSamples, Series

_BOARDS = 8
_FIRST = datetime(2026, 3, 2)
_BEGINS = time(8, 50)
_MJ_PER_SECOND = 437_000.0
_SETTINGS = '[sources.rack]\nkind = "agent_samples"\nuri = "spool"\n'
_VIEWS = ("stg_telemetry__samples", "stg_lake__slice_versions", "stg_lake__slices")


@dataclass(frozen=True)
class Hosts:
    """So many GPUs, each sampled once a second for so many minutes of so many days."""

    gpus: int
    minutes: int
    days: int

    @property
    def slices(self) -> int:
        """Days of hosts."""
        return -(-self.gpus // _BOARDS) * self.days

    def write(self, home: Path) -> int:
        """Write the spool and the settings; returns the samples."""
        home.mkdir(parents=True)
        (home / "tonne.toml").write_text(_SETTINGS if self.gpus else "")
        (home / "inputs").mkdir()
        written = 0
        for first in range(0, self.gpus, _BOARDS):
            host = f"host-{first // _BOARDS:04}"
            boards = range(first, min(first + _BOARDS, self.gpus))
            for start in self._starts():
                day = DayOfSamples(start.date())
                for board in boards:
                    day.add(*self._samples(host, board, start))
                folder = home / "spool" / host / f"{start:%Y-%m-%d}"
                folder.mkdir(parents=True)
                day.write(folder / f"{start:%H%M%S}.000000-0.parquet")
                written += day.rows
        return written

    @staticmethod
    def land(home: Path) -> float:
        """Land the spool; CPU seconds.

        Raises:
            TonneError: it could not be landed.
        """
        began = clock.process_time()
        _company(home).land()
        return clock.process_time() - began

    @staticmethod
    def prepare(home: Path) -> None:
        """Schema `raw`, the seeds and the views: what no measured run pays for."""
        company = _company(home)
        company.write_raw_schema()
        load_seeds(company.project)
        run_dbt(company.project, "run", "--select", *_VIEWS)

    def _starts(self) -> Iterator[datetime]:
        begins = _BEGINS if self.minutes < 14 * 60 else time(0)
        for day in range(self.days):
            yield datetime.combine(_FIRST.date() + timedelta(days=day), begins)

    def _samples(self, host: str, board: int, start: datetime) -> tuple[Series, pa.Array, pa.Array]:
        seconds = self.minutes * 60
        series = Series(
            metric="nvml_total_energy", quantity="energy", unit="mJ",
            counter_kind="monotonic_reset", host_id=host, device_kind="gpu",
            device_id=f"GPU-{board:08}", exporter="tonne_agent", sample_interval_s=1.0,
            labels={"uuid": f"GPU-{board:08}"},
        )  # fmt: skip
        begun = int((start - datetime(1970, 1, 1)).total_seconds())
        # A clock is never on the dot, and a counter never quite steady.
        moments = [(begun + n) * 1_000_000 + (n * 7919 + board) % 20_000 for n in range(seconds)]
        values = [1e9 + _MJ_PER_SECOND * n + (n * 104_729 + board) % 1000 for n in range(seconds)]
        return series, pa.array(moments, pa.int64()).cast(pa.timestamp("us")), pa.array(values)


def _company(home: Path) -> Company:
    return Company(home, "aws", lambda _: None)
