"""The figures of a trial, and the bars that they are held against.

Belongs here: arithmetic over what was measured. Does not: measuring, printing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bench.models import ModelRun
from bench.process import Usage
from bench.trial import Trial

ROWS_PER_CPU_SECOND = 300_000
FLOORS = 3.0
PEAK_BYTES = 4e9
CHANGED_SHARE = 1 / 8
STAGING_SHARE = 1.0
STAGING_NOISE = 0.1
"""What the ratio of two stagings moves by between runs on a machine with other work."""

_REFERENCE = "aws"


@dataclass(frozen=True, slots=True)
class Figures:
    """What one trial shows: medians over its repetitions, and over all their changed months.

    Ratios are taken within a repetition, where all sides met the same machine. `no_slice` and
    `no_file` are what starting costs, of dbt and of the floor query; `idle` is dbt over the built
    warehouse with nothing new. `staging` is CPU-seconds per million rows by cloud, and
    `staging_ratios` what they are of AWS's, within a round.
    """

    clouds: str
    lines: int
    changed_lines: int
    rows_per_cpu_second: float
    ratio_to_floor: float
    changed_share: float
    full: Usage
    no_slice: Usage
    changed: Usage
    idle: Usage
    floor: Usage
    no_file: Usage
    staging: Mapping[str, float]
    staging_ratios: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise: what it is about, the figure, the limit, whether it is held."""

    about: str
    figure: str
    limit: str
    is_held: bool


def figures(trial: Trial) -> Figures:
    """The medians of a trial, CPU-seconds always less those of the same process over nothing."""
    runs = trial.repetitions
    full = [_net(one.full.usage, one.no_slice) for one in runs]
    floor = [_net(one.floor, one.no_file) for one in runs]
    changes = [change for one in runs for change in one.changes]
    changed = [_net(one.changed.usage, one.idle.usage) for one in changes]
    every = [_net(one.full.usage, change.idle.usage) for one in runs for change in one.changes]
    staging = {cloud: [one[cloud] for one in trial.staging] for cloud in trial.staging[0]}
    return Figures(
        clouds=trial.clouds,
        lines=trial.lines,
        changed_lines=round(median(one.lines for one in changes)),
        rows_per_cpu_second=trial.lines / median(full),
        ratio_to_floor=median(f / g for f, g in zip(full, floor, strict=True)),
        changed_share=median(changed) / median(every),
        full=_median([one.full.usage for one in runs]),
        no_slice=_median([one.no_slice for one in runs]),
        changed=_median([one.changed.usage for one in changes]),
        idle=_median([one.idle.usage for one in changes]),
        floor=_median([one.floor for one in runs]),
        no_file=_median([one.no_file for one in runs]),
        staging={cloud: median(seconds) for cloud, seconds in staging.items()},
        staging_ratios={
            cloud: median(a / b for a, b in zip(seconds, staging[_REFERENCE], strict=True))
            for cloud, seconds in staging.items()
            if cloud != _REFERENCE
        },
    )


def bars(of: Figures) -> list[Bar]:
    """Every bar, held or missed."""
    rows, peak = of.rows_per_cpu_second, of.full.peak_bytes
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
        *(_staging_bar(cloud, ratio) for cloud, ratio in of.staging_ratios.items()),
    ]  # fmt: skip


def _staging_bar(cloud: str, ratio: float) -> Bar:
    return Bar(
        f"staging of {cloud} by the row, times {_REFERENCE}'s", f"{ratio:.2f}",
        f"≤ {STAGING_SHARE:g} ± {STAGING_NOISE:g}", ratio <= STAGING_SHARE + STAGING_NOISE,
    )  # fmt: skip


def model_seconds(runs: Sequence[ModelRun]) -> dict[str, float]:
    """Median wall seconds by model, the slowest first."""
    found = {
        name: median(run.model_seconds[name] for run in runs) for name in runs[0].model_seconds
    }
    return dict(sorted(found.items(), key=lambda one: -one[1]))


def _median(used: Sequence[Usage]) -> Usage:
    return Usage(
        cpu_seconds=median(one.cpu_seconds for one in used),
        wall_seconds=median(one.wall_seconds for one in used),
        peak_bytes=max(one.peak_bytes for one in used),
    )


def _net(used: Usage, over_nothing: Usage) -> float:
    return used.cpu_seconds - over_nothing.cpu_seconds
