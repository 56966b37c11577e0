"""Whether there is anything to build, and the raw schema that the build would start from.

Belongs here: comparing the lake and the project with what the tables hold and what is published.
Does not: writing any of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from ingest.tool_version import TOOL_VERSION
from orchestration import lake_state
from orchestration.fingerprints import SliceVersion, slice_versions
from orchestration.model_graph import ModelGraph, digest_of
from orchestration.publishing import published_run
from orchestration.raw_tables import raw_tables
from orchestration.raw_views import RawSchema
from orchestration.workroom import Workroom


@dataclass(frozen=True)
class BuildPlan:
    """What schema `raw` is to hold, and the fingerprint of everything that would be published."""

    raw: RawSchema
    versions: Sequence[SliceVersion]
    fingerprint: str
    quarantined_slices: int


def make(room: Workroom) -> BuildPlan:
    """Read the lake and the project; the caller holds the writer's lock."""
    state = lake_state.read(room.lake)
    versions = slice_versions(room.graph, state.current, room.contracts)
    fingerprint = digest_of(
        [
            f"tool {TOOL_VERSION}",
            f"project {room.project.digest()}",
            *sorted(f"key {one.model} {one.slice_id} {one.build_key}" for one in versions),
            *state.facts(),
        ]
    )
    raw = RawSchema(
        contracts=room.contracts.columns,
        files=state.files,
        tables=raw_tables(state, versions, fingerprint),
    )
    return BuildPlan(raw, versions, fingerprint, len(state.quarantined))


def is_up_to_date(room: Workroom) -> bool:
    """Whether all that is landed stands published; the caller holds the writer's lock."""
    plan = make(room)
    if not _is_shown(plan, room):  # so the warehouse of a broken run is not even opened
        return False
    with room.open_warehouse() as connection:
        return _is_built(plan, room, connection)


def is_published(plan: BuildPlan, room: Workroom, connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether every current key is held and readers already see exactly this."""
    return _is_shown(plan, room) and _is_built(plan, room, connection)


def _is_built(plan: BuildPlan, room: Workroom, connection: duckdb.DuckDBPyConnection) -> bool:
    return all(
        _is_held(connection, room.graph, model, plan.versions)
        for model in room.graph.incremental_models()
    )


def _is_shown(plan: BuildPlan, room: Workroom) -> bool:
    published = published_run(room.workspace.published)
    return published is not None and published.fingerprint == plan.fingerprint


def _is_held(
    connection: duckdb.DuckDBPyConnection,
    graph: ModelGraph,
    model: str,
    versions: Sequence[SliceVersion],
) -> bool:
    node = graph.incremental_models()[model]
    wanted = {(one.slice_id, one.build_key) for one in versions if one.model == model}
    try:
        rows = connection.execute(
            f'select distinct slice_id, build_key from "{node["schema"]}"."{node["alias"]}"'
        ).fetchall()
    except duckdb.CatalogException:
        return False
    return wanted <= {(slice_id, key) for slice_id, key in rows}
