"""Runs the toy project over a workspace as `tonne run` does; also as a program, to be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from ingest.settings import Workspace
from orchestration import up_to_date
from orchestration.dbt_project import Project
from orchestration.progress import RunRecord, ScreenProgress
from orchestration.published_file import open_published
from orchestration.run_options import RunOptions
from orchestration.workroom import Workroom


def run(home: Path, toy_dir: Path, options: RunOptions | None = None) -> RunRecord:
    """Run the main job and give what it did."""
    workspace = Workspace(home)
    with ScreenProgress(Console(stderr=True)) as progress:
        room = Workroom(workspace, Project(workspace, toy_dir), progress)
        up_to_date.run(room, options or RunOptions())
    return room.record


def summary(home: Path) -> list[tuple[Any, ...]]:
    """Cost by slice, as published."""
    with open_published(home / "published/marts.duckdb") as connection:
        return connection.execute("select slice_id, cost from marts.summary order by 1").fetchall()


if __name__ == "__main__":
    os.environ["TONNE_PID"] = str(os.getpid())
    run(Path(sys.argv[1]), Path(sys.argv[2]))
