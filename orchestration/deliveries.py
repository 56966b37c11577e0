"""What the providers offer that the lake does not hold yet, by the cheap signals of each slice.

Belongs here: comparing offers with landed manifests. Does not: fetching, or deciding when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.source import Source
from orchestration.model_graph import digest_of


@dataclass(frozen=True)
class Delivery:
    """One slice with a signal that the lake has not met.

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
    missing_periods: tuple[str, ...] = ()
    """Months of slices that the provider lists no more: a run says so and keeps them."""
    problem: str = ""


def offers(source: Source, lake: Lake) -> Offers:
    """Ask `source` for its signals, and the lake for what it holds."""
    landed = {one.slice_id: one for one in lake.manifests(source.kind) if one.export == source.name}
    listed: dict[str, Delivery] = {}
    problem = ""
    try:
        for ref in source.slices():
            held = landed.get(ref.slice_id)
            before = held.fetched_at if held else ""
            listed[ref.slice_id] = Delivery(
                source.name, ref.slice_id, ref.signal, ref.periods, before
            )
    except TonneError as error:  # landing says it, with the slices it concerns
        listed, problem = {}, error.message
    new = tuple(
        one
        for slice_id, one in sorted(listed.items())
        if slice_id not in landed or landed[slice_id].signal != one.signal
    )
    gone = [one for slice_id, one in landed.items() if slice_id not in listed and not one.retired]
    return Offers(new, tuple(period for one in gone for period in one.periods), problem)


def key_of(deliveries: Sequence[Delivery]) -> str:
    """Names a set of deliveries: the same one waiting is asked for once.

    What was landed before is part of it, so that a delivery which returns to earlier bytes is new.
    """
    return digest_of(
        f"{one.source} {one.slice_id} {one.signal} {one.before}"
        for one in sorted(deliveries, key=lambda one: (one.source, one.slice_id))
    )
