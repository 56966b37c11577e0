"""What the lake shows: quarantine, missing months, bills landed twice, evidence.

Belongs here: findings about landed slices. Does not: asking a provider (places.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.lake import Lake
from ingest.source import DENIED, Source, discover
from orchestration.doctor.finding import Finding
from orchestration.double_bills import double_bills
from orchestration.months import last_closed_month


def findings(sources: Sequence[Source], lake: Lake) -> Iterator[Finding]:
    """Every source's state in the lake, then months billed twice."""
    for refused in lake.quarantined():
        yield Finding(
            "breach",
            f"in quarantine, its last good version counts: {refused.message}",
            f"slice {refused.slice_id}",
            "Do what the message says, then `tonne run`",
        )
    for source in sources:
        yield from _denied(source, lake)
        if source.partitioned and source.register is None:
            yield from _freshness(source, lake)
        if not source.keep_source:
            yield Finding(
                "note",
                "keep_source = false: an auditor can walk back to the landed Parquet and the hash "
                "of the fetched bytes, not to the bytes",
                f"source {source.name}",
                "Remove keep_source = false; kept from the next landing on",
            )
    yield from _doubles(lake)


def _doubles(lake: Lake) -> Iterator[Finding]:
    kinds = [kind for kind, source in discover().items() if source.feeds_usage]
    for one in double_bills(lake, kinds):
        yield Finding(
            "breach",
            one.message,
            f"sources {', '.join(one.sources)}",
            "Keep one: remove the other from tonne.toml and `tonne run --retire` its slices",
        )


def _freshness(source: Source, lake: Lake) -> Iterator[Finding]:
    held = [
        period
        for one in lake.manifests(source.kind)
        if one.export == source.name and not one.retired
        for period in one.periods
    ]
    if not held:
        yield Finding("breach", "nothing is landed", f"source {source.name}", "Run `tonne run`")
    elif max(held) < last_closed_month():
        yield Finding(
            "breach",
            f"the newest month is {max(held)}; {last_closed_month()} is over and not landed",
            f"source {source.name}",
            "Run `tonne run`; if nothing comes, see whether the provider still delivers",
        )


def _denied(source: Source, lake: Lake) -> Iterator[Finding]:
    """Slices of which the provider says that they may not be seen."""
    for one in lake.manifests(source.kind):
        if one.export == source.name and not one.retired and one.signal.startswith(DENIED):
            yield Finding(
                "breach",
                "the provider denies to show it: its figures are not known, which is no zero",
                f"slice {one.slice_id}",
                "Have the role granted that the source needs, then `tonne run`",
            )
