"""The figures of a trial, and the bars that they are held against.

Belongs here: arithmetic over what was measured. Does not: measuring, printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.models import ModelRun
from bench.process import Usage
from bench.trial import Trial

ROWS_PER_CPU_SECOND = 300_000
FLOORS = 3.0
PEAK_BYTES = 4e9
CHANGED_SHARE = 1 / 8


@dataclass(frozen=True, slots=True)
class Figures:
    """What one trial shows. Seconds are CPU less the same process over nothing, but for wall."""

    lines: int
    changed_lines: int
    full_seconds: float
    floor_seconds: float
    changed_seconds: float
    ratio_to_floor: float
    no_slice_seconds: float
    full_wall: float
    no_slice_wall: float
    changed_wall: float
    floor_whole_seconds: float
    floor_wall: float
    peak_bytes: int

    @property
    def rows_per_cpu_second(self) -> float:
        """Bill lines that a CPU-second takes to the daily fact."""
        return self.lines / self.full_seconds

    @property
    def changed_share(self) -> float:
        """CPU of one changed month, as a share of the CPU of all."""
        return self.changed_seconds / self.full_seconds


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise: what it is about, the figure, the limit, whether it is held."""

    about: str
    figure: str
    limit: str
    is_held: bool


def figures(trial: Trial) -> Figures:
    """The median of every figure over the repetitions; of memory the largest."""
    runs, changes = trial.repetitions, trial.changes
    full = [_cpu(one.full.usage, one.no_slice) for one in runs]
    floor = [_cpu(one.floor, one.no_file) for one in runs]
    return Figures(
        lines=trial.lines,
        changed_lines=trial.changed_lines,
        full_seconds=median(full),
        floor_seconds=median(floor),
        changed_seconds=median(_cpu(one.changed.usage, one.no_slice) for one in changes),
        ratio_to_floor=median(f / g for f, g in zip(full, floor, strict=True)),
        no_slice_seconds=median(one.no_slice.cpu_seconds for one in (*runs, *changes)),
        full_wall=median(one.full.usage.wall_seconds for one in runs),
        no_slice_wall=median(one.no_slice.wall_seconds for one in (*runs, *changes)),
        changed_wall=median(one.changed.usage.wall_seconds for one in changes),
        floor_whole_seconds=median(one.floor.cpu_seconds for one in runs),
        floor_wall=median(one.floor.wall_seconds for one in runs),
        peak_bytes=max(one.full.usage.peak_bytes for one in runs),
    )


def bars(of: Figures) -> list[Bar]:
    """Every bar, held or missed."""
    rows, peak = of.rows_per_cpu_second, of.peak_bytes
    return [
        Bar(
            "rows per CPU-second", f"{rows:,.0f}", f"≥ {ROWS_PER_CPU_SECOND:,}",
            rows >= ROWS_PER_CPU_SECOND,
        ),
        Bar(
            "times the floor query", f"{of.ratio_to_floor:.2f}", f"≤ {FLOORS:g}",
            of.ratio_to_floor <= FLOORS,
        ),
        Bar(
            "peak memory, GB", f"{peak / 1e9:.2f}", f"≤ {PEAK_BYTES / 1e9:g}", peak <= PEAK_BYTES
        ),
        Bar(
            "one changed month, share of all", f"{of.changed_share:.3f}", f"≤ {CHANGED_SHARE:.3f}",
            of.changed_share <= CHANGED_SHARE,
        ),
    ]  # fmt: skip


def model_seconds(runs: Sequence[ModelRun]) -> dict[str, float]:
    """Median wall seconds by model, the slowest first."""
    found = {
        name: median(run.model_seconds[name] for run in runs) for name in runs[0].model_seconds
    }
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _cpu(used: Usage, over_nothing: Usage) -> float:
    return used.cpu_seconds - over_nothing.cpu_seconds
