"""What the providers offer that landing would fetch, by the cheap signals of each slice.

Belongs here: comparing offers with landed manifests. Does not: fetching, or deciding when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import TonneError
from ingest.held import is_up_to_date
from ingest.lake import Lake
from ingest.landing import refuse_double
from ingest.source import Source
from orchestration.model_graph import digest_of


@dataclass(frozen=True)
class Delivery:
    """One slice that landing would fetch: a signal not met, another contract, files not whole.

    `before` is when its current version was landed; empty for a slice that is new.
    """

    source: str
    slice_id: str
    signal: str
    periods: tuple[str, ...]
    before: str = ""


@dataclass(frozen=True)
class Offers:
    """What a source has for the lake; `problem` where it cannot be asked."""

    deliveries: tuple[Delivery, ...]
    unchanged_slices: int = 0
    missing_slices: tuple[str, ...] = ()
    """What the provider lists no more: a run says so and keeps it."""
    missing_periods: tuple[str, ...] = ()
    """The months of those slices."""
    problem: str = ""

    @property
    def periods(self) -> list[str]:
        """Months that a run has to look at."""
        offered = [period for one in self.deliveries for period in one.periods]
        return [*self.missing_periods, *offered]

    @property
    def has_nothing_new(self) -> bool:
        """Whether landing would change nothing and say nothing."""
        return not (self.deliveries or self.missing_slices or self.problem)


def offers(source: Source, lake: Lake) -> Offers:
    """Ask `source` for its signals, and the lake for what it holds."""
    landed = {one.slice_id: one for one in lake.manifests(source.kind) if one.export == source.name}
    refused = {one.slice_id for one in lake.quarantined() if one.export == source.name}
    listed: set[str] = set()
    new: list[Delivery] = []
    problem = ""
    try:
        refs = list(source.slices())
        refuse_double(source, refs)
        for ref in refs:
            listed.add(ref.slice_id)
            held = landed.get(ref.slice_id)
            is_held = held is not None and is_up_to_date(source, ref, held, lake)
            # What was refused and is put right by an older delivery leaves the quarantine.
            if not is_held or ref.slice_id in refused:
                before = held.fetched_at if held else ""
                new.append(Delivery(source.name, ref.slice_id, ref.signal, ref.periods, before))
    except TonneError as error:  # landing says it, with the slices it concerns
        listed, new, problem = set(), [], error.message
    gone = [one for slice_id, one in landed.items() if slice_id not in listed and not one.retired]
    forgotten = sorted(refused - listed - {one.slice_id for one in gone})
    return Offers(
        deliveries=tuple(sorted(new, key=lambda one: one.slice_id)),
        unchanged_slices=len(listed) - len(new),
        missing_slices=(*(one.slice_id for one in gone), *forgotten),
        missing_periods=tuple(period for one in gone for period in one.periods),
        problem=problem,
    )


def key_of(deliveries: Sequence[Delivery]) -> str:
    """Names a set of deliveries: the same one waiting is asked for once.

    What was landed before is part of it, so that a delivery which returns to earlier bytes is new.
    """
    return digest_of(
        f"{one.source} {one.slice_id} {one.signal} {one.before}"
        for one in sorted(deliveries, key=lambda one: (one.source, one.slice_id))
    )
