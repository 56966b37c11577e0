"""Files as an agent leaves them in its spool: written, restated, spoiled, withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from ingest.telemetry.samples import DayOfSamples, Series

SETTINGS = """
[sources.hosts]
kind = "agent_samples"
uri = "inputs/spool"
"""
DAY = datetime(2025, 10, 31)
SLICE = "hosts__gpu-1__2025-10-31"


def deliver(home: Path, *, edition: int) -> None:
    """Two files of a day; every edition has other values."""
    write(home, DAY, [100.0 + edition, 101.0, 102.0])
    write(home, DAY + timedelta(hours=23, minutes=59, seconds=30), [900.0, 901.0])


def spoil(home: Path) -> None:
    """A file that was cut short."""
    file = file_of(home, DAY)
    file.write_bytes(file.read_bytes()[:-100])


def withdraw(home: Path) -> None:
    """The day is gone; another is there."""
    for file in (home / "inputs/spool/gpu-1/2025-10-31").iterdir():
        file.unlink()
    write(home, DAY + timedelta(days=3), [905.0, 906.0])


def touch(home: Path) -> None:
    """The same content in a newly written file."""
    file = file_of(home, DAY)
    content = file.read_bytes()
    file.rename(file.with_suffix(".old"))
    file.write_bytes(content)


def series(host: str = "gpu-1", device: str = "GPU-1") -> Series:
    """The energy counter of a board."""
    return Series(
        metric="nvml_total_energy_consumption",
        quantity="energy",
        unit="mJ",
        counter_kind="monotonic_reset",
        host_id=host,
        device_kind="gpu",
        device_id=device,
        exporter="tonne_agent",
        sample_interval_s=10.0,
        labels={"uuid": device},
    )


def write(
    home: Path,
    starts: datetime,
    values: list[float | None],
    *,
    of: Series | None = None,
    host: str = "gpu-1",
) -> Path:
    """Write one file of the spool: `values` of a series, ten seconds apart."""
    made = DayOfSamples(starts.date())
    moments = [starts + timedelta(seconds=10 * at) for at in range(len(values))]
    made.add(of or series(), moments, values)
    file = file_of(home, starts, host)
    file.parent.mkdir(parents=True, exist_ok=True)
    made.write(file)
    return file


def file_of(home: Path, starts: datetime, host: str = "gpu-1") -> Path:
    """Where an agent puts the file that it began at `starts`."""
    return home / f"inputs/spool/{host}/{starts:%Y-%m-%d}/{starts:%H%M%S.%f}-00ab.parquet"
