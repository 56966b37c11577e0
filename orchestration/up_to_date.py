"""A run that has nothing to do ends before Dagster is loaded; every other is handed on.

Belongs here: what is on offer, and whether all of it stands published. Does not: landing, building.
"""

from __future__ import annotations

from collections.abc import Mapping

from ingest.errors import TonneError
from ingest.source import Source
from orchestration import build_plan
from orchestration.deliveries import Offers, offers
from orchestration.run_options import RunOptions
from orchestration.workroom import Workroom


def run(room: Workroom, options: RunOptions) -> None:
    """Run the main job where it has anything to do; what was done stands in `room.record`.

    Raises:
        TonneError: what went wrong, as a sentence.
    """
    found = {one.name: offers(one, room.lake) for one in _chosen(room, options)}
    try:
        if _is_up_to_date(room, options, found):
            room.record.unchanged_slices = sum(one.unchanged_slices for one in found.values())
            room.record.has_nothing_to_build = True
            room.progress.say("Nothing new: what is published is up to date, dbt not started.")
            return
        # Dagster and dbt's artefacts take seconds to import: only runs that work pay for it.
        from orchestration.main_run import execute

        execute(room, options, found)
    finally:
        room.lock.release()


def _chosen(room: Workroom, options: RunOptions) -> list[Source]:
    sources = [one for one in room.sources if options.source in (None, one.name)]
    if not sources and options.source:
        known = ", ".join(one.name for one in room.sources)
        raise TonneError(f"There is no source {options.source!r}; there is: {known or 'none'}.")
    return sources


def _is_up_to_date(room: Workroom, options: RunOptions, found: Mapping[str, Offers]) -> bool:
    """Whether landing has nothing to do or say, and readers see what would be built.

    Who has to build keeps the lock that this was asked under: no other run gets in between.
    """
    if options.full_refresh or not all(one.has_nothing_new for one in found.values()):
        return False
    room.lock.take(wait_seconds=options.wait_seconds, on_wait=room.progress.say)
    return build_plan.is_up_to_date(room)
