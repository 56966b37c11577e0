"""Runs the models up to the daily fact as dbt processes, and reads where their time went.

Belongs here: dbt's commands and its results. Does not: what a run is compared with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bench.process import Usage, measure
from orchestration.dbt_project import Project, dbt_executable

FACT = "fct_resource_estimates_daily"


@dataclass(frozen=True, slots=True)
class ModelRun:
    """One dbt process: what it used, and the seconds of each model by name."""

    usage: Usage
    model_seconds: dict[str, float]


def load_seeds(project: Project) -> None:
    """Load the seeds and parse the project, so that no measured run pays for it."""
    project.manifest()
    run_dbt(project, "seed")


def run_models(project: Project, *, full_refresh: bool) -> ModelRun:
    """Run the daily fact and everything above it.

    Args:
        project: of the workspace whose warehouse is written.
        full_refresh: compute every slice, not only those whose key is not held.
    """
    arguments = ["run", "--select", f"+{FACT}", *(["--full-refresh"] if full_refresh else [])]
    usage = run_dbt(project, *arguments)
    answer: dict[str, Any] = json.loads((project.target / "run_results.json").read_bytes())
    seconds = {one["unique_id"].split(".")[-1]: one["execution_time"] for one in answer["results"]}
    return ModelRun(usage, seconds)


def run_dbt(project: Project, *arguments: str) -> Usage:
    """Run dbt in a process of its own; what it used."""
    return measure(
        [dbt_executable(), "--no-use-colors", *arguments],
        env=project.environment(),
        cwd=project.workspace.home,
        log=project.state / "bench.log",
    )
