"""What a run says while it works, and what it remembers for the summary after it.

Belongs here: the words' way out (a screen, a log). Does not: the words; who works says them.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
from rich.progress import Progress as Bars

from ingest.outcome import Landed
from orchestration.publishing import PublishedRun


class Progress(Protocol):
    """Where a run's words go."""

    def say(self, sentence: str) -> None:
        """A line that stays."""
        ...

    def at(self, stage: str, item: str, done: int, total: int) -> None:
        """`done` of `total` of a stage are finished; `item` is being worked on."""
        ...


class LoggedProgress:
    """For runs that nobody watches: sentences go to the log, steps do not."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    def say(self, sentence: str) -> None:
        """Log it."""
        self._logger.info(sentence)

    def at(self, stage: str, item: str, done: int, total: int) -> None:
        """Log only the end of a stage."""
        if done >= total:
            self._logger.info("%s: %d of %d %s", stage, done, total, item)


class ScreenProgress:
    """Bars on a terminal; on a pipe one line per stage's quarter, so that a log is readable."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bars = Bars(
            SpinnerColumn(),
            TextColumn("{task.description:<12}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[item]}"),
            console=console,
            transient=True,
        )
        self._tasks: dict[str, int] = {}
        self._quarters: dict[str, int] = {}

    def __enter__(self) -> ScreenProgress:
        if self._console.is_terminal:
            self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def say(self, sentence: str) -> None:
        """Print above the bars."""
        self._console.print(sentence, highlight=False, markup=False, soft_wrap=True)

    def at(self, stage: str, item: str, done: int, total: int) -> None:
        """Move the bar of a stage."""
        if not self._console.is_terminal:
            self._line(stage, item, done, total)
            return
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(stage, total=total, item=item)
        self._bars.update(self._tasks[stage], completed=done, total=total, item=item)  # pyright: ignore[reportArgumentType]

    def _line(self, stage: str, item: str, done: int, total: int) -> None:
        quarter = 4 * done // max(total, 1)
        if total > 1 and self._quarters.get(stage) != quarter:
            self._quarters[stage] = quarter
            self.say(f"{stage} {done}/{total} {item}")


@dataclass
class RunRecord:
    """What happened in one run, for its summary and its exit code."""

    landed: list[Landed] = field(default_factory=list[Landed])
    unchanged_slices: int = 0
    """Slices on offer that no step had to look at."""
    has_nothing_to_build: bool = False
    published: PublishedRun | None = None
    error: BaseException | None = None
