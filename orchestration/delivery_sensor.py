"""The sensor on new manifests: a delivery asks for one run of the one job.

Belongs here: when to ask. Does not: what is new (deliveries.py), or landing it.
"""

import dagster as dg

from orchestration.deliveries import key_of, offers
from orchestration.months import range_of
from orchestration.workroom import Workroom

NAME = "deliveries"
_EVERY_SECONDS = 900


def delivery_sensor(room: Workroom, job: str) -> dg.SensorDefinition:
    """A sensor that compares the sources' cheap signals with the lake.

    What waits has a key, and Dagster runs a key once: a delivery in quarantine, or a run that
    failed, is not asked for again until something else arrives; the daily schedule tries it.
    """

    @dg.sensor(
        name=NAME,
        job_name=job,
        minimum_interval_seconds=_EVERY_SECONDS,
        description="Run when a source offers a slice that the lake does not hold.",
    )
    def deliveries(_: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        found = [offers(source, room.lake) for source in room.sources if not source.listing_reads]
        new = [one for each in found for one in each.deliveries]
        problems = [each.problem for each in found if each.problem]
        if not new:
            return dg.SkipReason("; ".join(["Nothing new is offered", *problems]))
        periods = [period for one in new for period in one.periods]
        return dg.RunRequest(
            run_key=key_of(new),
            tags={**range_of(periods), "tonne/deliveries": str(len(new))},
        )

    return deliveries
