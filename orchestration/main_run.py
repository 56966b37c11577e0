"""Execute the main job in this process and say how it ended.

Belongs here: run configuration, Dagster's home, exit codes. Does not: click, or any step.
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import TonneError
from orchestration import dagster_home
from orchestration.deliveries import Offers
from orchestration.landing_assets import landing_key
from orchestration.main_job import MAIN_JOB, definitions_of
from orchestration.months import range_of_offers
from orchestration.run_options import RunOptions
from orchestration.workroom import Workroom


def execute(room: Workroom, options: RunOptions, found: Mapping[str, Offers]) -> None:
    """Run the main job; what it did stands in `room.record` afterwards.

    Args:
        room: the workspace.
        options: how the run was asked to run.
        found: what the sources that it lands have on offer, by their names.

    Raises:
        TonneError: what went wrong, as a sentence.
    """
    definitions = definitions_of(room)
    job = definitions.resolve_job_def(MAIN_JOB)
    sources = [one for one in room.sources if one.name in found]
    months = [found[one.name] for one in sources if one.partitioned]
    left_out = {landing_key(one) for one in room.sources if one not in sources}
    keys = definitions.resolve_all_asset_keys()
    with dagster_home.opened(room.workspace.state) as instance:
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            asset_selection=[key for key in keys if key not in left_out] if left_out else None,
            tags=range_of_offers(months) if months else None,
            run_config=_config(options),
        )
    if room.record.error is not None:
        raise room.record.error
    if not result.success:
        raise TonneError(
            f"The run failed. Its log: {room.workspace.state / 'logs' / 'dagster.log'}"
        )


def _config(options: RunOptions) -> dict[str, object]:
    writer = {"wait_seconds": options.wait_seconds, "full_refresh": options.full_refresh}
    return {
        "loggers": {"file": {"config": {}}},
        "resources": {"writer": {"config": writer}},
    }
