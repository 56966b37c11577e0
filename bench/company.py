"""The workspace that is measured: large bills, hourly grid files, registers, landed by the door.

Belongs here: filling a folder and bringing schema `raw` up to date. Does not: running models.
"""

from __future__ import annotations

from pathlib import Path

from bench.bills import SHARES, Bill, Clouds, Say, write_bills
from ingest.demo.bench import YEAR
from ingest.demo.grid import months_around, write_grid
from ingest.demo.organisation import write_registers
from ingest.demo.sources import write_settings
from ingest.errors import TonneError
from ingest.landing import land_source
from ingest.settings import Workspace
from orchestration import build_plan, raw_views
from orchestration.dbt_project import Project
from orchestration.workroom import Workroom

_SEED = 7


class Company:
    """A made-up company in a folder; without lines it has everything but a bill."""

    def __init__(self, home: Path, clouds: Clouds, say: Say) -> None:
        self.workspace = Workspace(home)
        self._clouds: Clouds = clouds
        self._say = say
        self._bills: list[Bill] = []

    @property
    def project(self) -> Project:
        """The dbt project, run for this workspace."""
        return Project(self.workspace)

    def write(self, lines: int | None) -> int:
        """Write its inputs, with bills of so many lines together; returns the lines."""
        home, clouds = self.workspace.home, tuple(SHARES[self._clouds])
        home.mkdir(parents=True)
        write_registers(self.workspace.inputs, clouds)
        write_grid(self.workspace.inputs / "grid", months_around(YEAR), _SEED, clouds)
        if lines:
            self._bills = write_bills(home, self._clouds, lines, self._say)
        write_settings(home, [bill.source for bill in self._bills])
        return sum(bill.lines for bill in self._bills)

    def change_month(self, period: str) -> int:
        """Deliver a month of every bill again with other amounts, the first time it is asked.

        Returns its lines.

        Raises:
            TonneError: this company has no bill.
        """
        if not self._bills:
            raise TonneError("A company without a bill cannot have one changed.")
        return sum(bill.change_month(period) for bill in self._bills)

    def land(self) -> None:
        """Land what is new.

        Raises:
            TonneError: the door refused something that was written to be accepted.
        """
        room = self._room()
        for source in room.sources:
            for one in land_source(source, room.lake):
                if one.status not in ("landed", "unchanged"):
                    raise TonneError(f"{one.slice_id} was not landed: {one.message}")

    def write_raw_schema(self) -> None:
        """Make schema `raw` of the warehouse show what is landed."""
        room = self._room()
        plan = build_plan.make(room)
        with room.open_warehouse() as connection:
            raw_views.write(connection, plan.raw)

    def _room(self) -> Workroom:
        return Workroom(self.workspace, self.project, _Quiet())


class _Quiet:
    """The benchmark speaks for itself."""

    def say(self, sentence: str) -> None:
        """Say nothing."""

    def at(self, stage: str, item: str, done: int, total: int) -> None:
        """Show nothing."""
