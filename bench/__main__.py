"""`python -m bench`: bills of one cloud and of three, measured, and a table of what was promised.

Belongs here: options, progress, the exit code. Does not: measuring (trial) or judging (bars).
"""

from __future__ import annotations

import time
from pathlib import Path

import click
from rich.console import Console

from bench.bars import bars, figures, model_seconds
from bench.bills import SHARES, Clouds
from bench.tables import bar_table, model_table, run_table, staging_table
from bench.trial import Bench, Trial
from bench.verdict import exit_with

SIZES = (1_000_000, 5_000_000)


@click.command()
@click.option(
    "--lines",
    type=click.IntRange(min=10_000),
    multiple=True,
    default=SIZES,
    show_default=True,
    help="Bill lines over twelve months; may be given several times.",
)
@click.option(
    "--clouds",
    type=click.Choice(list(SHARES)),
    multiple=True,
    default=tuple(SHARES),
    show_default=True,
    help="Whose bills: of AWS alone at every size, of three clouds at the largest.",
)
@click.option(
    "--repeat",
    type=click.IntRange(min=1, max=12),
    default=5,
    show_default=True,
    help="How often each run is measured; the median counts.",
)
@click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False),
    help="A folder that does not exist yet, to keep what is made (default: a temporary one).",
)  # fmt: skip
def main(
    lines: tuple[int, ...], clouds: tuple[Clouds, ...], repeat: int, home: Path | None
) -> None:  # fmt: skip
    """Measure the way from landed Parquet to the daily fact.

    Exit codes: 0 every bar is held, 1 it could not be measured, 4 a bar is missed.
    """
    exit_with(lambda folder: _bench(folder, _trials(lines, clouds), repeat, Console()), home)


def _trials(sizes: tuple[int, ...], clouds: tuple[Clouds, ...]) -> list[tuple[Clouds, int]]:
    """AWS alone at every size, to show whether lines grow dearer; three clouds at the largest."""
    alone = sizes if "aws" in clouds else ()
    together = (max(sizes),) if "mixed" in clouds else ()
    return [*(("aws", size) for size in alone), *(("mixed", size) for size in together)]


def _bench(
    folder: Path, trials: list[tuple[Clouds, int]], repeat: int, console: Console
) -> bool:  # fmt: skip
    began = time.monotonic()
    aside = Console(stderr=True)

    def say(sentence: str) -> None:
        aside.print(f"[dim]{time.monotonic() - began:5.0f} s[/]  {sentence}", highlight=False)

    bench = Bench(folder, say)
    held = [_show(bench.measure(clouds, size, repeat), console) for clouds, size in trials]
    return all(held)


def _show(trial: Trial, console: Console) -> bool:
    measured = figures(trial)
    judged = bars(measured)
    full = model_seconds([one.full for one in trial.repetitions])
    changed = model_seconds([two.changed for one in trial.repetitions for two in one.changes])
    for table in (
        bar_table(measured, judged),
        run_table(measured),
        staging_table(measured),
        model_table(full, changed),
    ):
        console.print(table)
    return all(bar.is_held for bar in judged)


if __name__ == "__main__":
    main()
