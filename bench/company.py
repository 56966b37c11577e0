"""The workspace that is measured: a large bill, hourly grid files, registers, landed by the door.

Belongs here: filling a folder and bringing schema `raw` up to date. Does not: running models.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.demo.bench import YEAR, BenchBill, change_month, write_bench
from ingest.demo.grid import months_around, write_grid
from ingest.demo.organisation import write_registers, write_settings
from ingest.errors import TonneError
from ingest.landing import land_source
from ingest.settings import Workspace
from orchestration import build_plan, raw_views
from orchestration.dbt_project import Project
from orchestration.workroom import Workroom

_SEED = 7
_BUCKET = "bucket"

Say = Callable[[str], None]


class Company:
    """A made-up company in a folder; without lines it has everything but a bill."""

    def __init__(self, home: Path, say: Say) -> None:
        self.workspace = Workspace(home)
        self._say = say
        self._bill: BenchBill | None = None

    @property
    def project(self) -> Project:
        """The dbt project, run for this workspace."""
        return Project(self.workspace)

    def write(self, lines: int | None) -> int:
        """Write its inputs, with a bill of so many lines; returns the lines."""
        home = self.workspace.home
        home.mkdir(parents=True)
        write_registers(self.workspace.inputs)
        write_grid(self.workspace.inputs / "grid", months_around(YEAR), _SEED)
        exports: dict[str, str] = {}
        if lines:
            bucket = home / _BUCKET
            self._bill = write_bench(bucket, lines=lines, seed=_SEED, progress=self._say)
            exports["bench_aws"] = self._bill.export.folder.as_uri()
        write_settings(home, exports)
        return sum(self._bill.lines.values()) if self._bill else 0

    def change_month(self, period: str) -> int:
        """Deliver a month again with other amounts, the first time it is asked; returns its lines.

        Raises:
            TonneError: this company has no bill.
        """
        if self._bill is None:
            raise TonneError("A company without a bill cannot have one changed.")
        return change_month(self._bill, period)

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
