"""The energy ledger of a workspace: landed by the door, built by dbt, nothing else of the house.

Belongs here: landing, schema `raw`, the models up to the facts with their data tests. Does not:
making samples (telemetry_homes.py), what a test expects.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.landing import land_source
from ingest.settings import Workspace
from orchestration import build_plan, raw_views
from orchestration.dbt_project import Project
from orchestration.workroom import Workroom
from tests.injected import run_dbt

_FACTS = ("+fct_workload_energy_hourly", "+fct_device_energy_hourly")


class _Quiet:
    def say(self, sentence: str) -> None:
        """Say nothing."""

    def at(self, stage: str, item: str, done: int, total: int) -> None:
        """Show nothing."""


def build_ledger(home: Path, *, samples_at_once: int | None = None) -> Path:
    """Land what is configured and build the ledger, data tests passed; returns the warehouse."""
    workspace = Workspace(home)
    room = Workroom(workspace, Project(workspace), _Quiet())
    for source in room.sources:
        for one in land_source(source, room.lake):
            assert one.status in ("landed", "unchanged"), f"{one.slice_id}: {one.message}"
    plan = build_plan.make(room)
    with room.open_warehouse() as connection:
        raw_views.write(connection, plan.raw)
    with pytest.MonkeyPatch.context() as patch:
        if samples_at_once is not None:
            patch.setenv("TONNE_SAMPLES_AT_ONCE", str(samples_at_once))
        run_dbt(
            workspace.warehouse, "build", "--select", *_FACTS,
            "--indirect-selection", "cautious", "--exclude-resource-type", "unit_test",
        )  # fmt: skip
    return workspace.warehouse
