"""The hand-made company that the golden and the physical tests read: one bill, run once a session.

Belongs here: which lines it has. Does not: what a test expects of a line.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import bills
from tests.golden import lines as golden
from tests.once import made_once
from tests.physical import lines as physical
from tests.physical import services
from tests.pipeline import must_run

_TEAMS = (*golden.LINES, physical.MADE_UP_TEAM)


def known(factory: pytest.TempPathFactory) -> Path:
    """The workspace of the bill whose every line a catalogue knows, published."""
    return made_once(factory, "handmade-known", lambda home: _run(home, _known_lines()))


def with_made_up(factory: pytest.TempPathFactory) -> Path:
    """The workspace of the same bill with lines that nobody sells, published."""
    lines = [*_known_lines(), *physical.made_up()]
    return made_once(factory, "handmade-made-up", lambda home: _run(home, lines))


def _known_lines() -> list[bills.Row]:
    worked = [row for rows in golden.LINES.values() for row in rows]
    sensed = (physical.catalogue(), physical.regions(), physical.stored(), physical.money(),
              services.billed())  # fmt: skip
    return worked + [row for rows in sensed for row in rows]


def _run(home: Path, rows: list[bills.Row]) -> None:
    bills.write_workspace(home, rows, teams=_TEAMS)
    must_run(home, "run")
