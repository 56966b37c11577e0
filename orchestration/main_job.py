"""The one job: land, compute, publish. `tonne run` and the schedule both execute it.

Belongs here: putting the assets together. Does not: any step of them.
"""

import logging
import os
import warnings
from pathlib import Path

import dagster as dg

from ingest.settings import Workspace
from orchestration.dbt_project import PROJECT_DIR, Project
from orchestration.delivery_sensor import delivery_sensor
from orchestration.landing_assets import landing_asset
from orchestration.months import range_tags
from orchestration.progress import LoggedProgress
from orchestration.warehouse_assets import model_assets, published_asset, raw_assets
from orchestration.workroom import Workroom
from orchestration.writer import Writer

MAIN_JOB = "main_job"
_DAILY = "0 5 * * *"


def definitions_of(room: Workroom) -> dg.Definitions:
    """Everything that Dagster knows of one workspace.

    Raises:
        TonneError: the settings or the dbt project cannot be read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # of backfill_policy, in use since 2023
        assets = [
            *(landing_asset(source, room) for source in room.sources),
            raw_assets(room),
            model_assets(room),
            published_asset(room),
        ]
        job = dg.define_asset_job(
            MAIN_JOB,
            selection="*",
            executor_def=dg.in_process_executor,
            hooks={_remembering(room)},
            description="Land what is new, compute what that changes, publish the marts.",
        )
        return dg.Definitions(
            assets=assets,
            jobs=[job],
            schedules=[_daily(room)],
            sensors=[delivery_sensor(room, MAIN_JOB)],
            # Steps must share a process: the first writing one takes the lock for all.
            executor=dg.in_process_executor,
            resources={"writer": Writer()},
            loggers={"console": dg.colored_console_logger, "file": _file_logger(room)},
        )


def room_from_environment() -> Workroom:
    """The workspace of TONNE_HOME (default: the current directory), for runs nobody watches."""
    workspace = Workspace(Path(os.environ.get("TONNE_HOME", ".")))
    progress = LoggedProgress(logging.getLogger("tonne"))
    return Workroom(workspace, Project(workspace, PROJECT_DIR), progress)


def _daily(room: Workroom) -> dg.ScheduleDefinition:
    @dg.schedule(job_name=MAIN_JOB, cron_schedule=_DAILY, execution_timezone="UTC", name="daily")
    def daily() -> dg.RunRequest:
        """Once a day, everything new since the last run."""
        return dg.RunRequest(tags=range_tags(room.sources, room.lake))

    return daily


def _remembering(room: Workroom) -> dg.HookDefinition:
    """Keep the error itself: Dagster's own record of it is text."""

    @dg.failure_hook(name="remember_error")
    def remember(context: dg.HookContext) -> None:
        room.record.error = room.record.error or context.op_exception

    return remember


def _file_logger(room: Workroom) -> dg.LoggerDefinition:
    """Dagster's own words, in a file: the screen is for the run's."""

    @dg.logger(config_schema={}, description="To .tonne/logs/dagster.log")
    def to_file(_: dg.InitLoggerContext) -> logging.Logger:
        file = room.workspace.state / "logs" / "dagster.log"
        file.parent.mkdir(parents=True, exist_ok=True)
        logger = logging.Logger(f"tonne.dagster.{file}", level=logging.INFO)
        handler = logging.FileHandler(file)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        logger.addHandler(handler)
        return logger

    return to_file
