"""The main job lands, computes and publishes; a second run finds nothing to do."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from ingest.demo import restate_november, write_company
from ingest.errors import TonneError
from ingest.lake import Lake
from ingest.settings import Workspace
from orchestration import dagster_home, main_run
from orchestration.bill_checks import COVERAGE_CHECK, INVOICE_CHECK
from orchestration.dbt_project import Project
from orchestration.lock import Holder, WriterLock
from orchestration.run_options import RunOptions
from tests.bills import deliver, instance, write_workspace
from tests.demo_company import ON_AWS_ALONE
from tests.unit.orchestration.toy_run import run, summary

MONTHS = ("2025-10", "2025-11")


def _slices(home: Path) -> list[str]:
    return [slice_id for slice_id, _ in summary(home)]


def _last_dbt_start(home: Path) -> int:
    return (home / ".tonne/dbt/logs/dbt.log").stat().st_mtime_ns


def _runs(home: Path) -> int:
    with dagster_home.opened(home / ".tonne") as instance:
        return instance.get_runs_count()


def _materialized(home: Path) -> set[str]:
    """The last parts of the keys of what Dagster's history says was made."""
    with dagster_home.opened(home / ".tonne") as instance:
        keys = instance.get_asset_keys()
        return {key.path[-1] for key in keys if instance.get_latest_materialization_event(key)}


def _checks(home: Path) -> set[str]:
    """The names of the checks that Dagster's history holds a result of."""
    with dagster_home.opened(home / ".tonne") as instance:
        found = instance.get_records_for_run(
            instance.get_run_records(limit=1)[0].dagster_run.run_id,
            of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION,
        )
    events = [record.event_log_entry.asset_check_evaluation for record in found.records]
    return {event.check_name for event in events if event}


def test_a_run_publishes_once_and_starts_dbt_only_for_what_is_new(
    home: Path, toy_dir: Path
) -> None:
    write_company(home, lines=2_000, months=MONTHS, restated=False, **ON_AWS_ALONE)

    first = run(home, toy_dir)
    assert first.published is not None
    exports = ("labs_aws", "lumenfold_aws")
    bills = [f"{export}__{month}" for export in exports for month in MONTHS]
    landed = {one.slice_id for one in first.landed if one.slice_id.startswith(exports)}
    assert sorted(landed) == bills
    assert _slices(home) == bills

    assert _checks(home) >= {"no_delivery_in_quarantine", INVOICE_CHECK, COVERAGE_CHECK}
    assert {"daily", "facts", "summary", "prices"} <= _materialized(home)

    (started, runs) = (_last_dbt_start(home), _runs(home))
    second = run(home, toy_dir)
    assert second.has_nothing_to_build
    assert second.published is None
    assert not second.landed
    assert second.unchanged_slices == len(first.landed)
    assert _last_dbt_start(home) == started
    assert _runs(home) == runs

    Lake(home / "lake").retire(bills[0])
    restate_november(home)
    third = run(home, toy_dir, RunOptions(source="lumenfold_aws"))
    assert third.published is not None
    assert third.published.fingerprint != first.published.fingerprint
    assert _slices(home) == bills[1:]


def test_who_has_to_build_what_is_landed_lets_nobody_in_between(
    home: Path, toy_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_workspace(home, [instance("m5.large")])
    lock = WriterLock(Workspace(home).state)
    run(home, toy_dir)
    Workspace(home).published.unlink()
    seen: list[Holder | None] = []
    monkeypatch.setattr(main_run, "execute", lambda *_: seen.append(lock.holder()))

    run(home, toy_dir)

    assert [holder and holder.pid for holder in seen] == [os.getpid()]
    assert lock.holder() is None


def test_a_failing_model_publishes_nothing_and_is_named(home: Path, toy_dir: Path) -> None:
    write_company(home, lines=2_000, months=MONTHS, **ON_AWS_ALONE)
    (toy_dir / "models/summary.sql").write_text(
        "{{ config(schema='marts') }} select nothing from {{ ref('facts') }}"
    )

    with pytest.raises(TonneError, match=r"(?s)model\.toy\.summary.*nothing"):
        run(home, toy_dir)
    assert not (home / "published/marts.duckdb").exists()


def test_dbt_does_not_open_the_warehouse_for_a_parent_that_is_gone(
    home: Path, toy_dir: Path
) -> None:
    environment = {**Project(Workspace(home), toy_dir).environment(), "TONNE_PID": "1"}
    before = time.monotonic()

    orphan = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "build"],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )

    assert orphan.returncode != 0
    assert "has ended" in orphan.stdout
    assert not (home / "warehouse.duckdb").exists()
    assert time.monotonic() - before < 120


def test_a_run_warns_of_a_month_that_two_bills_hold(
    home: Path, toy_dir: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "500")
    write_workspace(home, [instance("m5.large")])
    deliver(home / "again", [instance("m5.large")])
    with (home / "tonne.toml").open("a") as settings:
        settings.write('[sources.again]\nkind = "aws_cur2"\nuri = "again/exports/handmade"\n')

    run(home, toy_dir)

    said = capsys.readouterr().err
    assert "Warning: 2025-10 of payer 012345678901" in said
    assert "the bills of again and handmade" in said
