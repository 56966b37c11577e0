"""Shows a trial: its figures, its bars, and where the time went.

Belongs here: words and columns. Does not: arithmetic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from bench.bars import Bar, Figures

_SHOWN_MODELS = 8


def bar_table(of: Figures, bars: Sequence[Bar]) -> Table:
    """The bars of one size, each held or missed."""
    table = Table(
        title=f"{of.lines:,} bill lines ({of.clouds}) to the daily fact", title_justify="left"
    )
    table.add_column("bar")
    table.add_column("measured", justify="right")
    table.add_column("wanted", justify="right")
    table.add_column("")
    for bar in bars:
        verdict = Text("held", "green") if bar.is_held else Text("MISSED", "bold red")
        table.add_row(bar.about, bar.figure, bar.limit, verdict)
    return table


def run_table(of: Figures) -> Table:
    """What the processes used: of every repetition the least."""
    table = Table(title="What was used", title_justify="left")
    table.add_column("process")
    table.add_column("CPU s", justify="right")
    table.add_column("wall s", justify="right")
    table.add_column("peak GB", justify="right")
    for name, used in (
        ("dbt, every slice", of.full),
        ("dbt, over no slice", of.no_slice),
        (f"dbt, one changed month ({of.changed_lines:,} lines)", of.changed),
        ("dbt, nothing new", of.idle),
        ("floor query", of.floor),
        ("floor query, over nothing", of.no_file),
    ):
        table.add_row(
            name,
            f"{used.cpu_seconds:.2f}",
            f"{used.wall_seconds:.2f}",
            f"{used.peak_bytes / 1e9:.2f}",
        )
    return table


def staging_table(of: Figures) -> Table:
    """What reading a million rows of each cloud's staging took."""
    table = Table(title="Staging, CPU-seconds per million rows", title_justify="left")
    table.add_column("cloud")
    table.add_column("CPU s", justify="right")
    for cloud, seconds in of.staging.items():
        table.add_row(cloud, f"{seconds:.2f}")
    return table


def model_table(full: Mapping[str, float], changed: Mapping[str, float]) -> Table:
    """Wall seconds of the slowest models; two run at a time, so they add up to more than wall."""
    table = Table(title="Where the time goes, wall seconds in dbt", title_justify="left")
    table.add_column("model")
    table.add_column("every slice", justify="right")
    table.add_column("one changed month", justify="right")
    for name in list(full)[:_SHOWN_MODELS]:
        table.add_row(name, f"{full[name]:.2f}", f"{changed[name]:.2f}")
    rest = list(full)[_SHOWN_MODELS:]
    sums = [sum(seconds[name] for name in rest) for seconds in (full, changed)]
    table.add_row(f"{len(rest)} others", *(f"{one:.2f}" for one in sums), style="dim")
    return table
