"""The assets from the lake to the published file: raw schema, dbt models, published marts.

Belongs here: their order, and that nothing is built when nothing changed. Does not: what each
step does (raw_views, dbt_build, publishing).
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtProject, dbt_assets

from ingest.errors import TonneError
from orchestration import bill_checks, build_plan, dbt_build, raw_views, tested_seeds
from orchestration.books.kept import refuse_changed
from orchestration.double_bills import double_bills
from orchestration.full_refresh import changed_tables
from orchestration.landing_assets import landing_key
from orchestration.lineage import kept
from orchestration.publishing import PublishedRun, publish
from orchestration.workroom import Workroom
from orchestration.writer import Writer

_MECHANISM = ("slices", "slice_versions")
"""Tables of schema raw that are no source's view."""


def raw_assets(room: Workroom) -> dg.AssetsDefinition:
    """Schema `raw`: a view per kind of source.

    With everything built it yields nothing, so that Dagster skips what is downstream.
    """
    landed: dict[str, list[dg.AssetKey]] = {}
    for source in room.sources:
        landed.setdefault(source.kind, []).append(landing_key(source))
    every = [key for keys in landed.values() for key in keys]
    deps = {kind: landed.get(kind, []) for kind in room.contracts.columns}
    deps |= dict.fromkeys(_MECHANISM, every)
    specs = [
        dg.AssetSpec(["raw", name], deps=keys, group_name="raw", kinds={"duckdb"}, skippable=True)
        for name, keys in deps.items()
    ]

    @dg.multi_asset(name="raw_schema", specs=specs)
    def raw_schema(writer: Writer) -> Iterator[dg.MaterializeResult[Any]]:
        writer.take(room)
        refuse_changed(room.lake)
        plan = build_plan.make(room)
        with room.open_warehouse() as connection:
            if not writer.full_refresh and build_plan.is_published(plan, room, connection):
                room.record.has_nothing_to_build = True
                room.progress.say("Nothing new: what is published is up to date, dbt not started.")
                return
            raw_views.write(connection, plan.raw)
        for one in double_bills(room.lake, room.contracts.usage_kinds):
            room.progress.say(f"Warning: {one.message}. `tonne doctor` says what helps.")
        for spec in specs:
            files = len(plan.raw.files.get(spec.key.path[-1], ()))
            yield dg.MaterializeResult(asset_key=spec.key, metadata={"files": files})

    return raw_schema


def model_assets(room: Workroom) -> dg.AssetsDefinition:
    """Every seed, model and test of the dbt project, built by one `dbt build`."""
    project = DbtProject(room.project.project_dir, target_path=room.project.target)
    kept.mark(room.manifest, room.workspace.state)

    @dbt_assets(
        manifest=room.manifest,
        project=project,
        name="dbt",
        dagster_dbt_translator=dbt_build.TRANSLATOR,
    )
    def dbt(context: dg.AssetExecutionContext, writer: Writer) -> Iterator[Any]:
        writer.take(room)
        full_refresh = writer.full_refresh or _has_other_columns(room)
        leave_seeds = _leave_seeds(room, builds_all=not (writer.full_refresh or context.is_subset))
        arguments = dbt_build.arguments_for(
            context, room.manifest, full_refresh=full_refresh, leave_seeds=leave_seeds
        )
        yield from dbt_build.build(
            context, room.project, room.manifest, arguments=arguments, progress=room.progress
        )
        if not context.is_subset:
            with room.open_warehouse() as connection:
                connection.execute("update raw.build set is_built = true")
                tested_seeds.remember(connection, room.project)

    return dbt


def published_asset(room: Workroom) -> dg.AssetsDefinition:
    """The file that readers open: the marts, copied and swapped in."""
    marts = [
        dbt_build.TRANSLATOR.get_asset_key(node)
        for node in room.manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] == dbt_build.MARTS
    ]

    key = dg.AssetKey(["published", "marts"])

    @dg.asset(
        key=key,
        deps=marts,
        group_name="published",
        kinds={"duckdb"},
        check_specs=[bill_checks.published_spec(key)],
    )
    def published(
        context: dg.AssetExecutionContext, writer: Writer
    ) -> Iterator[dg.MaterializeResult[Any]]:
        """The marts as readers see them."""
        writer.take(room)
        run = _built_run(room, context.run.run_id)
        publish(
            room.workspace.warehouse,
            room.workspace.published,
            run,
            on_table=lambda table, done, total: room.progress.at("Publishing", table, done, total),
        )
        room.record.published = run
        yield dg.MaterializeResult(
            metadata=_metadata(run, room), check_results=[bill_checks.published_result(room)]
        )

    return published


def _metadata(run: PublishedRun, room: Workroom) -> dict[str, Any]:
    return {
        "fingerprint": run.fingerprint,
        "quarantined_slices": run.quarantined_slices,
        "bytes": room.workspace.published.stat().st_size,
        **bill_checks.published_metadata(room),
    }


def _leave_seeds(room: Workroom, *, builds_all: bool) -> bool:
    """Whether the seeds may be left alone; if not, nothing says any more that they may."""
    with room.open_warehouse() as connection:
        may_be_left = builds_all and tested_seeds.are_held(connection, room.project, room.graph)
        if not may_be_left:
            tested_seeds.forget(connection)
    return may_be_left


def _has_other_columns(room: Workroom) -> bool:
    with room.open_warehouse() as connection:
        changed = changed_tables(connection, room.graph)
    if changed:
        room.progress.say(f"Other columns in {', '.join(changed)}: every slice is computed anew.")
    return bool(changed)


def _built_run(room: Workroom, run_id: str) -> PublishedRun:
    """What the warehouse holds now.

    Raises:
        TonneError: the models were not all built from the current raw schema.
    """
    with room.open_warehouse() as connection:
        row = connection.execute(
            "select fingerprint, quarantined_slices, is_built from raw.build"
        ).fetchone()
    if row is None or not row[2]:
        raise TonneError(
            "The models were not all built since the raw schema was written, so there is no whole "
            "set of marts to publish. Run `tonne run`, or materialise all models first."
        )
    return PublishedRun(run_id, row[0], row[1])
