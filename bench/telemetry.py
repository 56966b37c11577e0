"""`python -m bench.telemetry`: samples of many GPUs, from landed Parquet to hours, against the bar.

Belongs here: making the samples, the runs, the bar. Does not: what a process used (process.py),
bills (`python -m bench`).
"""

from __future__ import annotations

from pathlib import Path
from statistics import median

import click
from rich.console import Console

from bench.models import run_dbt
from bench.process import Usage
from bench.sampled import Hosts
from bench.verdict import exit_with
from ingest.settings import Workspace
from orchestration.dbt_project import Project

SAMPLES_PER_CPU_SECOND = 1_000_000
_MODEL = "int_device_energy_hourly"


@click.command()
@click.option("--gpus", type=click.IntRange(min=8), default=1000, show_default=True)
@click.option(
    "--minutes",
    type=click.IntRange(min=1, max=1440),
    default=17,
    show_default=True,
    help="How long each is sampled, once a second.",
)
@click.option("--days", type=click.IntRange(min=1, max=366), default=1, show_default=True)
@click.option("--repeat", type=click.IntRange(min=1, max=12), default=3, show_default=True)
@click.option("--home", type=click.Path(path_type=Path, file_okay=False),
              help="A folder that does not exist yet, to keep what is made.")  # fmt: skip
def main(gpus: int, minutes: int, days: int, repeat: int, home: Path | None) -> None:
    """Measure the reduction of samples to hours.

    Exit codes: 0 the bar is held, 1 it could not be measured, 4 the bar is missed.
    """
    exit_with(lambda folder: _bench(folder, Hosts(gpus, minutes, days), repeat, Console()), home)


def _bench(folder: Path, hosts: Hosts, repeat: int, console: Console) -> bool:
    empty, full = folder / "empty", folder / "full"
    Hosts(0, 0, 0).write(empty)
    samples = hosts.write(full)
    landing = hosts.land(full)
    for home in (empty, full):
        hosts.prepare(home)
    runs = [(_reduce(full), _reduce(empty)) for _ in range(repeat)]
    net = median(run.cpu_seconds - start.cpu_seconds for run, start in runs)
    rate = samples / net
    is_held = rate >= SAMPLES_PER_CPU_SECOND
    peak = max(run.peak_bytes for run, _ in runs)
    starting = median(start.cpu_seconds for _, start in runs)
    console.print(
        f"{samples:,} samples of {hosts.gpus:,} GPUs in {hosts.slices:,} slices\n"
        f"landing: {landing:.2f} CPU s, {samples / landing:,.0f} samples per CPU s\n"
        f"to hours: {net:.2f} CPU s less {starting:.2f} of starting, peak {peak / 1e9:.2f} GB\n"
        f"samples per CPU second: {rate:,.0f}, wanted {SAMPLES_PER_CPU_SECOND:,}: "
        f"{'held' if is_held else 'MISSED'}",
        highlight=False,
    )
    return is_held


def _reduce(home: Path) -> Usage:
    return run_dbt(Project(Workspace(home)), "run", "--full-refresh", "--select", _MODEL)


if __name__ == "__main__":
    main()
