"""One bill, measured: which run follows which, how often.

Belongs here: the order of the runs. Does not: bars, printing.

Every repetition runs all that is compared, one after the other, and differences are taken within
it: other work on the machine then meets both sides of a ratio.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bench.bills import SHARES, Clouds, Say
from bench.company import Company
from bench.floor import run_floor
from bench.models import ModelRun, load_seeds, run_models
from bench.process import Usage
from bench.staging import Seconds, run_staging
from ingest.demo.bench import YEAR

CHANGES = 4
"""Months changed in a repetition: one takes less than starting dbt varies by, and many tell."""


@dataclass(frozen=True, slots=True)
class Change:
    """A run after no delivery at all, and one after the new delivery of a month of `lines`."""

    idle: ModelRun
    changed: ModelRun
    lines: int


@dataclass(frozen=True, slots=True)
class Repetition:
    """The runs of one repetition; `no_slice` and `no_file` are the same processes over nothing."""

    no_slice: Usage
    full: ModelRun
    no_file: Usage
    floor: Usage
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """All that was measured of a bill of `lines`.

    `staging` has the CPU-seconds per million rows of each cloud's staging, round by round.
    """

    clouds: Clouds
    lines: int
    repetitions: tuple[Repetition, ...]
    staging: tuple[Seconds, ...]


class Bench:
    """A folder with companies that have no bill, and one for each bill that is measured."""

    def __init__(self, home: Path, say: Say) -> None:
        self._home = home
        self._say = say
        self._without: dict[Clouds, Company] = {}

    def measure(self, clouds: Clouds, lines: int, repeats: int) -> Trial:
        """Set up a company with a bill of so many lines, and measure it."""
        without = self._no_bill(clouds)
        company = Company(self._home / f"{clouds}_{lines}_lines", clouds, self._say)
        written = self._set_up(company, lines)
        repetitions: list[Repetition] = []
        staging: list[Seconds] = []
        for number in range(repeats):
            self._say(f"repetition {number + 1} of {repeats}")
            no_slice = run_models(without.project, full_refresh=True).usage
            full = run_models(company.project, full_refresh=True)
            no_file = run_floor(company.project, over_nothing=True)
            floor = run_floor(company.project)
            staging += run_staging(company.project, list(SHARES[clouds]))
            months = YEAR[number::repeats][:CHANGES]
            changes = tuple(_change(company, month) for month in months)
            repetitions.append(Repetition(no_slice, full, no_file, floor, changes))
        return Trial(clouds, written, tuple(repetitions), tuple(staging))

    def _no_bill(self, clouds: Clouds) -> Company:
        """The company without a bill: its runs tell what everything but lines costs."""
        if clouds not in self._without:
            self._without[clouds] = Company(self._home / f"{clouds}_no_bill", clouds, self._say)
            self._set_up(self._without[clouds], None)
        return self._without[clouds]

    def _set_up(self, company: Company, lines: int | None) -> int:
        what = f"{lines:,} lines" if lines else "no bill"
        self._say(f"{what}: writing")
        written = company.write(lines)
        self._say(f"{what}: landing")
        company.land()
        company.write_raw_schema()
        self._say(f"{what}: loading seeds, first run")
        load_seeds(company.project)
        run_models(company.project, full_refresh=True)
        return written


def _change(company: Company, period: str) -> Change:
    idle = run_models(company.project, full_refresh=False)
    lines = company.change_month(period)
    company.land()
    company.write_raw_schema()
    return Change(idle, run_models(company.project, full_refresh=False), lines)
