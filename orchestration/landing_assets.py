"""One Dagster asset per source of the workspace, made by a factory over what is configured.

Belongs here: partitions, metadata, checks of landing. Does not: landing itself (ingest.landing).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import dagster as dg

from ingest.landing import land_source
from ingest.outcome import Landed
from ingest.source import Source
from orchestration import bill_checks
from orchestration.months import MONTHS, last_closed_month, months_of
from orchestration.workroom import Workroom

_GROUP = "landing"
_QUARANTINE_CHECK = "no_delivery_in_quarantine"
_MONTH_CHECK = "last_closed_month_is_landed"
RETRY_SECONDS = (5, 30)
"""How long to wait before a place that did not answer is asked again."""


def landing_key(source: Source) -> dg.AssetKey:
    """The asset key of a source."""
    return dg.AssetKey(["landed", source.name])


def landing_asset(source: Source, room: Workroom) -> dg.AssetsDefinition:
    """The asset of one source: billing and telemetry by month, registers as a whole.

    A run over many months is one run, and landing an unchanged slice again does nothing.
    """
    key = landing_key(source)

    @dg.asset(
        key=key,
        group_name=_GROUP,
        kinds={"parquet"},
        description=f"Slices of {source.kind} from {source.config.uri}, in the lake.",
        partitions_def=MONTHS if source.partitioned else None,
        backfill_policy=dg.BackfillPolicy.single_run() if source.partitioned else None,
        check_specs=list(_check_specs(source, key)),
    )
    def land(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
        months = months_of(context.partition_keys) if source.partitioned else None
        landed = land_source(source, room.lake, progress=_at(room), periods=months)
        _ask_again(room, landed, context.retry_number)
        _tell(room, landed)
        yield dg.MaterializeResult(
            metadata=_metadata(landed, source, room), check_results=list(_checks(source, room))
        )

    return land


def _ask_again(room: Workroom, landed: Sequence[Landed], attempt: int) -> None:
    """Try later what may pass by itself; after the last attempt the run goes on with what it has.

    Raises:
        RetryRequested: nobody answered, and there are attempts left.
    """
    unanswered = [one for one in landed if one.is_transient]
    if unanswered and attempt < len(RETRY_SECONDS):
        seconds = RETRY_SECONDS[attempt]
        room.progress.say(f"{unanswered[0].message} Trying again in {seconds} s.")
        raise dg.RetryRequested(max_retries=len(RETRY_SECONDS), seconds_to_wait=seconds)


def _at(room: Workroom):
    def at(name: str, done: int, total: int) -> None:
        room.progress.at("Landing", name, done, total)

    return at


def _tell(room: Workroom, landed: Sequence[Landed]) -> None:
    room.record.landed.extend(landed)
    for one in landed:
        if one.status in ("landed", "retired"):
            note = f" {one.message}" if one.status == "landed" and one.message else ""
            room.progress.say(f"{one.status.capitalize()} {one.slice_id}: {one.rows:,} rows.{note}")
        elif one.status == "quarantined":
            room.progress.say(f"Quarantined {one.slice_id}: {one.message}")
        elif one.status == "kept_missing":
            kept = "Kept as landed before" if one.version else "Could not land"
            room.progress.say(f"{kept} {one.slice_id}: {one.message}")


def _metadata(
    landed: Sequence[Landed], source: Source, room: Workroom
) -> dict[str, dg.MetadataValue]:
    """What the run did, and how fresh the source is now."""
    current = [one for one in room.lake.manifests(source.kind) if one.export == source.name]
    held = [one for one in current if not one.retired]
    months = sorted(period for one in held for period in one.periods)
    return {
        "slices": dg.MetadataValue.json(dict(Counter(one.status for one in landed))),
        "rows": dg.MetadataValue.int(sum(one.rows for one in landed)),
        "bytes": dg.MetadataValue.int(sum(one.bytes for one in landed)),
        "versions": dg.MetadataValue.json({one.slice_id: one.version for one in landed}),
        "newest_month": dg.MetadataValue.text(months[-1] if months else "none"),
        "newest_fetch": dg.MetadataValue.text(max((one.fetched_at for one in held), default="")),
    }


def _check_specs(source: Source, key: dg.AssetKey) -> Iterator[dg.AssetCheckSpec]:
    yield dg.AssetCheckSpec(
        _QUARANTINE_CHECK, asset=key, description="Every newest delivery could be read."
    )
    if source.partitioned:
        yield dg.AssetCheckSpec(
            _MONTH_CHECK, asset=key, description="The month before the running one has a slice."
        )
    if source.feeds_usage:
        yield bill_checks.invoice_spec(key)


def _checks(source: Source, room: Workroom) -> Iterator[dg.AssetCheckResult]:
    refused = [one for one in room.lake.quarantined() if one.export == source.name]
    yield dg.AssetCheckResult(
        check_name=_QUARANTINE_CHECK,
        passed=not refused,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={one.slice_id: one.message for one in refused},
    )
    if source.partitioned:
        landed = [
            one
            for one in room.lake.manifests(source.kind)
            if one.export == source.name and not one.retired
        ]
        yield dg.AssetCheckResult(
            check_name=_MONTH_CHECK,
            passed=any(last_closed_month() in one.periods for one in landed),
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"month": last_closed_month(), "slices": len(landed)},
        )
    if source.feeds_usage:
        yield bill_checks.invoice_result(room.lake, source)
