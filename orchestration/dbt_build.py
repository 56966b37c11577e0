"""Run `dbt build` and pass on what it reports.

Belongs here: the dbt process, its events, its failures in words. Does not: deciding whether to run
it (build_plan) or what it computes.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import dagster as dg
from dagster_dbt import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliEventMessage,
    DbtCliInvocation,
)
from packaging.version import Version

from ingest.errors import TonneError
from orchestration.dbt_project import Project, dbt_executable
from orchestration.lineage import kept
from orchestration.progress import Progress

_SHOWN_FAILURES = 5
# Unit tests hold the code to its formulas; they say nothing about the data of a run.
_DATA_ONLY = ("--exclude-resource-type", "unit_test")
# A test is left out where all that it reads is a seed: of a seed and a model it is run.
_WITHOUT_SEEDS = ("--exclude", "resource_type:seed", "--indirect-selection", "cautious")
_SHOWN_LINES = 15
_FAILED = "RunResultError"
_STAGE = "Computing"
MARTS = "marts"
"""The schema of what is published: all that lies downstream of dbt."""


class _Translator(DagsterDbtTranslator):
    """dbt's models as assets whose columns say what they are made of."""

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """Its columns as dbt has them, and what they are made of where `tonne docs` found it."""
        shown = kept.metadata(dbt_resource_props)
        return {**super().get_metadata(dbt_resource_props), **shown}


TRANSLATOR = _Translator(DagsterDbtTranslatorSettings(enable_asset_checks=False))
"""dbt's tests gate its build. As checks of Dagster each would cost two more writes to its log in
every run, which is seconds for hundreds of tests, also where dbt is not even started."""


def build(
    context: dg.AssetExecutionContext,
    project: Project,
    manifest: Mapping[str, Any],
    *,
    arguments: Sequence[str],
    progress: Progress,
) -> Iterator[Any]:
    """Run `dbt build` with `arguments`, yielding Dagster's events as its nodes finish.

    Raises:
        TonneError: a model or an error-severity test failed; the message names the first ones.
    """
    invocation = _started(context, project, manifest, arguments)
    steps = _Steps(progress)
    with _ended_with_us(invocation):
        for event in _silently(invocation.stream_raw_events()):
            steps.follow(event.raw_event)
            node = _asset_of(event, manifest)
            if node:
                yield from event.to_default_asset_events(
                    manifest=manifest,
                    dagster_dbt_translator=TRANSLATOR,
                    # An event costs Dagster less than an output, some seconds in a run, and outputs
                    # are for what lies downstream.
                    context=context if node["schema"] == MARTS else None,
                    target_path=project.target,
                )
    if not invocation.is_successful():
        raise TonneError(_failure(project, steps))
    for name in sorted(steps.warnings):
        progress.say(f"The data test {name} warns; dbt's log says more.")


def arguments_for(
    context: dg.AssetExecutionContext,
    manifest: Mapping[str, Any],
    *,
    full_refresh: bool,
    leave_seeds: bool,
) -> list[str]:
    """What to add to `dbt build`: a full refresh, seeds to leave, or models picked by hand."""
    arguments = ["--full-refresh"] if full_refresh else []
    arguments += _WITHOUT_SEEDS if leave_seeds else ()
    if context.is_subset:
        picked = [
            node["name"]
            for node in manifest["nodes"].values()
            if node["resource_type"] in ("model", "seed")
            and TRANSLATOR.get_asset_key(node) in context.selected_asset_keys
        ]
        arguments += ["--select", " ".join(sorted(picked))]
    return arguments


def _started(
    context: dg.AssetExecutionContext,
    project: Project,
    manifest: Mapping[str, Any],
    arguments: Sequence[str],
) -> DbtCliInvocation:
    """Start dbt. DbtCliResource.cli would start it twice more, for a version and an adapter."""
    return DbtCliInvocation.run(
        args=[
            dbt_executable(),
            "--log-format",
            "json",
            "--no-use-colors",
            # Its events say the same as its artefacts, which it writes twice: two seconds a build.
            "--no-write-json",
            "build",
            *_DATA_ONLY,
            *arguments,
        ],
        env=project.environment(),
        manifest=manifest,
        dagster_dbt_translator=TRANSLATOR,
        project_dir=project.workspace.home,  # where it starts; DBT_PROJECT_DIR names the project
        target_path=project.target,
        raise_on_error=False,
        context=context,
        adapter=None,
        cli_version=Version(version("dbt-core")),
    )


@contextlib.contextmanager
def _ended_with_us(invocation: DbtCliInvocation) -> Iterator[None]:
    """Do not leave dbt writing when nobody listens to it any more."""
    try:
        yield
    finally:
        if invocation.process.poll() is None:
            invocation.process.terminate()
            invocation.process.wait()


def _asset_of(event: DbtCliEventMessage, manifest: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The node, where Dagster knows it: tests are no assets, and a file may be newer than it."""
    unique_id = event.raw_event["data"].get("node_info", {}).get("unique_id")
    node = manifest["nodes"].get(unique_id, {})
    return node if node.get("resource_type") in ("model", "seed") else None


def _silently(events: Iterator[DbtCliEventMessage]) -> Iterator[DbtCliEventMessage]:
    """The same events, without their echo on stdout: dbt keeps them in its own log."""
    with Path(os.devnull).open("w") as nowhere:
        while True:
            with contextlib.redirect_stdout(nowhere):
                event = next(events, None)
            if event is None:
                return
            yield event


class _Steps:
    """How far dbt is, from its log lines."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._finished: set[str] = set()
        self._total = 0
        self.errors: list[str] = []
        self.failed: dict[str, str] = {}
        self.warnings: set[str] = set()

    def follow(self, raw_event: Mapping[str, Any]) -> None:
        """Take one log line into account."""
        info, data = raw_event["info"], raw_event["data"]
        if info["level"] == "error":
            self.errors.append(str(info["msg"]))
        self._total = max(self._total, int(data.get("total") or 0))
        node = data.get("node_info") or {}
        if info["name"] == _FAILED:
            self.failed[node["unique_id"]] = str(data["msg"])
        if not node.get("unique_id") or not self._total:
            return
        if node.get("node_finished_at"):
            self._finished.add(node["unique_id"])
        if node.get("node_status") == "warn":
            self.warnings.add(node["node_name"])
        self._progress.at(_STAGE, node["node_name"], len(self._finished), self._total)


def _failure(project: Project, steps: _Steps) -> str:
    """What failed, by node; all that dbt called an error where it did not come so far."""
    failed = [f"{name}: {_shortened(said)}" for name, said in steps.failed.items()]
    said = failed or steps.errors
    more = len(said) - _SHOWN_FAILURES
    lines = ["The build failed, so nothing was published.", *said[:_SHOWN_FAILURES]]
    if more > 0:
        lines.append(f"… and {more} more.")
    lines.append(f"dbt's log: {project.state / 'logs' / 'dbt.log'}")
    return "\n".join(lines)


def _shortened(message: str) -> str:
    lines = click.unstyle(message).strip().splitlines()
    return "\n".join([*lines[:_SHOWN_LINES], *(["…"] if len(lines) > _SHOWN_LINES else [])])
